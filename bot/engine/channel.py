"""The gateway's private door into Rasa: one request is one turn, and a finished turn is told again, never run again.

The tracker is the only memory: Rasa saves a turn as a whole or not at all, so the reply to a message id can always be
read from the events that follow it.
"""

import asyncio
import hmac
import logging
from typing import Any, Awaitable, Callable, Dict, List, Optional
from weakref import WeakValueDictionary

import aiohttp
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.engine.action_results import check_schema_once
from bot.engine.turn import TurnRequest, message_of, nlu_of, parse_request
from bot.errors import EngineError

ACTIONS_TIMEOUT = aiohttp.ClientTimeout(total=1.0)

logger = logging.getLogger(__name__)


class GatewayInput(InputChannel):
    """`POST /webhooks/gateway/webhook` for the gateway alone; see `docs/architecture.md` for the contract."""

    @classmethod
    def name(cls) -> str:
        """The path under `/webhooks` and the channel's name in trackers."""
        return "gateway"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> "GatewayInput":
        """`token`: what the gateway sends as bearer token; `actions_url`: base URL of the action server."""
        settings = credentials or {}
        if not settings.get("token"):
            cls.raise_missing_credentials_exception()
        check_schema_once()
        return cls(settings["token"], settings.get("actions_url", ""))

    def __init__(self, token: str, actions_url: str) -> None:
        self._token = token
        self._actions_url = actions_url
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[None]]) -> Blueprint:
        """The two routes of the door."""
        door = Blueprint("gateway_door", __name__)

        @door.get("/")
        async def health(_request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @door.post("/webhook")
        async def turn(request: Request) -> HTTPResponse:
            return await self._respond(request, on_new_message)

        return door

    async def _respond(
        self, request: Request, on_new_message: Callable[[UserMessage], Awaitable[None]]
    ) -> HTTPResponse:
        given = request.headers.get("authorization", "")
        if not hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode()):
            return response.json({"error": "wrong token"}, status=401)
        try:
            asked = parse_request(request.json)
        except EngineError as error:
            return response.json({"error": str(error)}, status=400)
        # Sanic cancels a handler whose client has gone; the turn itself must not stop half-way.
        reply = await asyncio.shield(self._turn(request.app.ctx.agent, asked, on_new_message))
        if reply is not None and not reply["messages"] and not await self._actions_are_up():
            return response.json({"error": "the action server does not answer"}, status=503)
        if reply is None:
            return response.json({"error": "the turn left no trace in the tracker"}, status=500)
        return response.json(reply)

    async def _turn(
        self, agent: Agent, asked: TurnRequest, on_new_message: Callable[[UserMessage], Awaitable[None]]
    ) -> Optional[Dict[str, Any]]:
        """The reply of a turn, which is run unless it is finished already."""
        async with self._lock(asked.sender):
            reply = await self._finished(agent, asked)
            if reply is None or not reply["messages"]:
                await on_new_message(_user_message(asked, self.name()))
                reply = await self._finished(agent, asked)
        return reply

    async def _finished(self, agent: Agent, asked: TurnRequest) -> Optional[Dict[str, Any]]:
        """The reply of a turn that is in the tracker, or None."""
        tracker = await agent.tracker_store.retrieve(asked.sender)
        events = _events_of(tracker, asked.message_id) if tracker else []
        if not events:
            return None
        messages = [message_of(event.as_dict()) for event in events if isinstance(event, BotUttered)]
        return {"messages": messages, "nlu": nlu_of(events[0].as_dict())}

    def _lock(self, sender: str) -> asyncio.Lock:
        """One turn of a conversation at a time; the lock lives as long as somebody holds it or waits for it."""
        lock = self._locks.get(sender)
        if lock is None:
            lock = self._locks[sender] = asyncio.Lock()
        return lock

    async def _actions_are_up(self) -> bool:
        if not self._actions_url:
            return True
        try:
            address = f"{self._actions_url}/health"
            async with aiohttp.ClientSession(timeout=ACTIONS_TIMEOUT) as session, session.get(address) as answer:
                return answer.status == 200  # noqa: PLR2004 -- HTTP's OK
        except (aiohttp.ClientError, TimeoutError):
            return False


def _user_message(asked: TurnRequest, channel: str) -> UserMessage:
    return UserMessage(
        asked.text,
        CollectingOutputChannel(),
        asked.sender,
        input_channel=channel,
        message_id=asked.message_id,
        metadata=asked.metadata,
    )


def _events_of(tracker: DialogueStateTracker, message_id: str) -> List[Any]:
    """The user's last event with this message id, and what followed before the next user's event; empty if none."""
    events = list(tracker.events)
    starts = [
        place for place, event in enumerate(events) if isinstance(event, UserUttered) and event.message_id == message_id
    ]
    if not starts:
        return []
    following = events[starts[-1] + 1 :]
    end = next((place for place, event in enumerate(following) if isinstance(event, UserUttered)), len(following))
    return [events[starts[-1]], *following[:end]]
