"""Sorts the tests by environment: modules with the mark `rasa` are read in .venv-rasa alone, others in .venv alone."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.stack import running_stack

RASA_IS_HERE = importlib.util.find_spec("rasa") is not None
MARK = "pytest.mark.rasa"


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Skip, before it is imported, what could not be imported here."""
    if collection_path.is_dir():
        modules = list(collection_path.rglob("test_*.py"))
    elif collection_path.name.startswith("test_"):
        modules = [collection_path]
    else:
        return None
    return True if modules and not any(_belongs_here(module) for module in modules) else None


def _belongs_here(module: Path) -> bool:
    return (MARK in module.read_text(encoding="utf-8")) == RASA_IS_HERE


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The settings of an assistant that is running with everything real; one for all tests marked `stack`."""
    with running_stack(tmp_path_factory.mktemp("stack")) as settings:
        yield settings
