"""What the code says is written down, what is written down is said, and every blank is filled."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.guidance.wording import Wording, load_wording
from bot.knowledge.directory import load_directory
from bot.knowledge.intent import load_intents
from bot.knowledge.phrases import Phrase
from bot.settings import ROOT
from tests.knowledge.files import write

BLANK = re.compile(r"\{(\w+)\}")
LISTS = {"common_platforms", "platform_topics", "main_topics"}  # of ids, not sentences


@pytest.fixture(scope="module")
def written() -> dict[str, Phrase]:
    return dict(load_wording(ROOT / "data").phrases)


def trees() -> Iterator[ast.Module]:
    for path in sorted([*(ROOT / "bot" / "guidance").glob("*.py"), *(ROOT / "actions").glob("*.py")]):
        yield ast.parse(path.read_text(encoding="utf-8"))


def calls() -> Iterator[ast.Call]:
    """Every call of `say` on a wording."""
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "say":
                yield node


@cache
def literals() -> set[str]:
    """Every string in the code that could be a key."""
    texts = (node.value for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and re.fullmatch(r"[a-z]+(_[a-z]+)*", text)}


@cache
def said() -> dict[str, set[str]]:
    """Keys that stand in calls of `say`, with the blanks that each call fills."""
    return {
        str(call.args[0].value): {keyword.arg or "" for keyword in call.keywords}
        for call in calls()
        if isinstance(call.args[0], ast.Constant)
    }


def test_the_code_is_looked_at() -> None:
    assert {"resume", "clarify", "personal_numbers", "card_contacts"} <= said().keys()


def test_everything_that_is_said_is_written_down(written: dict[str, Phrase]) -> None:
    assert sorted(said().keys() - written.keys()) == []
    named = {text for text in literals() if text.startswith(("button_", "doubt_close", "doubt_lookalikes"))}
    assert sorted(named - written.keys()) == []


def test_everything_that_is_written_down_is_said(written: dict[str, Phrase]) -> None:
    assert sorted(written.keys() - literals()) == []


@pytest.mark.parametrize("key", sorted(load_wording(ROOT / "data").phrases))
def test_every_blank_of_a_sentence_is_filled(written: dict[str, Phrase], key: str) -> None:
    filled = said().get(key, {"names"} if key.startswith("doubt_") else set())
    assert set(BLANK.findall(written[key].text)) <= filled


def test_the_keys_of_the_calls_without_a_literal_are_known() -> None:
    names = sorted(ast.unparse(call.args[0]) for call in calls() if not isinstance(call.args[0], ast.Constant))
    assert set(names) == {"key", "title"}


def test_the_lists_name_what_exists(written: dict[str, Phrase]) -> None:
    platforms, intents = load_directory(ROOT / "data").platforms, load_intents(ROOT / "data")
    assert set(written["common_platforms"].text.split()) <= platforms.keys()
    for key in ("platform_topics", "main_topics"):
        names = written[key].text.split()
        assert names
        assert all(intents[name].has_guide for name in names)


def test_a_sentence_is_said_with_its_blanks_filled() -> None:
    wording = Wording({"resume": Phrase("刚才的“{topic}”还没说完，要接着说吗？{topic}")})
    assert wording.say("resume", topic="锁{机}") == "刚才的“锁{机}”还没说完，要接着说吗？锁{机}"


def test_faulty_wording_is_an_error_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, {"phrases/guidance.yml": "clarify: 哪一件？\nfinished:\n  - 好\n"})
    with pytest.raises(DataError, match=r"guidance\.yml:2: must be a text"):
        load_wording(tmp_path)
