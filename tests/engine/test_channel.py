"""The door: one request is one turn, a finished turn is told again and never run again, and silence is an error."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp.web import Application, AppRunner, TCPSite, json_response
from rasa.core.channels.channel import UserMessage, register
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from sanic import Sanic

from bot.engine.channel import GatewayInput

pytestmark = pytest.mark.rasa

TOKEN = "the-engine-token"
CARD = {"kind": "card", "title": "联系方式", "rows": [], "buttons": []}


class FakeAgent:
    """Answers with the text it was given, slowly if told so, and keeps trackers as Rasa does."""

    def __init__(self) -> None:
        self.tracker_store = InMemoryTrackerStore(Domain.empty())
        self.runs: list[str] = []
        self.running = 0
        self.most_running = 0
        self.is_silent = False
        self.is_lost = False
        self.answered: Callable[[], Awaitable[None]] | None = None

    async def handle_message(self, message: UserMessage) -> None:
        self.runs.append(message.text)
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        await asyncio.sleep(0.02)
        if not self.is_lost:
            await self._keep(message)
        self.running -= 1

    async def _keep(self, message: UserMessage) -> None:
        known = await self.tracker_store.retrieve(message.sender_id)
        tracker = known or DialogueStateTracker(message.sender_id, [])
        parsed = {"intent": {"name": "greet", "confidence": 0.9}, "intent_ranking": [], "entities": []}
        tracker.update(UserUttered(message.text, message_id=message.message_id, parse_data=parsed))
        tracker.update(ActionExecuted("action_reply"))
        if not self.is_silent:
            tracker.update(BotUttered(f"听到了：{message.text}", {}))
            tracker.update(BotUttered(None, {"custom": CARD}))
        tracker.update(SlotSet("platform", "jd"))
        await self.tracker_store.save(tracker)


class Door:
    """The door of a running server, and how it is knocked at."""

    def __init__(self, agent: FakeAgent, url: str, session: aiohttp.ClientSession) -> None:
        self.agent = agent
        self._url = url
        self._session = session

    async def knock(self, token: str = TOKEN, **changed: object) -> tuple[int, dict[str, Any]]:
        body = {"sender": "c1", "message_id": "m1", "text": "你好", "metadata": {}, **changed}
        headers = {"Authorization": f"Bearer {token}"}
        async with self._session.post(f"{self._url}/webhook", json=body, headers=headers) as answer:
            return answer.status, await answer.json()

    async def send(self, content: bytes, **headers: str) -> int:
        async with self._session.post(f"{self._url}/webhook", data=content, headers=headers) as answer:
            return int(answer.status)

    async def health(self) -> tuple[int, dict[str, Any]]:
        async with self._session.get(f"{self._url}/") as answer:
            return answer.status, await answer.json()


async def serve_actions(port: int, status: int) -> AppRunner:
    """Something that answers as the action server's health address does."""

    async def health(_request: object) -> Any:  # noqa: ANN401 -- an answer of aiohttp
        return json_response({"status": "ok"}, status=status)

    application = Application()
    application.router.add_get("/health", health)
    runner = AppRunner(application)
    await runner.setup()
    await TCPSite(runner, "127.0.0.1", port).start()
    return runner


@pytest.fixture
async def door(
    unused_tcp_port_factory: Callable[[], int], actions_port: int, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Door]:
    monkeypatch.setattr(Sanic, "test_mode", True)  # several servers in one process
    agent, port = FakeAgent(), unused_tcp_port_factory()
    app = Sanic("door", register=False)
    app.ctx.agent = agent
    register([GatewayInput(TOKEN, f"http://127.0.0.1:{actions_port}")], app, route="/webhooks/")
    server = await app.create_server("127.0.0.1", port, return_asyncio_server=True, access_log=False)
    await server.startup()
    async with aiohttp.ClientSession() as session:
        yield Door(agent, f"http://127.0.0.1:{port}/webhooks/gateway", session)
    server.close()
    await server.wait_closed()


@pytest.fixture
def actions_port(unused_tcp_port_factory: Callable[[], int]) -> int:
    return unused_tcp_port_factory()


async def test_a_turn_is_answered_with_its_messages_and_what_was_understood(door: Door) -> None:
    status, reply = await door.knock()
    assert status == 200
    assert reply == {
        "messages": [{"kind": "text", "text": "听到了：你好"}, CARD],
        "nlu": {"intent": "greet", "confidence": 0.9, "ranking": [], "entities": []},
    }


async def test_a_finished_message_is_told_again_and_not_run_again(door: Door) -> None:
    first = await door.knock()
    await door.knock(message_id="m2", text="然后呢")
    assert await door.knock() == first
    assert door.agent.runs == ["你好", "然后呢"]


async def test_a_message_sent_twice_at_once_runs_once(door: Door) -> None:
    replies = await asyncio.gather(*(door.knock() for _ in range(5)))
    assert door.agent.runs == ["你好"]
    assert all(reply == replies[0] for reply in replies)


async def test_a_turn_whose_caller_has_gone_is_finished_and_told_later(door: Door) -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(door.knock(), 0.01)
    status, reply = await door.knock()
    assert (status, len(reply["messages"])) == (200, 2)
    assert door.agent.runs == ["你好"]


async def test_messages_of_a_conversation_run_one_at_a_time(door: Door) -> None:
    replies = await asyncio.gather(*(door.knock(message_id=f"m{place}", text=f"第{place}条") for place in range(4)))
    assert door.agent.most_running == 1
    assert [reply["messages"][0]["text"] for _, reply in replies] == [f"听到了：第{place}条" for place in range(4)]


async def test_conversations_do_not_wait_for_each_other(door: Door) -> None:
    await asyncio.gather(*(door.knock(sender=f"c{place}") for place in range(4)))
    assert door.agent.most_running == 4


async def test_the_same_message_id_in_another_conversation_is_another_message(door: Door) -> None:
    await door.knock()
    await door.knock(sender="c2")
    assert len(door.agent.runs) == 2


async def test_typed_commands_reach_rasa_as_text_and_payloads_as_commands(door: Door) -> None:
    await door.knock(text="/restart")
    status, _ = await door.knock(message_id="m2", text="x", payload="/restart")
    assert status == 400
    assert door.agent.runs == ["\uff0frestart"]


@pytest.mark.parametrize("token", ["", "wrong", TOKEN + "x", TOKEN[:-1], "令牌".encode().decode("latin-1")])
async def test_a_wrong_token_is_refused_and_nothing_runs(door: Door, token: str) -> None:
    status, _ = await door.knock(token)
    assert status == 401
    assert door.agent.runs == []


async def test_a_missing_token_is_refused_before_the_body_is_read(door: Door) -> None:
    assert await door.send(b"{") == 401
    assert door.agent.runs == []


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"text"', b"{}", b'{"sender": "c1"}', "手机".encode("gb18030")])
async def test_a_malformed_body_is_refused_and_nothing_runs(door: Door, content: bytes) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    assert await door.send(content, **headers) == 400
    assert door.agent.runs == []


async def test_an_empty_reply_is_an_error_while_the_action_server_is_down(door: Door) -> None:
    door.agent.is_silent = True
    assert await door.knock() == (503, {"error": "the action server does not answer"})


@pytest.mark.parametrize(("status", "expected"), [(200, 200), (500, 503)])
async def test_an_empty_reply_is_passed_on_only_while_the_action_server_is_up(
    door: Door, actions_port: int, status: int, expected: int
) -> None:
    actions = await serve_actions(actions_port, status)
    door.agent.is_silent = True
    answered, reply = await door.knock()
    await actions.cleanup()
    assert answered == expected
    assert reply.get("messages", []) == []


async def test_an_empty_turn_is_run_again_when_it_is_asked_again(door: Door) -> None:
    door.agent.is_silent = True
    await door.knock()
    door.agent.is_silent = False
    status, reply = await door.knock()
    assert (status, len(reply["messages"])) == (200, 2)
    assert await door.knock() == (status, reply)
    assert len(door.agent.runs) == 2


async def test_a_turn_that_leaves_no_trace_is_an_error(door: Door) -> None:
    door.agent.is_lost = True
    status, reply = await door.knock()
    assert status == 500
    assert "no trace" in reply["error"]


async def test_anybody_may_ask_whether_the_door_is_there(door: Door) -> None:
    assert await door.health() == (200, {"status": "ok"})


@pytest.mark.parametrize("credentials", [None, {}, {"token": ""}, {"actions_url": "http://127.0.0.1:5055"}])
def test_a_door_without_a_token_does_not_open(credentials: dict[str, Any] | None) -> None:
    with pytest.raises(RasaException):
        GatewayInput.from_credentials(credentials)


def test_a_door_is_opened_with_credentials() -> None:
    assert GatewayInput.from_credentials({"token": TOKEN}).name() == "gateway"
