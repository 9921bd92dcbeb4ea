"""Writes small data files and reads back the faults that are found in them; knows nothing of what files mean."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import dedent

from bot.knowledge.problem import Problem


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Files below a folder, from indented texts, by their path; the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return folder


def told(problems: Iterable[Problem]) -> list[str]:
    """The faults as `file:line: message`, in order."""
    return [f"{problem.path.name}:{problem.line}: {problem.message}" for problem in sorted(problems)]
