"""Writes the project that an assistant is trained from: a sample of the examples, the rules, stories, the domain.

The sample is the same for every assistant and every run: examples are ordered by a hash of their words.
"""

import hashlib
import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from bot.trainer.nlu_file import Example


def sample(examples: Sequence[Example], share: float) -> list[Example]:
    """About this share of every intent's examples, two at least, so that every intent can be learnt."""
    by_intent: dict[str, list[Example]] = defaultdict(list)
    for example in sorted(examples, key=_order):
        by_intent[example.intent].append(example)
    return [one for own in by_intent.values() for one in own[: max(2, round(share * len(own)))]]


def write_project(folder: Path, config: Mapping[str, Any], examples: Iterable[Example], root: Path) -> None:
    """A folder that `rasa train` can be run in; what stood there before is removed."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "data").mkdir(parents=True)
    shutil.copytree(root / "data" / "rules", folder / "data" / "rules")
    shutil.copy(root / "domain.yml", folder / "domain.yml")
    by_intent: dict[str, list[str]] = defaultdict(list)
    for example in examples:
        by_intent[example.intent].append(f"- {example.written}")
    told = [{"intent": name, "examples": LiteralScalarString("\n".join(own))} for name, own in by_intent.items()]
    _write(folder / "config.yml", config)
    _write(folder / "data" / "nlu.yml", {"version": "3.1", "nlu": told})
    _write(folder / "data" / "stories.yml", {"version": "3.1", "stories": _stories(sorted(by_intent))})


def _stories(intents: Sequence[str]) -> list[dict[str, Any]]:
    """A story of two turns for every intent: what the rules say, in the form that TED learns from."""
    stories = []
    for place, intent in enumerate(intents):
        follower = intents[(place + 1) % len(intents)]
        turns = [{"intent": intent}, {"action": "action_reply"}, {"intent": follower}, {"action": "action_reply"}]
        stories.append({"story": f"{intent}, then {follower}", "steps": turns})
    return stories


def _order(example: Example) -> str:
    return hashlib.sha256(example.text.encode()).hexdigest()


def _write(path: Path, content: Mapping[str, Any]) -> None:
    yaml = YAML()
    yaml.default_flow_style = False
    yaml.width = 10_000
    with path.open("w", encoding="utf-8") as stream:
        yaml.dump(dict(content), stream)
