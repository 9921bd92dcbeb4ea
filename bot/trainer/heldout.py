"""Labelled messages that no model is trained on: the held-out set of the project, and tables that others bring."""

import csv
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.problem import Problem

COLUMNS = ["text", "gold", "also"]
SET_COLUMN = "set"  # optional: the part of the table a row belongs to


@dataclass(frozen=True)
class Labelled:
    """A message with the intents that are right and those that are acceptable; `given_set` is as the table has it."""

    path: Path
    line: int
    text: str
    gold: frozenset[str]
    also: frozenset[str] = frozenset()
    given_set: str = ""

    @property
    def set_name(self) -> str:
        """The part of all messages this one belongs to: the table's name unless the table says more."""
        return self.given_set or self.path.stem

    @property
    def accepted(self) -> frozenset[str]:
        """Intents that count as right when one is lenient."""
        return self.gold | self.also


def read_heldout(folder: Path, intents: Collection[str], problems: list[Problem]) -> list[Labelled]:
    """All messages of the TSV files below `folder`; unknown labels and broken rows are added to `problems`."""
    return read_tables(sorted(folder.glob("*.tsv")), intents, problems)


def read_tables(paths: Sequence[Path], intents: Collection[str], problems: list[Problem]) -> list[Labelled]:
    """All messages of the TSV files; what cannot be read is added to `problems` and left out."""
    return [row for path in paths for row in _read_table(path, intents, problems)]


def _read_table(path: Path, intents: Collection[str], problems: list[Problem]) -> list[Labelled]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(Problem(path, 1, f"is not UTF-8: {error.reason}"))
        return []
    except OSError as error:
        problems.append(Problem(path, 1, f"cannot be read: {error.strerror}"))
        return []
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    if not set(COLUMNS) <= set(table.fieldnames or ()):
        problems.append(Problem(path, 1, f"needs the columns {', '.join(COLUMNS)}"))
        return []
    return _read_rows(path, table, intents, problems)


def _read_rows(
    path: Path, table: "csv.DictReader[str]", intents: Collection[str], problems: list[Problem]
) -> list[Labelled]:
    rows = []
    for row in table:
        gold, also = _labels(row["gold"]), _labels(row["also"])
        unknown = sorted((gold | also) - set(intents))
        if unknown or not gold or not (row["text"] or "").strip():
            wrong = ", ".join(unknown) or "empty"
            problems.append(Problem(path, table.line_num, f"needs a text and known intents: {wrong}"))
            continue
        given_set = (row.get(SET_COLUMN) or "").strip()
        rows.append(Labelled(path, table.line_num, row["text"], gold, also, given_set))
    return rows


def _labels(cell: str | None) -> frozenset[str]:
    return frozenset(filter(None, (name.strip() for name in (cell or "").split("|"))))
