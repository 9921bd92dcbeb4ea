"""Finds phone brands in a typed text by the names of `data/lexicon/brands.yml`; knows no models and no platforms."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import DataError
from bot.knowledge.normalise import fold, fold_with_origins
from bot.knowledge.problem import Problem
from bot.knowledge.quantity import Quantity
from bot.knowledge.yaml_reader import read_mapping


@dataclass(frozen=True)
class Brands:
    """The brands' names by each way of writing them, folded, and the words in which no brand is meant."""

    names: dict[str, str]
    not_brands: tuple[str, ...] = ()
    pattern: re.Pattern[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        words = sorted({*self.names, *self.not_brands}, key=len, reverse=True)
        object.__setattr__(self, "pattern", re.compile("|".join(map(_bounded, words)) or "(?!)"))

    def find(self, text: str) -> tuple[Quantity, ...]:
        """The brands at their places in the typed text, in order."""
        folded = fold_with_origins(text)
        found = [match for match in self.pattern.finditer(folded.text) if match.group() not in self.not_brands]
        return tuple(Quantity("brand", *folded.span(*match.span()), self.names[match.group()]) for match in found)


def read_brands(path: Path, problems: list[Problem]) -> Brands:
    """The brands of a file; its faults are added to `problems`."""
    file = read_mapping(path, problems)
    if file is None:
        return Brands({})
    names: dict[str, str] = {}
    for brand in file.mappings("brands", required=True):
        name, aliases = brand.text("name"), brand.texts("aliases")
        for written in filter(None, map(fold, (name, *aliases))):
            if names.setdefault(written, name) != name:
                brand.fault(f"“{written}” is also {names[written]}", "aliases")
        brand.finish()
    not_brands = _folded(file.texts("not_brands"))
    file.finish()
    return Brands(names, not_brands)


def load_brands(data_dir: Path) -> Brands:
    """The brands below `data_dir`. Raises DataError listing every fault."""
    problems: list[Problem] = []
    brands = read_brands(data_dir / "lexicon" / "brands.yml", problems)
    if problems:
        raise DataError("\n".join(map(str, problems)))
    return brands


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(fold, words)))


def _bounded(word: str) -> str:
    """A Latin name stands by itself, but a model's number may follow: iphone15."""
    before = "(?<![a-z0-9])" if word[0].isascii() else ""
    after = "(?![a-z])" if word[-1].isascii() else ""
    return before + re.escape(word) + after
