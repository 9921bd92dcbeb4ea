"""Small records of invented platforms; each test says only what it is about."""

from typing import Any

from bot.knowledge.directory import Directory
from bot.knowledge.record import Authority, Contact, Fact, Platform, Source


def source(identifier: str = "notice", grade: str = "B", published: str = "2026-01-10", **more: Any) -> Source:  # noqa: ANN401 -- the fields of a source
    return Source(identifier, f"《{identifier}》", grade, published, **more)


def contact(number: str = "400-000-0001", grade: str = "B", **more: Any) -> Contact:  # noqa: ANN401 -- the fields of a contact
    return Contact(number, "客服", grade, more.pop("sources", (source(),)), **more)


def fact(text: str = "成立于北方。", grade: str = "B", *sources: Source) -> Fact:
    return Fact(text, grade, sources or (source(),))


def platform(identifier: str, name: str, kind: str = "bank", **more: Any) -> Platform:  # noqa: ANN401 -- the fields of a platform
    return Platform(identifier, name, kind, **more)


def authority(identifier: str = "19999", **more: Any) -> Authority:  # noqa: ANN401 -- the fields of an authority
    return Authority(identifier, f"热线 {identifier}", ("投诉",), "所有人", **more)


def directory(
    *platforms: Platform, authorities: tuple[Authority, ...] = (), not_names: tuple[str, ...] = ()
) -> Directory:
    records: list[Platform | Authority] = [*platforms, *authorities]
    cited = [one for record in records for contact in record.contacts for one in contact.sources]
    cited += [one for record in records for fact in record.facts for one in fact.sources]
    by_id = {one.id: one for one in authorities}
    return Directory({one.id: one for one in platforms}, by_id, {one.id: one for one in cited}, not_names)
