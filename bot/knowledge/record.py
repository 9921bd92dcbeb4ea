"""The records of the directory: sources, contacts, facts, platforms, authorities; plain values that know no files."""

from dataclasses import dataclass
from datetime import date

SPOKEN_GRADES = frozenset("AB")
RELIABILITY = ("A", "A-", "B+", "B", "B-", "C+", "C", "C-", "D")  # the grades, most reliable first
GRADES = frozenset(RELIABILITY)
PLATFORM_KINDS = frozenset(
    {
        "bank",
        "consumer_finance",
        "microlender",
        "broker",
        "payment",
        "ecommerce",
        "pay_later",
        "installment_mall",
        "device_rental",
        "recycling",
        "blind_box",
        "unknown",
    }
)
LICENSED_KINDS = frozenset({"bank", "consumer_finance", "payment"})
UNLICENSED_KINDS = frozenset({"ecommerce", "device_rental", "recycling", "blind_box"})


@dataclass(frozen=True)
class Source:
    """Where a statement can be read. `published` may be a year or a month; `url` only if the public may open it."""

    id: str
    title: str
    grade: str
    published: str = ""
    retrieved: str = ""
    publisher: str = ""
    url: str = ""


@dataclass(frozen=True)
class Contact:
    """One number under which somebody can be reached; `is_lasting` for public short numbers that do not change."""

    number: str
    scope: str
    grade: str
    sources: tuple[Source, ...]
    hours: str = ""
    checked_on: str = ""
    is_lasting: bool = False

    @property
    def spoken(self) -> bool:
        """Whether the bot may say this number at all."""
        return self.grade[:1] in SPOKEN_GRADES

    def is_stale(self, today: date, after_days: int) -> bool:
        """Whether the newest evidence for the number is older than `after_days`; undated evidence is always stale."""
        if self.is_lasting:
            return False
        dates = [self.checked_on] if self.checked_on else [source.published for source in self.sources]
        known = [last_day(text) for text in dates if text]
        return not known or (today - max(known)).days > after_days


@dataclass(frozen=True)
class Fact:
    """One statement about a platform or an authority."""

    text: str
    grade: str
    sources: tuple[Source, ...]

    @property
    def spoken(self) -> bool:
        """Whether the bot may say it."""
        return self.grade[:1] in SPOKEN_GRADES


@dataclass(frozen=True)
class BannedNumber:
    """A number that circulates and must never be given."""

    number: str
    reason: str


@dataclass(frozen=True)
class Platform:
    """A company or service that customers name. `parent` is the id of the platform whose contacts also serve it."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()
    parent: str = ""
    has_reliable_information: bool = True
    operator: Fact | None = None
    contacts: tuple[Contact, ...] = ()
    official_ways: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    banned_numbers: tuple[BannedNumber, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Authority:
    """A public office or hotline: what it handles and for whom."""

    id: str
    name: str
    handles: tuple[str, ...]
    for_whom: str
    not_for: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    official_ways: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    banned_numbers: tuple[BannedNumber, ...] = ()


def last_day(text: str) -> date:
    """The last day that YYYY, YYYY-MM or YYYY-MM-DD can mean. Raises ValueError for any other text."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return date(parts[0], 12, 31)
    if len(parts) == 2:  # noqa: PLR2004 -- year and month
        first = date(parts[0], parts[1], 1)
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    return date(parts[0], parts[1], parts[2])
