"""Finds platform names in a typed text: exact, by alias, misspelled, or nearly right; knows nothing of facts.

Only close spellings are guesses: whoever uses them asks the customer first.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.knowledge.normalise import Folded, fold, fold_with_origins
from bot.knowledge.record import Platform
from bot.knowledge.sounds import is_chinese, sounds

_Key = TypeVar("_Key", str, tuple[str, ...])

SHORTEST_HOMOPHONE = 3  # shortest name that is recognised by its sound
SHORTEST_GUESS = 5  # shortest name that is recognised with any one character wrong, if the message is little more
ALONE_SLACK = 2  # characters a message may have besides the name and still be "little more"


@dataclass(frozen=True)
class Mention:
    """A platform named in a text, at [start, end) of the typed text. `how` is name, alias, misspelling or close."""

    platform: str
    start: int
    end: int
    how: str


class NameFinder:
    """All names of all platforms, ready to be found; `not_names` are words in which no name is meant."""

    def __init__(self, platforms: Iterable[Platform], not_names: Iterable[str] = ()) -> None:
        self._not_names = frozenset(filter(None, map(fold, not_names)))
        self._owners: dict[str, tuple[str, str]] = {}
        self._parents: dict[str, str] = {}
        for platform in platforms:
            self._parents[platform.id] = platform.parent
            for how, names in _names_by_kind(platform):
                for name in names:
                    self._owners.setdefault(fold(name), (platform.id, how))
        self._owners.pop("", None)  # a missing name, or one of emoji alone
        self._pattern = _alternation({*self._owners, *self._not_names})
        correct = {name: platform for name, (platform, how) in self._owners.items() if how != "misspelling"}
        self._sounds = _unshared(correct, SHORTEST_HOMOPHONE, lambda name: [sounds(name)])
        self._gapped = _unshared(correct, SHORTEST_GUESS, _with_one_gap)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Every platform named in the text, in order, each once; close spellings only if nothing else is found."""
        folded = fold_with_origins(text)
        mentions = self._exact(folded) or self._close(folded)
        return self._most_specific(mentions)

    def _exact(self, folded: Folded) -> list[Mention]:
        mentions = []
        for match in self._pattern.finditer(folded.text):
            if match.group() in self._not_names:
                continue
            platform, how = self._owners[match.group()]
            mentions.append(Mention(platform, *folded.span(*match.span()), how))
        return mentions

    def _close(self, folded: Folded) -> list[Mention]:
        """The first name that sounds like a part of the text, or that nearly is the whole text."""
        text = self._without_not_names(folded.text)
        heard = sounds(text)
        for length in sorted({len(sound) for sound in self._sounds}, reverse=True):
            for start in range(len(heard) - length + 1):
                owner = self._sounds.get(heard[start : start + length])
                if owner:
                    return [Mention(owner, *folded.span(start, start + length), "close")]
        return self._guess(folded)

    def _without_not_names(self, text: str) -> str:
        for word in self._not_names:
            text = text.replace(word, "\0" * len(word))
        return text

    def _guess(self, folded: Folded) -> list[Mention]:
        """A name of which one character is wrong, in a message that is little more than the name."""
        text = self._without_not_names(folded.text)
        for length in range(max(SHORTEST_GUESS, len(text) - ALONE_SLACK), len(text) + 1):
            for start in range(len(text) - length + 1):
                window = _with_one_gap(text[start : start + length])
                owner = next((self._gapped[key] for key in window if key in self._gapped), None)
                if owner:
                    return [Mention(owner, *folded.span(start, start + length), "close")]
        return []

    def _most_specific(self, mentions: list[Mention]) -> tuple[Mention, ...]:
        """支付宝花呗 means 花呗: a platform is dropped where one of its own services is named too."""
        named = {mention.platform for mention in mentions}
        general = {self._parents.get(platform, "") for platform in named}
        kept: dict[str, Mention] = {}
        for mention in mentions:
            if mention.platform not in general:
                kept.setdefault(mention.platform, mention)
        return tuple(kept.values())


def _names_by_kind(platform: Platform) -> list[tuple[str, tuple[str, ...]]]:
    return [("name", (platform.name,)), ("alias", platform.aliases), ("misspelling", platform.misspellings)]


def _alternation(names: Iterable[str]) -> re.Pattern[str]:
    """All names, longest first; a Latin name must not be a part of a longer Latin word (hb in hbo)."""
    ordered = sorted(names, key=len, reverse=True)
    return re.compile("|".join(_bounded(name) for name in ordered) or r"(?!)")


def _bounded(name: str) -> str:
    pattern = re.escape(name)
    before = r"(?<![a-z0-9])" if name[0].isascii() else ""
    after = r"(?![a-z0-9])" if name[-1].isascii() else ""
    return before + pattern + after


def _unshared(names: Mapping[str, str], shortest: int, keys: Callable[[str], Sequence[_Key]]) -> dict[_Key, str]:
    """The platforms of Chinese names by their keys; a key that two platforms share tells nothing and is left out."""
    found: dict[_Key, str] = {}
    shared: set[_Key] = set()
    for name, platform in names.items():
        if len(name) < shortest or not all(is_chinese(character) for character in name):
            continue
        for key in keys(name):
            if found.setdefault(key, platform) != platform:
                shared.add(key)
    return {key: platform for key, platform in found.items() if key not in shared}


def _with_one_gap(name: str) -> list[str]:
    return [f"{name[:place]}\0{name[place + 1 :]}" for place in range(len(name))]
