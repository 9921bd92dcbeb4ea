"""Reads files of short sentences, `key: text` or `key: {text, buttons}`; knows nothing of where each is said."""

import io
from collections.abc import Mapping as Known
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from bot.errors import DataError
from bot.knowledge.problem import Problem
from bot.knowledge.yaml_reader import Mapping, read_mapping


@dataclass(frozen=True)
class PhraseButton:
    """A button below a phrase; `payload` is what it means to the engine, such as `/contact_support`."""

    title: str
    payload: str


@dataclass(frozen=True)
class Phrase:
    """One thing to say. The text may hold placeholders such as `{limit}`."""

    text: str
    buttons: tuple[PhraseButton, ...] = ()


def load_phrases(path: Path, required: frozenset[str] = frozenset()) -> dict[str, Phrase]:
    """All phrases of a file. Raises DataError with every problem, also for each required key that is missing."""
    problems: list[Problem] = []
    phrases = read_phrases(path, problems)
    problems += [Problem(path, 1, f"“{key}” is missing") for key in sorted(required - phrases.keys())]
    if problems:
        raise DataError("\n".join(str(problem) for problem in sorted(problems)))
    return phrases


def read_phrases(path: Path, problems: list[Problem]) -> dict[str, Phrase]:
    """All phrases of a file that can be read; the faults of the others are added to `problems`."""
    if not path.is_file():
        problems.append(Problem(path, 1, "is missing"))
        return {}
    if read_mapping(path, problems) is None:
        return {}
    top = YAML(typ="safe", pure=True).compose(io.StringIO(path.read_text(encoding="utf-8")))
    read: Known[str, Phrase | None] = {
        key.value: _phrase(path, value, problems, key.start_mark.line + 1)
        for key, value in top.value
        if isinstance(key, ScalarNode)
    }
    return {key: phrase for key, phrase in read.items() if phrase is not None}


def _phrase(path: Path, node: Node, problems: list[Problem], line: int) -> Phrase | None:
    if isinstance(node, ScalarNode) and node.value.strip():
        return Phrase(node.value.strip())
    if not isinstance(node, MappingNode):
        problems.append(Problem(path, line, "must be a text, or a mapping of text and buttons"))
        return None
    mapping = Mapping(path, node, problems)
    phrase = Phrase(mapping.text("text"), tuple(_button(one) for one in mapping.mappings("buttons", required=True)))
    mapping.finish()
    return phrase


def _button(mapping: Mapping) -> PhraseButton:
    button = PhraseButton(mapping.text("title"), mapping.text("payload", pattern=r"/[a-z_]+(\{.*\})?"))
    mapping.finish()
    return button
