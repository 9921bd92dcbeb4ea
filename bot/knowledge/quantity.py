"""Quantities that a customer named: amounts, rates, dates, durations and phone brands; not how they are found."""

from dataclasses import dataclass, fields
from decimal import Decimal

KINDS = ("amount", "rate", "date", "duration", "brand")


@dataclass(frozen=True)
class Rate:
    """A rate as it was said. `unit` is percent, permille, per_ten_thousand, fen (分) or li (厘).

    `period` is day, month, year or instalment, and None if the customer did not say: 一分五 may be of a month.
    """

    value: Decimal
    unit: str
    period: str | None = None


@dataclass(frozen=True)
class Date:
    """A date as far as it was said; `relative` is a word such as yesterday, next_month or end_of_this_month."""

    relative: str | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None


@dataclass(frozen=True)
class Duration:
    """A length of time; `unit` is day, week, month, year or instalment, `is_more` says that it was longer (80多天)."""

    number: Decimal
    unit: str
    is_more: bool = False


@dataclass(frozen=True)
class Quantity:
    """A quantity at [start, end) of a text; an amount's value is in yuan, a brand's is its name."""

    kind: str
    start: int
    end: int
    value: Decimal | Rate | Date | Duration | str

    def overlaps(self, start: int, end: int) -> bool:
        """Whether the quantity shares a character with [start, end)."""
        return self.start < end and start < self.end


def as_json(value: Decimal | Rate | Date | Duration | str) -> str | dict[str, str | int | bool | None]:
    """The value as JSON holds it: decimals as texts; of dates and durations only what was said."""
    if isinstance(value, Decimal | str):
        return _plain(value)
    given = {field.name: getattr(value, field.name) for field in fields(value)}
    told = {name: _plain(one) if isinstance(one, Decimal) else one for name, one in given.items()}
    return told if isinstance(value, Rate) else {name: one for name, one in told.items() if one}


def _plain(value: Decimal | str) -> str:
    """1E+4 as 10000, 88.80 as 88.8."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value
