"""Short sentences are read with their buttons, and every fault of a file is told at once."""

from pathlib import Path

import pytest

from bot.errors import DataError
from bot.knowledge.phrases import Phrase, PhraseButton, load_phrases, read_phrases
from bot.knowledge.problem import Problem
from tests.knowledge.files import told, write

FILE = """
    plain: 您好。
    blank: "超过{limit}字了。"
    offer:
      text: 找谁？
      buttons:
        - {title: 客服, payload: /contact_support}
        - {title: 北方银行, payload: '/inform{"platform": "north"}'}
"""


def test_phrases_are_read_with_their_buttons(tmp_path: Path) -> None:
    assert load_phrases(write(tmp_path, {"p.yml": FILE}) / "p.yml") == {
        "plain": Phrase("您好。"),
        "blank": Phrase("超过{limit}字了。"),
        "offer": Phrase(
            "找谁？",
            (PhraseButton("客服", "/contact_support"), PhraseButton("北方银行", '/inform{"platform": "north"}')),
        ),
    }


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("a: [x]\n", "1: must be a text, or a mapping of text and buttons", id="list"),
        pytest.param("a:\n", "1: must be a text, or a mapping of text and buttons", id="nothing"),
        pytest.param("a: {text: x}\n", "1: “buttons” is missing", id="no buttons"),
        pytest.param("a: {buttons: [{title: x, payload: /y}]}\n", "1: “text” is missing", id="no text"),
        pytest.param("a:\n  text: x\n  buttons: [{title: x}]\n", "3: “payload” is missing", id="no payload"),
        pytest.param(
            "a: {text: x, buttons: [{title: x, payload: y}]}\n", "1: “payload: y” does not look", id="payload"
        ),
        pytest.param(
            "a: {text: x, buttons: [{title: x, payload: /y}], z: w}\n", "1: “z” is not a key", id="unknown key"
        ),
        pytest.param("a: x\na: y\n", "2: “a” stands here twice", id="twice"),
        pytest.param("{a}: x\n", "1: a key must be a text", id="a key in braces"),
        pytest.param("- a\n", "1: must be a mapping", id="no mapping"),
    ],
)
def test_a_fault_of_a_phrase_is_told(tmp_path: Path, text: str, fault: str) -> None:
    problems: list[Problem] = []
    read_phrases(write(tmp_path, {"p.yml": text}) / "p.yml", problems)
    assert len(problems) == 1
    assert told(problems)[0].startswith(f"p.yml:{fault}")


def test_sound_phrases_are_read_beside_faulty_ones(tmp_path: Path) -> None:
    problems: list[Problem] = []
    phrases = read_phrases(write(tmp_path, {"p.yml": "a: [x]\nb: 您好\n"}) / "p.yml", problems)
    assert phrases == {"b": Phrase("您好")}


def test_every_missing_phrase_is_told_in_one_error(tmp_path: Path) -> None:
    write(tmp_path, {"p.yml": "a: x\n"})
    with pytest.raises(DataError, match=r"p\.yml:1: “b” is missing\n.*p\.yml:1: “c” is missing"):
        load_phrases(tmp_path / "p.yml", frozenset("abc"))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.yml:1: is missing"):
        load_phrases(tmp_path / "none.yml")
