"""Which platform the customer means: notes names, asks back where two are easily confused, takes corrections.

Knows names and memory; knows nothing of guides.
"""

from dataclasses import dataclass

from bot.guidance.cards import Cards
from bot.guidance.memory import Memory
from bot.knowledge.directory import Directory
from bot.knowledge.record import Platform

CORRECTING = frozenset({"inform", "deny", "affirm"})


@dataclass(frozen=True)
class NamedPlatform:
    """A platform named in a message; `id` is empty if the directory has none, `how` as in names.Mention or button."""

    id: str
    name: str
    how: str


class PlatformTalk:
    """Keeps the memory's platform true to what was said."""

    def __init__(self, directory: Directory, cards: Cards) -> None:
        self._directory = directory
        self._cards = cards

    def note(self, memory: Memory, named: tuple[NamedPlatform, ...], intent: str) -> Memory:
        """The memory after a message; a close spelling becomes a doubt, not a platform."""
        if not named:
            return memory
        chosen = named[-1] if intent in CORRECTING else named[0]
        if chosen.id not in self._directory.platforms:
            return memory.change(platform="", unlisted_platform=chosen.name, platform_is_sure=True)
        if chosen.how == "close":
            return memory.change(doubt=(chosen.id,))
        sure = chosen.how == "button" or (chosen.id == memory.platform and memory.platform_is_sure)
        return memory.change(platform=chosen.id, unlisted_platform="", platform_is_sure=sure, doubt=())

    def must_confirm(self, memory: Memory) -> tuple[str, ...]:
        """The platforms to choose from before a fact may be given; empty if there is no doubt."""
        platform = self._directory.platforms.get(memory.platform)
        if platform is None or memory.platform_is_sure or not platform.lookalikes:
            return ()
        candidates = (platform, *self._directory.lookalikes(platform))
        return tuple(one.id for one in candidates) if any(map(self._matters, candidates)) else ()

    def settle(self, memory: Memory, named: tuple[NamedPlatform, ...], intent: str) -> Memory | None:
        """The memory after the answer to a doubt; None if the message was no answer to it."""
        if named and named[-1].id in self._directory.platforms and named[-1].how != "close":
            chosen = named[-1].id
            return memory.change(platform=chosen, unlisted_platform="", platform_is_sure=True, doubt=())
        if intent == "affirm":
            return memory.change(platform=memory.doubt[0], platform_is_sure=True, doubt=())
        if intent == "deny":
            return memory.change(platform="", platform_is_sure=False, doubt=())
        return None

    def _matters(self, platform: Platform) -> bool:
        return self._cards.has_anything(platform)
