"""Derives jieba's dictionary and the platform names from `data/`, so that the model carries what it was trained with.

Plain Python; the Rasa components beside it decide when to call it.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.errors import DataError
from bot.knowledge.directory import load_directory
from bot.knowledge.names import NameFinder
from bot.knowledge.problem import Problem
from bot.knowledge.record import Platform
from bot.knowledge.yaml_reader import read_mapping

WORD_FREQUENCY = 20000  # high enough that jieba keeps a word whole


@dataclass(frozen=True)
class PlatformNames:
    """The names of one platform, without its facts: all that the NLU needs."""

    id: str
    name: str
    kind: str = "unknown"
    aliases: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()
    parent: str = ""

    def platform(self) -> Platform:
        """The same as a record of the directory, for the finder of names."""
        return Platform(self.id, self.name, self.kind, self.aliases, self.misspellings, parent=self.parent)


def domain_words(data_dir: Path) -> list[str]:
    """The words jieba must keep whole: the lexicon's and every platform's names. Raises DataError for faulty files."""
    problems: list[Problem] = []
    words: list[str] = []
    for path in sorted((data_dir / "lexicon").glob("*.yml")):
        file = read_mapping(path, problems)
        words.extend(file.texts("words") if file else ())
    if problems:
        raise DataError("\n".join(map(str, problems)))
    for names in known_names(data_dir).platforms:
        words.extend((names.name, *names.aliases))
    return sorted({word for word in words if len(word) > 1})


@dataclass(frozen=True)
class KnownNames:
    """All that finds names: the platforms', and the words that only look like names."""

    platforms: tuple[PlatformNames, ...]
    not_names: tuple[str, ...] = ()

    def finder(self) -> NameFinder:
        """The finder over these names."""
        return NameFinder((one.platform() for one in self.platforms), self.not_names)

    def with_platforms(self, more: Iterable[PlatformNames]) -> "KnownNames":
        """These names and more."""
        return KnownNames((*self.platforms, *more), self.not_names)


def known_names(data_dir: Path) -> KnownNames:
    """The names of the directory as it is now."""
    directory = load_directory(data_dir)
    return KnownNames(tuple(map(_names_of, directory.platforms.values())), directory.not_names)


def write_names(names: KnownNames, path: Path) -> None:
    """Keep the names beside a model."""
    path.write_text(json.dumps(asdict(names), ensure_ascii=False), encoding="utf-8")


def read_names(path: Path) -> KnownNames:
    """The names kept beside a model."""
    kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for one in kept["platforms"]:
        one.update(aliases=tuple(one["aliases"]), misspellings=tuple(one["misspellings"]))
    return KnownNames(tuple(PlatformNames(**one) for one in kept["platforms"]), tuple(kept["not_names"]))


def _names_of(one: Platform) -> PlatformNames:
    return PlatformNames(one.id, one.name, one.kind, one.aliases, one.misspellings, one.parent)


def fingerprint(value: object) -> str:
    """A short fingerprint of anything that JSON can hold or `str` can show."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, default=str).encode()).hexdigest()[:32]
