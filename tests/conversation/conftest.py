"""Fixtures of the conversation tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conversation.databases import KINDS, empty_database
from tests.conversation.fake_clock import FakeClock


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with empty_database(request.param, tmp_path) as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> Iterator[str]:
    with empty_database("sqlite", tmp_path) as url:
        yield url


@pytest.fixture
async def clock() -> FakeClock:
    return FakeClock()
