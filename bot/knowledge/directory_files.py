"""Reads sources, platforms and authorities from their files into records, and reports every fault of every file.

Knows the files' shape; knows nothing of how the records are looked up or spoken.
"""

from collections.abc import Callable
from collections.abc import Mapping as Known
from pathlib import Path
from typing import TypeVar

from bot.knowledge import record
from bot.knowledge.normalise import fold
from bot.knowledge.problem import Problem
from bot.knowledge.record import Authority, BannedNumber, Contact, Fact, Platform, Source
from bot.knowledge.yaml_reader import Mapping, read_mapping

DATE = r"\d{4}(-\d{2}(-\d{2})?)?"
IDENTIFIER = r"[a-z0-9]+(_[a-z0-9]+)*"
NUMBER = r"\+?[0-9][0-9\-]{2,}"

T = TypeVar("T")


def read_sources(folder: Path, problems: list[Problem]) -> dict[str, Source]:
    """All sources below `folder`, by id."""
    return _read_folder(folder, problems, _source)


def read_platforms(folder: Path, sources: Known[str, Source], problems: list[Problem]) -> dict[str, Platform]:
    """All platforms below `folder`, by id; names that lead nowhere or to two platforms are problems."""
    platforms = _read_folder(folder, problems, lambda file: _platform(file, sources))
    for platform in platforms.values():
        path = folder / f"{platform.id}.yml"
        problems.extend(Problem(path, 1, message) for message in _broken_links(platform, platforms))
    problems.extend(_shared_names(folder, platforms))
    return platforms


def read_authorities(folder: Path, sources: Known[str, Source], problems: list[Problem]) -> dict[str, Authority]:
    """All authorities below `folder`, by id."""
    return _read_folder(folder, problems, lambda file: _authority(file, sources))


def _read_folder(folder: Path, problems: list[Problem], build: Callable[[Mapping], T]) -> dict[str, T]:
    records: dict[str, T] = {}
    for path in sorted(folder.glob("*.yml")):
        file = read_mapping(path, problems)
        if file is None:
            continue
        identifier = file.text("id", pattern=IDENTIFIER)
        if identifier and identifier != path.stem:
            file.fault(f"“id: {identifier}” must be the file's name, {path.stem}", "id")
        records[path.stem] = build(file)
        file.finish()
    return records


def _source(file: Mapping) -> Source:
    file.text("evidence", required=False)
    source = Source(
        id=file.path.stem,
        title=file.text("title"),
        publisher=file.text("publisher", required=False),
        grade=file.text("grade", allowed=record.GRADES),
        published=_date(file, "date"),
        retrieved=_date(file, "retrieved"),
        url=file.text("url", required=False, pattern=r"https?://[^\s]+"),
    )
    if not source.published and not source.retrieved:
        file.fault("a source needs “date” or “retrieved”")
    return source


def _platform(file: Mapping, sources: Known[str, Source]) -> Platform:
    operator = file.mapping("operator")
    platform = Platform(
        id=file.path.stem,
        name=file.text("name"),
        kind=file.text("kind", allowed=record.PLATFORM_KINDS),
        aliases=file.texts("aliases"),
        misspellings=file.texts("misspellings"),
        lookalikes=file.texts("lookalikes"),
        parent=file.text("parent", required=False),
        has_reliable_information=file.text("reliable_information", allowed=frozenset({"some", "none"})) == "some",
        operator=_fact(operator, sources) if operator else None,
        contacts=_contacts(file, sources),
        official_ways=file.texts("official_ways", required=True),
        facts=tuple(_fact(fact, sources) for fact in file.mappings("facts")),
        banned_numbers=_banned_numbers(file),
        note=file.text("note", required=False),
    )
    _check_reliability(file, platform)
    return platform


def _authority(file: Mapping, sources: Known[str, Source]) -> Authority:
    return Authority(
        id=file.path.stem,
        name=file.text("name"),
        aliases=file.texts("aliases"),
        handles=file.texts("handles", required=True),
        for_whom=file.text("for_whom"),
        not_for=file.texts("not_for"),
        contacts=_contacts(file, sources),
        official_ways=file.texts("official_ways"),
        facts=tuple(_fact(fact, sources) for fact in file.mappings("facts")),
        banned_numbers=_banned_numbers(file),
    )


def _contacts(file: Mapping, sources: Known[str, Source]) -> tuple[Contact, ...]:
    banned = {banned.number for banned in _banned_numbers(file)}
    return tuple(_contact(entry, sources, banned) for entry in file.mappings("contacts"))


def _contact(entry: Mapping, sources: Known[str, Source], banned: set[str]) -> Contact:
    contact = Contact(
        number=entry.text("number", pattern=NUMBER),
        scope=entry.text("scope"),
        hours=entry.text("hours", required=False),
        grade=entry.text("grade", allowed=record.GRADES),
        sources=_cited(entry, sources),
        checked_on=_date(entry, "checked_on"),
        is_lasting=entry.flag("lasting"),
    )
    if contact.number in banned:
        entry.fault(f"{contact.number} is also among the numbers never to be given", "number")
    entry.finish()
    return contact


def _fact(entry: Mapping, sources: Known[str, Source]) -> Fact:
    fact = Fact(entry.text("text"), entry.text("grade", allowed=record.GRADES), _cited(entry, sources))
    entry.finish()
    return fact


def _cited(entry: Mapping, sources: Known[str, Source]) -> tuple[Source, ...]:
    """The sources an entry names; at least one, and each must have its file."""
    names = entry.texts("sources", required=True)
    for name in names:
        if name not in sources:
            entry.fault(f"there is no source “{name}” in data/sources", "sources")
    return tuple(sources[name] for name in names if name in sources)


def _banned_numbers(file: Mapping) -> tuple[BannedNumber, ...]:
    banned = []
    for entry in file.mappings("banned_numbers"):
        entry.text("evidence", required=False)
        banned.append(BannedNumber(entry.text("number"), entry.text("reason")))
        entry.finish()
    return tuple(banned)


def _date(entry: Mapping, key: str) -> str:
    text = entry.text(key, required=False, pattern=DATE)
    try:
        if text:
            record.last_day(text)
    except ValueError:
        entry.fault(f"“{key}: {text}” is no date", key)
        return ""
    return text


def _check_reliability(file: Mapping, platform: Platform) -> None:
    statements: list[Contact | Fact] = [*platform.contacts, *platform.facts]
    if platform.operator:
        statements.append(platform.operator)
    spoken = any(statement.spoken for statement in statements)
    if platform.has_reliable_information and not spoken and not platform.parent:
        file.fault("“reliable_information: some”, but nothing here has grade A or B", "reliable_information")
    if not platform.has_reliable_information and spoken:
        file.fault("“reliable_information: none”, but something here has grade A or B", "reliable_information")
    if not platform.has_reliable_information and not platform.note:
        file.fault("a platform without reliable information needs a “note” that the bot can say")


def _broken_links(platform: Platform, platforms: Known[str, Platform]) -> list[str]:
    named = [*platform.lookalikes, *([platform.parent] if platform.parent else [])]
    missing = [f"there is no platform “{other}”" for other in named if other not in platforms]
    one_sided = [
        f"{other} does not name {platform.id} among its lookalikes"
        for other in platform.lookalikes
        if other in platforms and platform.id not in platforms[other].lookalikes
    ]
    own = [f"{platform.id} cannot be its own look-alike"] if platform.id in platform.lookalikes else []
    return missing + one_sided + own + _circle(platform, platforms)


def _circle(platform: Platform, platforms: Known[str, Platform]) -> list[str]:
    """A platform whose parents lead back to itself would be asked for its numbers for ever."""
    above, seen = platform.parent, set[str]()
    while above in platforms and above not in seen:
        seen.add(above)
        above = platforms[above].parent
    return [f"its parents lead back to {platform.id}"] if platform.id in seen else []


def _shared_names(folder: Path, platforms: Known[str, Platform]) -> list[Problem]:
    """A name that belongs to two platforms: the bot could not tell which one is meant."""
    owners: dict[str, str] = {}
    problems = []
    for platform in platforms.values():
        for name in dict.fromkeys([platform.name, *platform.aliases, *platform.misspellings]):
            owner = owners.setdefault(fold(name), platform.id)
            if owner != platform.id:
                problems.append(Problem(folder / f"{platform.id}.yml", 1, f"“{name}” is also a name of {owner}"))
            if len(fold(name)) < 2:  # noqa: PLR2004 -- one character is a word, not a name
                problems.append(Problem(folder / f"{platform.id}.yml", 1, f"“{name}” is too short to be a name"))
    return problems
