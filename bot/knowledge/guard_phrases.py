"""Phrases that must not be missed, from `data/guards/<intent>.yml`; knows nothing of how Rasa is told."""

from dataclasses import dataclass
from pathlib import Path

from bot.errors import DataError
from bot.knowledge.normalise import fold
from bot.knowledge.problem import Problem
from bot.knowledge.yaml_reader import Mapping, read_mapping


@dataclass(frozen=True)
class GuardPhrases:
    """The phrases of one guard intent, folded, and the idioms in which they mean something else."""

    id: str
    phrases: tuple[str, ...]
    idioms: tuple[str, ...] = ()

    def hears(self, text: str) -> bool:
        """Whether the text holds a phrase outside every idiom."""
        folded = fold(text)
        for idiom in self.idioms:
            folded = folded.replace(idiom, "\n")
        return any(phrase in folded for phrase in self.phrases)


def read_guards(folder: Path, problems: list[Problem]) -> list[GuardPhrases]:
    """All guards below `folder`; faults are added to `problems`."""
    guards = []
    for path in sorted(folder.glob("*.yml")):
        file = read_mapping(path, problems)
        if file is None:
            continue
        if file.text("id") != path.stem:
            file.fault(f"“id” must be the file's name, {path.stem}", "id")
        guards.append(GuardPhrases(path.stem, _folded(file, "phrases", required=True), _folded(file, "idioms")))
        file.finish()
    return guards


def load_guards(data_dir: Path) -> list[GuardPhrases]:
    """The guards below `data_dir`. Raises DataError listing every fault."""
    problems: list[Problem] = []
    guards = read_guards(data_dir / "guards", problems)
    if problems:
        raise DataError("\n".join(map(str, problems)))
    return guards


def _folded(file: Mapping, key: str, *, required: bool = False) -> tuple[str, ...]:
    """The folded phrases of a key; one of which nothing is left would be heard in every message."""
    written = file.texts(key, required=required)
    for phrase in written:
        if not fold(phrase):
            file.fault(f"“{phrase}” says nothing that could be heard", key)
    return tuple(filter(None, map(fold, written)))
