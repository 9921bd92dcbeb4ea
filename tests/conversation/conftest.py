"""Fixtures of the conversation tests."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.conversation.databases import KINDS, empty_database
from tests.conversation.desk import Desk, OpenDesk
from tests.conversation.fake_clock import FakeClock
from tests.conversation.fake_engine import FakeEngine


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


@pytest.fixture
async def open_desk(sqlite_url: str, clock: FakeClock) -> AsyncIterator[OpenDesk]:
    async with AsyncExitStack() as stack:

        async def open_one(engine: FakeEngine, *, begin: bool = True) -> Desk:
            desk = Desk(sqlite_url, engine, clock)
            stack.push_async_callback(desk.close)
            return await desk.open(begin=begin)

        yield open_one
