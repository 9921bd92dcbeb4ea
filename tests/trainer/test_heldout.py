"""Held-out messages are read with their labels and lines; what is wrong with a row is told and the row left out."""

from pathlib import Path

import pytest

from bot.knowledge.problem import Problem
from bot.trainer.heldout import Labelled, read_heldout, read_tables
from tests.knowledge.files import told

INTENTS = ("greet", "refund", "cancel_order")


def read(folder: Path, text: str) -> tuple[list[Labelled], list[Problem]]:
    problems: list[Problem] = []
    (folder / "all.tsv").write_text(text, encoding="utf-8")
    return read_heldout(folder, INTENTS, problems), problems


def test_rows_are_read_with_lines_and_labels(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, "text\tgold\talso\n你好\tgreet\t\n不要了退钱\trefund|cancel_order\tgreet\n")
    assert problems == []
    assert rows[0] == Labelled(tmp_path / "all.tsv", 2, "你好", frozenset({"greet"}))
    assert (rows[1].line, rows[1].gold, rows[1].accepted) == (
        3,
        frozenset({"refund", "cancel_order"}),
        frozenset(INTENTS),
    )


def test_other_columns_do_no_harm(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, "note\ttext\tgold\talso\nx\t你好\tgreet\t\n")
    assert (problems, [row.text for row in rows]) == ([], ["你好"])


def test_quotation_marks_and_commas_are_text(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, 'text\tgold\talso\n"你好\tgreet\t\n他说"退, 款"\trefund\t\n')
    assert (problems, [row.text for row in rows]) == ([], ['"你好', '他说"退, 款"'])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        pytest.param("你好\thello\t", "known intents: hello", id="unknown label"),
        pytest.param("你好\tgreet\thello|bye", "known intents: bye, hello", id="unknown acceptable labels"),
        pytest.param("你好\t\tgreet", "known intents: empty", id="no label"),
        pytest.param(" \tgreet\t", "known intents: empty", id="no text"),
        pytest.param("你好", "known intents: empty", id="a text alone"),
    ],
)
def test_a_wrong_row_is_told_with_its_line_and_left_out(tmp_path: Path, row: str, said: str) -> None:
    rows, problems = read(tmp_path, f"text\tgold\talso\n你好\tgreet\t\n\n{row}\n退款\trefund\t\n")
    assert told(problems) == [f"all.tsv:4: needs a text and {said}"]
    assert [(one.line, one.text) for one in rows] == [(2, "你好"), (5, "退款")]


@pytest.mark.parametrize("text", ["", "你好\tgreet\n", "text\tlabel\n你好\tgreet\n", "text,gold,also\n"])
def test_a_table_without_the_columns_is_told(tmp_path: Path, text: str) -> None:
    rows, problems = read(tmp_path, text)
    assert rows == []
    assert told(problems) == ["all.tsv:1: needs the columns text, gold, also"]


def test_a_table_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "all.tsv").write_bytes("text\tgold\talso\n你好\tgreet\t\n".encode("gb18030"))
    problems: list[Problem] = []
    assert read_heldout(tmp_path, INTENTS, problems) == []
    assert told(problems)[0].startswith("all.tsv:1: is not UTF-8")


def test_a_table_may_name_the_sets_of_its_rows(tmp_path: Path) -> None:
    text = "id\tset\ttext\tgold\talso\n1\treal\t怎么退\trefund\t\n2\t\t你好\tgreet\t\n"
    path = tmp_path / "gold.tsv"
    path.write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    rows = read_tables([path, tmp_path / "missing.tsv"], ["refund", "greet"], problems)
    assert [row.set_name for row in rows] == ["real", "gold"]
    assert told(problems) == ["missing.tsv:1: cannot be read: No such file or directory"]


def test_several_tables_are_read_in_the_order_given(tmp_path: Path) -> None:
    for name, text in {"b": "你好\tgreet\t", "a": "退款\trefund | cancel_order\t"}.items():
        (tmp_path / f"{name}.tsv").write_text(f"\ufefftext\tgold\talso\r\n{text}\r\n", encoding="utf-8")
    problems: list[Problem] = []
    rows = read_tables([tmp_path / "b.tsv", tmp_path / "a.tsv"], INTENTS, problems)
    assert problems == []
    assert [(row.set_name, sorted(row.gold)) for row in rows] == [("b", ["greet"]), ("a", ["cancel_order", "refund"])]
