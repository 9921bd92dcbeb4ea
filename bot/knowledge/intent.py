"""The intents the assistant tells apart, from `data/intents.yml`: names, groups, titles and borders."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import DataError
from bot.knowledge.problem import Problem
from bot.knowledge.yaml_reader import read_mapping

GROUPS = frozenset({"topic", "guard", "talk", "other"})


@dataclass(frozen=True)
class Intent:
    """One intent. `title` may be shown to a customer; `covers` and `borders` are for trainers."""

    name: str
    group: str
    title: str
    covers: str
    borders: str = ""
    needs: str = ""

    @property
    def has_guide(self) -> bool:
        """Whether a guide answers it."""
        return self.group in {"topic", "guard"}


def read_intents(path: Path, problems: list[Problem]) -> dict[str, Intent]:
    """The intents of `path` by name, in the order of the file."""
    file = read_mapping(path, problems)
    intents: dict[str, Intent] = {}
    for entry in file.mappings("intents", required=True) if file else ():
        intent = Intent(
            name=entry.text("name", pattern=r"[a-z]+(_[a-z]+)*"),
            group=entry.text("group", allowed=GROUPS),
            title=entry.text("title"),
            covers=entry.text("covers"),
            borders=entry.text("borders", required=False),
            needs=entry.text("needs", required=False, allowed=frozenset({"platform"})),
        )
        if intent.name in intents:
            entry.fault(f"the intent {intent.name} stands here twice", "name")
        intents[intent.name] = intent
        entry.finish()
    return intents


def load_intents(data_dir: Path) -> Mapping[str, Intent]:
    """The intents below `data_dir`. Raises DataError listing every fault."""
    problems: list[Problem] = []
    intents = read_intents(data_dir / "intents.yml", problems)
    if problems:
        raise DataError("\n".join(str(problem) for problem in sorted(problems)))
    return intents
