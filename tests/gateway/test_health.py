"""Whoever watches the gateway learns whether it lives, and what is missing."""

import httpx
import pytest

from bot.settings import Settings
from tests.conversation.fake_clock import FakeClock
from tests.conversation.fake_engine import FakeEngine
from tests.gateway.conftest import running


async def test_a_living_gateway_says_so(client: httpx.AsyncClient) -> None:
    response = await client.get("/health/live")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


async def test_a_ready_gateway_names_what_it_checked(client: httpx.AsyncClient) -> None:
    response = await client.get("/health/ready")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ready",
        "down": [],
        "checks": {"rasa": "up", "actions": "up", "store": "up"},
    }


@pytest.mark.parametrize("parts", [{"rasa"}, {"actions"}, {"rasa", "actions"}])
async def test_what_is_down_is_named(client: httpx.AsyncClient, engine: FakeEngine, parts: set[str]) -> None:
    engine.down = parts
    response = await client.get("/health/ready")
    assert response.status_code == 503
    assert set(response.json()["down"]) == parts


async def test_a_store_that_does_not_answer_is_named(
    settings: Settings, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_store: object) -> None:
        raise OSError("disk gone")

    monkeypatch.setattr("bot.conversation.store.ConversationStore.check", broken)
    async with running(settings, FakeEngine(), clock) as client:
        assert (await client.get("/health/ready")).json()["down"] == ["store"]
