"""The web channel: the JSON of browsers and the terminal client, turned into turns and back; knows no HTTP."""

import asyncio
import uuid
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StrictStr, StringConstraints, model_validator

from bot.conversation.clock import Clock
from bot.conversation.intake import Intake
from bot.conversation.messages import Message, Reply
from bot.conversation.models import CLIENT_ID_LENGTH
from bot.conversation.refusals import RefusedError
from bot.conversation.store import ConversationStore, Entry, Receipt
from bot.conversation.turns import Turns

CHANNEL = "web"
PAGE = 200

ClientId = Annotated[str, StringConstraints(strict=True, pattern=rf"^[A-Za-z0-9._:-]{{1,{CLIENT_ID_LENGTH}}}$")]


class SendRequest(BaseModel):
    """One customer message: either typed `text` or the id of a `button`. The client makes up `client_id`, once each."""

    model_config = ConfigDict(extra="forbid")

    client_id: ClientId
    text: StrictStr | None = None
    button: StrictStr | None = Field(default=None, max_length=64)

    @model_validator(mode="after")
    def _has_one_of_both(self) -> Self:
        if (self.text is None) == (self.button is None):
            raise ValueError("Give either text or button.")
        return self


class SendResponse(BaseModel):
    """The message is kept and will be answered. `duplicate`: it was there before, and nothing was done again."""

    client_id: str
    seq: int
    duplicate: bool


class HistoryEntry(BaseModel):
    """One message of a conversation. `reply_to` is the `seq` of the customer message that it answers."""

    seq: int
    role: Literal["customer", "assistant"]
    at: datetime
    client_id: str | None
    reply_to: int | None
    message: Message


class Page(BaseModel):
    """Messages in order. `more`: there are further ones after the last, to be asked for at once."""

    messages: list[HistoryEntry]
    more: bool


class OpenResponse(BaseModel):
    """A new conversation: where it is, the token that opens it, and its first messages."""

    conversation_id: str
    token: str
    messages: list[HistoryEntry]


class WebChannel:
    """What a browser can do: begin a conversation, send, and read what came."""

    def __init__(self, store: ConversationStore, intake: Intake, turns: Turns, clock: Clock) -> None:
        self._store = store
        self._intake = intake
        self._turns = turns
        self._clock = clock

    async def begin(self, greeting: Reply) -> tuple[str, list[HistoryEntry]]:
        """A new conversation's id and its first messages."""
        conversation_id = uuid.uuid4().hex
        await self._store.begin(conversation_id, CHANNEL, greeting, self._clock.now())
        return conversation_id, (await self._page(conversation_id, 0)).messages

    async def send(self, conversation_id: str, request: SendRequest) -> SendResponse:
        """Take one customer message. Raises RefusedError."""
        receipt = await self._take(conversation_id, request)
        return SendResponse(client_id=request.client_id, seq=receipt.seq, duplicate=receipt.duplicate)

    async def read(self, conversation_id: str, after: int, wait: float) -> Page:
        """The messages after a number; if there are none yet, those that come within `wait` seconds."""
        with self._turns.announcer.listen(conversation_id) as bell:
            page = await self._page(conversation_id, after)
            if page.messages:
                return page
            if not await self._store.exists(conversation_id):
                raise RefusedError("conversation_unknown")
            if wait <= 0:
                return page
            await self._rung(bell, wait)
        return await self._page(conversation_id, after)

    async def _take(self, conversation_id: str, request: SendRequest) -> Receipt:
        if request.button is not None:
            return await self._intake.take_press(conversation_id, request.client_id, request.button)
        return await self._intake.take_text(conversation_id, request.client_id, request.text or "")

    async def _page(self, conversation_id: str, after: int) -> Page:
        entries = await self._store.history(conversation_id, after, PAGE + 1)
        return Page(messages=[_shown(entry) for entry in entries[:PAGE]], more=len(entries) > PAGE)

    async def _rung(self, bell: asyncio.Event, wait: float) -> None:
        waits = [asyncio.ensure_future(bell.wait()), asyncio.ensure_future(self._clock.sleep(wait))]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waits:
                one.cancel()


def _shown(entry: Entry) -> HistoryEntry:
    return HistoryEntry(
        seq=entry.seq,
        role=entry.role,
        at=entry.created_at,
        client_id=entry.client_id,
        reply_to=entry.reply_to,
        message=entry.message,
    )
