"""A web channel around a fake engine."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.web import WebChannel
from tests.conversation.databases import empty_database
from tests.conversation.desk import Desk
from tests.conversation.fake_clock import FakeClock
from tests.conversation.fake_engine import FakeEngine


@pytest.fixture
async def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def desk(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Desk]:
    with empty_database("sqlite", tmp_path) as url:
        one = await Desk(url, FakeEngine(), clock).open()
        yield one
        await one.close()


@pytest.fixture
async def channel(desk: Desk, clock: FakeClock) -> WebChannel:
    return WebChannel(desk.store, desk.intake, desk.turns, clock)
