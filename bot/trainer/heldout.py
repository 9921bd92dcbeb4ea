"""The held-out set: labelled messages that no model is trained on, and the floors a model must reach on them."""

import csv
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
    rows = []
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if table.fieldnames is None or not set(COLUMNS) <= set(table.fieldnames):
            problems.append(Problem(path, 1, f"needs the columns {', '.join(COLUMNS)}"))
            return []
        for line, row in enumerate(table, start=2):
            gold, also = _labels(row["gold"]), _labels(row["also"])
            unknown = sorted((gold | also) - set(intents))
            if unknown or not gold or not row["text"].strip():
                problems.append(Problem(path, line, f"needs a text and known intents: {', '.join(unknown) or 'empty'}"))
                continue
            rows.append(Labelled(path, line, row["text"], gold, also))
    return rows


def _labels(cell: str | None) -> frozenset[str]:
    return frozenset(filter(None, (cell or "").split("|")))
