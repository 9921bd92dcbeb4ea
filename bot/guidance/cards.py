"""Cards over the directory: contacts, profiles and authorities, each fact with its source and date.

Knows which facts may be spoken; knows nothing of guides or of the conversation.
"""

from collections.abc import Callable, Sequence
from datetime import date

from bot.guidance import message
from bot.guidance.message import Message
from bot.guidance.wording import Wording
from bot.knowledge.directory import Directory
from bot.knowledge.record import RELIABILITY, Authority, Contact, Fact, Platform, Source


class Cards:
    """Builds cards. `today` is the clock; contacts with evidence older than `stale_after_days` carry a warning."""

    def __init__(
        self, directory: Directory, wording: Wording, today: Callable[[], date], stale_after_days: int
    ) -> None:
        self._directory = directory
        self._wording = wording
        self._today = today
        self._stale_after_days = stale_after_days

    def contacts(self, platform: Platform) -> Message:
        """How to reach a platform: its numbers, or that none is known, and the official ways."""
        contacts = self._directory.spoken_contacts(platform)
        rows = [self._contact(contact) for contact in contacts]
        if not rows:
            rows.append(self._missing(platform))
        rows.extend(self._ways(platform.official_ways))
        return message.card(self._wording.say("card_contacts", platform=platform.name), rows)

    def profile(self, platform: Platform) -> Message:
        """Who a platform is as far as reliable sources tell, and what is not known."""
        rows = []
        if platform.operator and platform.operator.spoken:
            rows.append(self._fact(self._wording.say("label_operator"), platform.operator))
        label = self._wording.say("label_fact")
        rows.extend(self._fact(label, fact) for fact in platform.facts if fact.spoken)
        if not rows:
            rows.append(message.row(self._wording.say("label_unknown"), self._unknown(platform)))
        rows.extend(self._contact(contact) for contact in self._directory.spoken_contacts(platform))
        return message.card(self._wording.say("card_profile", platform=platform.name), rows)

    def unlisted(self, name: str) -> Message:
        """What to do about a platform that the directory does not have."""
        rows = [message.row(self._wording.say("label_unknown"), self._wording.say("platform_unlisted", platform=name))]
        rows.extend(self._ways((self._wording.say("official_way_general"),)))
        return message.card(self._wording.say("card_contacts", platform=name), rows)

    def authorities(self, identifiers: Sequence[str]) -> Message:
        """What public offices handle and how to reach them."""
        known = [self._directory.authorities[name] for name in identifiers if name in self._directory.authorities]
        rows = [row for authority in known for row in self._authority(authority)]
        title = known[0].name if len(known) == 1 else self._wording.say("card_authorities")
        return message.card(title, rows)

    def has_anything(self, platform: Platform) -> bool:
        """Whether there is a fact that would be wrong if another platform were meant."""
        facts = (*platform.facts, *([platform.operator] if platform.operator else []))
        return bool(self._directory.spoken_contacts(platform)) or any(fact.spoken for fact in facts)

    def _authority(self, authority: Authority) -> list[Message]:
        told = self._wording.say("authority_handles", handles="、".join(authority.handles))
        spoken = [contact for contact in authority.contacts if contact.spoken]
        rows = [self._contact(contact, label=authority.name, told=told) for contact in spoken[:1]]
        rows.extend(self._contact(contact) for contact in spoken[1:])
        return rows or [message.row(authority.name, told), *self._ways(authority.official_ways)]

    def _contact(self, contact: Contact, *, label: str = "", told: str = "") -> Message:
        stale = contact.is_stale(self._today(), self._stale_after_days)
        hours = self._wording.say("contact_hours", hours=contact.hours) if contact.hours else ""
        warning = self._wording.say("contact_stale") if stale else ""
        parts = [part for part in (told, hours, warning) if part]
        shown = _best(contact.sources)
        return message.row(
            label or contact.scope,
            " ".join(parts),
            number=contact.number,
            source=shown.title if shown else None,
            date=contact.checked_on or (self._wording.date_of(shown) if shown else None),
            url=(shown.url or None) if shown else None,
            stale=stale,
        )

    def _fact(self, label: str, fact: Fact) -> Message:
        shown = _best(fact.sources)
        if shown is None:
            return message.row(label, fact.text)
        date = self._wording.date_of(shown)
        return message.row(label, fact.text, source=shown.title, date=date, url=shown.url or None)

    def _missing(self, platform: Platform) -> Message:
        return message.row(self._wording.say("label_unknown"), self._unknown(platform))

    def _unknown(self, platform: Platform) -> str:
        return platform.note or self._wording.say("platform_unknown", platform=platform.name)

    def _ways(self, ways: Sequence[str]) -> list[Message]:
        return [message.row(self._wording.say("label_official_way"), "；".join(ways))] if ways else []


def _best(sources: Sequence[Source]) -> Source | None:
    """The source a customer is told: the most reliable one, and of these the newest."""
    newest_first = sorted(sources, key=lambda source: source.published, reverse=True)
    return min(newest_first, key=lambda source: RELIABILITY.index(source.grade), default=None)
