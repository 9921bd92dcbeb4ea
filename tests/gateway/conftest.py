"""The gateway around a fake engine, called without a network."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.gateway.app import Surroundings, create_app
from bot.settings import ROOT, Settings
from tests.conversation.fake_clock import FakeClock
from tests.conversation.fake_engine import TOKEN, FakeEngine

URL = "/api/conversations"


@dataclass
class Guest:
    """One customer: a conversation and the token to it."""

    client: httpx.AsyncClient
    id: str = ""
    token: str = ""
    opened: dict[str, Any] = field(default_factory=dict)

    async def enter(self) -> "Guest":
        response = await self.client.post(URL)
        assert response.status_code == 201
        self.opened = response.json()
        self.id, self.token = self.opened["conversation_id"], self.opened["token"]
        return self

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def send(self, **body: object) -> httpx.Response:
        return await self.client.post(f"{URL}/{self.id}/messages", json=body, headers=self.headers)

    async def read(self, **query: float) -> httpx.Response:
        return await self.client.get(f"{URL}/{self.id}/messages", params=query, headers=self.headers)

    async def answer_to(self, seq: int) -> list[dict[str, Any]]:
        """What answers this message, as soon as it is there."""
        after = seq
        while True:
            page = (await self.read(after=after, wait=20)).json()
            found = [entry for entry in page["messages"] if entry["reply_to"] == seq]
            if answer := [entry for entry in found if entry["message"]["kind"] != "notice"]:
                return answer
            after = page["messages"][-1]["seq"] if page["messages"] else after


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data_dir=ROOT / "data",
        var_dir=tmp_path,
        database_url=f"sqlite+aiosqlite:///{tmp_path}/conversations.db",
        engine_token=TOKEN,
        session_secret="secret",
    )


@pytest.fixture
async def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def engine() -> FakeEngine:
    return FakeEngine()


@asynccontextmanager
async def running(settings: Settings, engine: FakeEngine, clock: FakeClock) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a gateway that has started."""
    app = create_app(settings, Surroundings(clock=clock, transport=engine, grace=0))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://bot") as client,
    ):
        yield client


@pytest.fixture
async def client(settings: Settings, engine: FakeEngine, clock: FakeClock) -> AsyncIterator[httpx.AsyncClient]:
    async with running(settings, engine, clock) as one:
        yield one


@pytest.fixture
async def guest(client: httpx.AsyncClient) -> Guest:
    return await Guest(client).enter()
