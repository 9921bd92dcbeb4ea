"""What customers count and name in passing: keeps the latest of each kind among the facts; no guide turns on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.guidance.memory import Memory

Value = str | Mapping[str, str | int | bool | None]


@dataclass(frozen=True)
class NamedQuantity:
    """A quantity named in a message: its kind, its value as a fact, and the words as typed."""

    kind: str
    fact: str
    words: str


def noted(memory: Memory, quantities: Iterable[NamedQuantity]) -> Memory:
    """The memory with the latest quantity of each kind; only the value is kept, not the words."""
    for one in quantities:
        memory = memory.with_fact(one.kind, one.fact)
    return memory


def as_fact(value: Value) -> str:
    """An entity's value in one line: 3200, 5 per_ten_thousand per day, next_month day 15, 80+ day."""
    if isinstance(value, str):
        return value
    if "number" in value:
        return f"{value['number']}{'+' if value.get('is_more') else ''} {value['unit']}"
    if "unit" in value:
        period = f" per {value['period']}" if value.get("period") else ""
        return f"{value['value']} {value['unit']}{period}"
    relative = [str(value["relative"])] if "relative" in value else []
    return " ".join([*relative, *(f"{name} {one}" for name, one in value.items() if name != "relative")])
