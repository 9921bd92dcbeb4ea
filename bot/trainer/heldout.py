"""The held-out set: labelled messages that no model is trained on, and the floors a model must reach on them."""

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.problem import Problem

COLUMNS = ["text", "gold", "also"]


@dataclass(frozen=True)
class Labelled:
    """A message with the intents that are right and those that are acceptable."""

    path: Path
    line: int
    text: str
    gold: frozenset[str]
    also: frozenset[str] = frozenset()

    @property
    def accepted(self) -> frozenset[str]:
        """Intents that count as right when one is lenient."""
        return self.gold | self.also


def read_heldout(folder: Path, intents: Collection[str], problems: list[Problem]) -> list[Labelled]:
    """All messages of the TSV files below `folder`; unknown labels and broken rows are added to `problems`."""
    return [row for path in sorted(folder.glob("*.tsv")) for row in _read_table(path, intents, problems)]


def _read_table(path: Path, intents: Collection[str], problems: list[Problem]) -> list[Labelled]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        problems.append(Problem(path, 1, f"is not UTF-8: {error.reason}"))
        return []
    rows = []
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    if table.fieldnames is None or not set(COLUMNS) <= set(table.fieldnames):
        problems.append(Problem(path, 1, f"needs the columns {', '.join(COLUMNS)}"))
        return []
    for row in table:
        gold, also = _labels(row["gold"]), _labels(row["also"])
        unknown = sorted((gold | also) - set(intents))
        if unknown or not gold or not (row["text"] or "").strip():
            wrong = ", ".join(unknown) or "empty"
            problems.append(Problem(path, table.line_num, f"needs a text and known intents: {wrong}"))
            continue
        rows.append(Labelled(path, table.line_num, row["text"], gold, also))
    return rows


def _labels(cell: str | None) -> frozenset[str]:
    return frozenset(filter(None, (cell or "").split("|")))
