"""Asks the engine's door for the reply to one turn until it answers; knows HTTP and the door's contract.

Asking again is safe: the turn's id is the message id, and the door replays the reply of a message id it has finished
instead of running it twice.
"""

import logging
from datetime import datetime
from typing import Any

import httpx
from pydantic import ValidationError

from bot.conversation.clock import Clock
from bot.conversation.messages import NoticeMessage, Reply, TypingMessage, reply_from_engine
from bot.conversation.store import Turn
from bot.errors import EngineError

DOOR = "/webhooks/gateway/webhook"
_ATTEMPT = httpx.Timeout(30.0, connect=2.0)  # a door that is stuck for so long is asked anew
_POOL = httpx.Limits(max_connections=200, max_keepalive_connections=20)
_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 2.0
_FINAL_STATUSES = frozenset({400, 401, 403, 422})  # our own fault: asking again changes nothing

_log = logging.getLogger(__name__)


class EmptyReplyError(EngineError):
    """The engine has finished the turn and has nothing to say, or nothing that can be shown."""


class EngineClient:
    """The engine's door."""

    def __init__(self, url: str, token: str, clock: Clock, transport: httpx.AsyncBaseTransport | None = None) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        self._http = httpx.AsyncClient(
            base_url=url, headers=headers, timeout=_ATTEMPT, limits=_POOL, transport=transport, trust_env=False
        )
        self._clock = clock

    async def ask(self, turn: Turn, deadline: datetime) -> Reply:
        """The engine's reply to the turn.

        Raises EmptyReplyError when the engine has nothing to say, and EngineError when it refuses the turn or does not
        answer before the deadline.
        """
        pause = _FIRST_PAUSE
        while True:
            try:
                return _reply(await self._http.post(DOOR, json=_body(turn)))
            except httpx.TransportError as error:
                cause = type(error).__name__
            except _NotNowError as error:
                cause = str(error)
            left = (deadline - self._clock.now()).total_seconds()
            if left <= 0:
                raise EngineError(f"The engine did not answer turn {turn.id} in time; the last trouble was {cause}.")
            _log.warning("engine asked again", extra={"turn": turn.id, "cause": cause, "pause": pause})
            await self._clock.sleep(min(pause, left))
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def close(self) -> None:
        """Hang up."""
        await self._http.aclose()


class _NotNowError(Exception):
    """The engine could not answer this time; its text is the status."""


def _body(turn: Turn) -> dict[str, Any]:
    said = {"payload": turn.payload} if turn.payload is not None else {"text": turn.text}
    return {"sender": turn.conversation_id, "message_id": turn.id, "metadata": {}, **said}


def _reply(response: httpx.Response) -> Reply:
    if response.status_code in _FINAL_STATUSES:
        raise EngineError(f"The engine refused the turn with status {response.status_code}; check its token.")
    if response.status_code != httpx.codes.OK:
        raise _NotNowError(f"status {response.status_code}")
    try:
        reply = reply_from_engine(response.json())
    except (ValidationError, ValueError) as error:  # their texts quote the reply, so they are not passed on
        raise EmptyReplyError(f"The engine's reply does not hold to the contract ({type(error).__name__}).") from None
    if all(isinstance(message, NoticeMessage | TypingMessage) for message in reply.messages):
        raise EmptyReplyError("The engine's reply has no message that answers.")
    return reply
