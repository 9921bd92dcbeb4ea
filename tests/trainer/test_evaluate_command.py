"""`bot evaluate` judges the held-out set by its floors and brought messages without, tells faults, keeps a report."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot import cli
from bot.errors import DataError
from bot.serve import model
from bot.trainer.parse import Parsed
from tests.knowledge.files import write
from tests.trainer.small_root import small_root

HEADER = "text\tgold\talso\tset\n"


def answer(texts: Iterable[str], *_: object) -> Iterator[Parsed]:
    """A model that takes everything for a locked phone."""
    for text in texts:
        yield Parsed(text, "phone_locked", 0.8, (("phone_locked", 0.8), ("greet", 0.1)), ())


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound root with a model that needs no training."""
    small_root(tmp_path)
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("BOT_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(cli, "ROOT", tmp_path)
    monkeypatch.setattr(cli, "parse_texts", answer)
    monkeypatch.setattr(model, "ensure_model", lambda *_: tmp_path / "models" / "0123.tar.gz")
    return tmp_path


def evaluate(*options: str | Path) -> Result:
    return CliRunner().invoke(cli.app, ["evaluate", *map(str, options)])


def report(folder: Path) -> dict[str, object]:
    told: dict[str, object] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return told


def test_the_held_out_set_is_held_to_its_floors(root: Path) -> None:
    write(root, {"heldout/floors.yml": 'lenient: "0.6"\n'})
    result = evaluate("--heldout", root / "heldout")
    assert result.exit_code == 1
    assert "lenient is 0.500; at least 0.600 is needed" in result.output
    assert "The report: var/evaluation/report.html" in result.output
    assert report(root / "var" / "evaluation")["files"] == ["heldout"]


def test_reached_floors_pass(root: Path) -> None:
    write(root, {"heldout/floors.yml": 'lenient: "0.5"\n'})
    assert evaluate("--heldout", root / "heldout").exit_code == 0


def test_brought_messages_are_told_by_set_and_have_no_floors(root: Path) -> None:
    write(root, {"heldout/floors.yml": 'lenient: "1"\n'})
    (root / "first.tsv").write_text(HEADER + "锁了\tphone_locked\t\thard\n下雨吗\tout_of_scope\t\t\n", encoding="utf-8")
    (root / "second.tsv").write_text("text\tgold\talso\n你好\tgreet\tphone_locked\n", encoding="utf-8")
    result = evaluate("--gold", root / "first.tsv", "--gold", root / "second.tsv", "--out", root / "kept")
    assert result.exit_code == 0
    told = report(root / "kept")
    assert (told["files"], told["floors"], told["model"]) == (["first.tsv", "second.tsv"], {}, "0123.tar.gz")
    sets = [(one["name"], one["lenient"], one["let_in"]) for one in told["sets"]]  # type: ignore[attr-defined]
    assert sets == [("hard", 1.0, None), ("first", 0.0, 1.0), ("second", 1.0, None)]
    assert all(name in result.output for name in ("hard", "first", "second", "out_of_scope → phone_locked"))
    assert not (root / "var" / "evaluation").exists()


def test_faults_are_told_with_their_places_and_cost_the_score_nothing(root: Path) -> None:
    (root / "mine.tsv").write_text(HEADER + "锁了\tphone_locked\t\t\n还款\thello\t\t\n", encoding="utf-8")
    (root / "bare.tsv").write_text("text\tgold\n锁了\tphone_locked\n", encoding="utf-8")
    result = evaluate("--gold", root / "mine.tsv", "--gold", root / "bare.tsv")
    assert result.exit_code == 1
    assert "mine.tsv:3: needs a text and known intents: hello" in result.output
    assert "bare.tsv:1: needs the columns text, gold, also" in result.output
    told = report(root / "var" / "evaluation")
    assert told["score"] == {
        "messages": 1,
        "lenient": 1.0,
        "strict": 1.0,
        "refused": 0.0,
        "let_in": None,
        "distress_recall": None,
        "distress_false_alarms": 0.0,
    }
    assert len(told["problems"]) == 2  # type: ignore[arg-type]


def test_without_a_readable_message_nothing_is_trained(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "ensure_model", lambda *_: pytest.fail("the model was asked for"))
    result = evaluate("--gold", root / "gone.tsv")
    assert result.exit_code == 1
    assert "gone.tsv:1: cannot be read" in result.output
    assert isinstance(result.exception, DataError)
    assert not (root / "var" / "evaluation").exists()
