"""Reads Rasa's NLU files, one intent a file, with the line of every example; knows nothing of training."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.problem import Problem
from bot.knowledge.yaml_reader import Mapping, read_mapping

ENTITY = re.compile(r"\[(?P<text>[^\[\]]+)\](?:\((?P<name>[^()]+)\)|\{[^{}]*\})")


@dataclass(frozen=True)
class Example:
    """One training example: where it stands, its intent, its text without annotation, the annotated names.

    `written` is the text as it stands in the file, with the marks of annotation.
    """

    path: Path
    line: int
    intent: str
    text: str
    entities: tuple[tuple[str, str], ...] = ()
    written: str = ""


def read_examples(folder: Path, problems: list[Problem]) -> list[Example]:
    """All examples of all NLU files below `folder`; faults of form are added to `problems`."""
    return [example for path in sorted(folder.glob("**/*.yml")) for example in _read_file(path, problems)]


def _read_file(path: Path, problems: list[Problem]) -> Iterator[Example]:
    file = read_mapping(path, problems)
    if file is None:
        return
    file.text("version")
    entries = file.mappings("nlu", required=True)
    file.finish()
    for entry in entries:
        intent = entry.text("intent")
        if intent and intent != path.stem:
            entry.fault(f"“intent: {intent}” must be the file's name, {path.stem}", "intent")
        yield from _examples(entry, intent)
        entry.finish()


def _examples(entry: Mapping, intent: str) -> Iterator[Example]:
    """The block's lines; it begins in the line after its key."""
    block = entry.text("examples")
    for line, written in enumerate(block.split("\n"), start=entry.line_of("examples") + 1):
        text = written.strip()
        if not text.startswith("- "):
            entry.problems.append(Problem(entry.path, line, f"an example begins with “- ”: {text[:20]}"))
            continue
        example = text[2:].strip()
        if example.startswith("#"):
            entry.problems.append(Problem(entry.path, line, "a comment inside the examples would be learnt"))
        yield Example(entry.path, line, intent, plain(example), tuple(_annotations(example)), example)


def plain(example: str) -> str:
    """An example as a customer types it, without the marks of annotation."""
    return ENTITY.sub(lambda found: found["text"], example)


def _annotations(example: str) -> Iterator[tuple[str, str]]:
    for found in ENTITY.finditer(example):
        yield found["name"] or "", found["text"]
