"""An evaluation in a few short tables for the terminal; what they leave out stands in the report."""

import dataclasses
from collections.abc import Iterator, Mapping

from rich.table import Table
from rich.text import Text

from bot.knowledge.intent import Intent
from bot.trainer.evaluate import FullEvaluation

SHOWN_INTENTS = 8
SHOWN_CONFUSIONS = 10
NOTHING = "-"  # a share of nothing


def tables(found: FullEvaluation, floors: Mapping[str, float], intents: Mapping[str, Intent]) -> Iterator[Table]:
    """The score beside its floors, the sets, the weakest intents and the commonest confusions."""
    yield _score(found, floors)
    yield _sets(found)
    yield _weakest(found, intents)
    if found.confusions:
        yield _confusions(found)


def percent(value: float | None) -> str:
    """A share as a reader likes it, to a tenth of a percent."""
    return NOTHING if value is None else f"{value:.1%}"


def _score(found: FullEvaluation, floors: Mapping[str, float]) -> Table:
    table = _table(f"{found.score.messages} messages", "measure", "value", "floor")
    for name, value in dataclasses.asdict(found.score).items():
        if name != "messages":
            table.add_row(name, percent(value), _floor(name, floors))
    return table


def _floor(name: str, floors: Mapping[str, float]) -> str:
    if name in floors:
        return f"≥ {percent(floors[name])}"
    ceiling = floors.get(f"at_most_{name}")
    return "" if ceiling is None else f"≤ {percent(ceiling)}"


def _sets(found: FullEvaluation) -> Table:
    table = _table("Sets", "set", "messages", "strict", "lenient", "ours refused", "not ours let in")
    for one in found.sets:
        shares = (one.strict, one.lenient, one.refused, one.let_in)
        table.add_row(Text(one.name), str(one.messages), *map(percent, shares))
    return table


def _weakest(found: FullEvaluation, intents: Mapping[str, Intent]) -> Table:
    table = _table("Weakest intents", "intent", "messages", "precision", "recall", "F1")
    for one in found.intents[:SHOWN_INTENTS]:
        title = f" {intents[one.name].title}" if one.name in intents else ""
        shares = (one.precision, one.recall, one.f1)
        table.add_row(Text(one.name + title), str(one.messages), *map(percent, shares))
    return table


def _confusions(found: FullEvaluation) -> Table:
    table = _table("Commonest confusions", "gold → predicted", "messages")
    for one in found.confusions[:SHOWN_CONFUSIONS]:
        table.add_row(Text(f"{one.gold} → {one.predicted}"), str(one.messages))
    return table


def _table(title: str, first: str, *numbers: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(first)
    for name in numbers:
        table.add_column(name, justify="right")
    return table
