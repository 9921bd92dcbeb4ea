"""The directory: who a platform or an authority is and how to reach it, with source and date.

Loaded once from `data/`; knows nothing of conversations, wording or Rasa.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import DataError
from bot.knowledge.directory_files import read_authorities, read_platforms, read_sources
from bot.knowledge.names import Mention, NameFinder
from bot.knowledge.problem import Problem
from bot.knowledge.record import LICENSED_KINDS, UNLICENSED_KINDS, Authority, BannedNumber, Contact, Platform, Source
from bot.knowledge.yaml_reader import read_mapping


@dataclass(frozen=True)
class Directory:
    """All platforms, authorities and sources by id. `find` looks a platform up by any way of writing its name."""

    platforms: Mapping[str, Platform]
    authorities: Mapping[str, Authority]
    sources: Mapping[str, Source]
    not_names: tuple[str, ...] = ()
    names: NameFinder = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", NameFinder(self.platforms.values(), self.not_names))

    def find(self, text: str) -> tuple[Mention, ...]:
        """The platforms that a typed text names, in order."""
        return self.names.find(text)

    def spoken_contacts(self, platform: Platform) -> tuple[Contact, ...]:
        """The contacts the bot may give for a platform: its own, else those of the platform it belongs to."""
        own = tuple(contact for contact in platform.contacts if contact.spoken)
        parent = self.platforms.get(platform.parent)
        return own if own or parent is None else self.spoken_contacts(parent)

    def lookalikes(self, platform: Platform) -> tuple[Platform, ...]:
        """Platforms that customers confuse with this one."""
        return tuple(self.platforms[other] for other in platform.lookalikes if other in self.platforms)

    def is_licensed(self, platform: Platform) -> bool | None:
        """Whether a licence of the financial regulator is to be expected by kind; None where the kind does not tell."""
        if platform.kind in LICENSED_KINDS:
            return True
        return False if platform.kind in UNLICENSED_KINDS else None

    def banned(self, digits: str) -> BannedNumber | None:
        """The entry of a number that must never be given or confirmed; `digits` holds digits only."""
        records: list[Platform | Authority] = [*self.platforms.values(), *self.authorities.values()]
        for record in records:
            for banned in record.banned_numbers:
                if _digits(banned.number) == digits:
                    return banned
        return None

    def spoken_numbers(self) -> frozenset[str]:
        """All numbers the bot may say, digits only."""
        records: list[Platform | Authority] = [*self.platforms.values(), *self.authorities.values()]
        contacts = [contact for record in records for contact in record.contacts]
        return frozenset(_digits(contact.number) for contact in contacts if contact.spoken)


def read_directory(data_dir: Path, problems: list[Problem]) -> Directory:
    """The directory below `data_dir` as far as its files can be used; every fault is added to `problems`."""
    sources = read_sources(data_dir / "sources", problems)
    platforms = read_platforms(data_dir / "platforms", sources, problems)
    authorities = read_authorities(data_dir / "authorities", sources, problems)
    return Directory(platforms, authorities, sources, _not_names(data_dir / "lexicon" / "not_names.yml", problems))


def load_directory(data_dir: Path) -> Directory:
    """The directory below `data_dir`. Raises DataError listing every fault of every file."""
    problems: list[Problem] = []
    directory = read_directory(data_dir, problems)
    if problems:
        raise DataError("\n".join(str(problem) for problem in sorted(problems)))
    return directory


def _not_names(path: Path, problems: list[Problem]) -> tuple[str, ...]:
    file = read_mapping(path, problems)
    if file is None:
        return ()
    words = file.texts("not_names", required=True)
    file.finish()
    return words


def _digits(number: str) -> str:
    return "".join(character for character in number if character.isdigit())
