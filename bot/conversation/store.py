"""Keeps conversations, their messages and their turns; knows no engine, no channel and nothing about when to do what.

Every change of a conversation first locks its row, so that numbers follow on each other and nothing is kept twice, also
when several gateways share one PostgreSQL.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from bot.conversation.database import WRITING
from bot.conversation.messages import MESSAGE, Message, Offer, Reply, TextMessage
from bot.conversation.models import ConversationRow, MessageRow, OfferRow, TurnRow
from bot.conversation.refusals import RefusedError

Role = Literal["customer", "assistant"]
Lockable = AbstractAsyncContextManager[None, bool | None]


class TurnState(StrEnum):
    """Where a turn is. The last two are final."""

    QUEUED = "queued"
    RUNNING = "running"
    ANSWERED = "answered"
    APOLOGISED = "apologised"


_OPEN = (TurnState.QUEUED, TurnState.RUNNING)


@dataclass(frozen=True)
class Incoming:
    """One customer message to keep: `shown` stands in the history, `text` or `payload` goes to the engine."""

    conversation_id: str
    client_id: str
    turn_id: str
    shown: str
    text: str | None = None
    payload: str | None = None


@dataclass(frozen=True)
class Receipt:
    """What became of a customer message: its number, and whether it was there before."""

    seq: int
    duplicate: bool


@dataclass(frozen=True)
class Turn:
    """One turn that waits for its answer. Exactly one of `text` and `payload` is given."""

    id: str
    conversation_id: str
    seq: int
    text: str | None
    payload: str | None
    accepted_at: datetime
    noticed: bool


@dataclass(frozen=True)
class Entry:
    """One line of the history. `reply_to` is the number of the customer message that it answers."""

    seq: int
    role: Role
    message: Message
    created_at: datetime
    client_id: str | None = None
    reply_to: int | None = None


class ConversationStore:
    """The conversation store on one database."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reading = async_sessionmaker(engine)
        self._writing = async_sessionmaker(engine.execution_options(**{WRITING: True}), expire_on_commit=False)
        # SQLite lets one write at a time and polls for its turn; waiting here in order is faster and fair.
        self._writers: Lockable = asyncio.Lock() if engine.dialect.name == "sqlite" else nullcontext()

    async def begin(self, conversation_id: str, channel: str, greeting: Reply, now: datetime) -> None:
        """Keep a new conversation with its first messages."""
        async with self._write() as session:
            conversation = ConversationRow(id=conversation_id, channel=channel, last_seq=0, started_at=now)
            session.add(conversation)
            await session.flush()
            await _say(session, conversation, greeting, now)

    async def accept(self, incoming: Incoming, now: datetime) -> Receipt:
        """Keep a customer message and queue its turn; the same client id again changes nothing.

        Raises RefusedError when there is no such conversation.
        """
        async with self._write() as session:
            conversation = await _locked(session, incoming.conversation_id)
            known = await session.scalar(
                select(MessageRow.seq).where(
                    MessageRow.conversation_id == conversation.id, MessageRow.client_id == incoming.client_id
                )
            )
            if known is not None:
                return Receipt(known, duplicate=True)
            conversation.last_seq += 1
            await _queue(session, incoming, conversation.last_seq, now)
            return Receipt(conversation.last_seq, duplicate=False)

    async def offer(self, conversation_id: str, button_id: str) -> Offer | None:
        """What a button stands for, if this conversation was ever shown it."""
        async with self._reading() as session:
            row = await session.get(OfferRow, button_id)
            if row is None or row.conversation_id != conversation_id:
                return None
            return Offer(row.id, row.title, row.payload)

    async def waiting_conversations(self) -> Sequence[str]:
        """The conversations that have open turns, the one that waits longest first."""
        query = select(TurnRow.conversation_id).where(TurnRow.state.in_(_OPEN)).order_by(TurnRow.accepted_at)
        async with self._reading() as session:
            return list(dict.fromkeys(await session.scalars(query)))

    async def next_turn(self, conversation_id: str) -> Turn | None:
        """The conversation's first open turn, from now on running."""
        query = select(TurnRow).where(TurnRow.conversation_id == conversation_id, TurnRow.state.in_(_OPEN))
        async with self._write() as session:
            row = await session.scalar(query.order_by(TurnRow.seq).limit(1))
            if row is None:
                return None
            row.state = TurnState.RUNNING
            return Turn(
                row.id,
                row.conversation_id,
                row.seq,
                row.text,
                row.payload,
                row.accepted_at,
                noticed=row.noticed_at is not None,
            )

    async def notice(self, turn: Turn, reply: Reply, now: datetime) -> bool:
        """Keep the notice of a turn that is open and has none yet; False, and nothing is kept, otherwise."""
        free = (TurnRow.state.in_(_OPEN), TurnRow.noticed_at.is_(None))
        return await self._say_once(turn, reply, now, free, {"noticed_at": now})

    async def close(self, turn: Turn, reply: Reply, state: TurnState, now: datetime) -> bool:
        """Keep the answer of an open turn and close it, both or neither; False if it was closed before."""
        changes = {"state": state, "closed_at": now, "nlu": reply.nlu}
        return await self._say_once(turn, reply, now, (TurnRow.state.in_(_OPEN),), changes)

    async def history(self, conversation_id: str, after: int, limit: int) -> list[Entry]:
        """The messages with numbers above `after`, oldest first."""
        query = (
            select(MessageRow, TurnRow.seq)
            .outerjoin(TurnRow, MessageRow.turn_id == TurnRow.id)
            .where(MessageRow.conversation_id == conversation_id, MessageRow.seq > after)
        )
        async with self._reading() as session:
            rows = await session.execute(query.order_by(MessageRow.seq).limit(limit))
            return [_entry(message, turn_seq) for message, turn_seq in rows]

    async def exists(self, conversation_id: str) -> bool:
        """Whether there is such a conversation."""
        async with self._reading() as session:
            return await session.get(ConversationRow, conversation_id) is not None

    async def check(self) -> None:
        """Ask the database for something; raises whatever keeps it from answering."""
        async with self._reading() as session:
            await session.execute(text("SELECT 1 FROM conversations LIMIT 1"))

    @asynccontextmanager
    async def _write(self) -> AsyncIterator[AsyncSession]:
        async with self._writers, self._writing.begin() as session:
            yield session

    async def _say_once(
        self, turn: Turn, reply: Reply, now: datetime, condition: Sequence[Any], changes: dict[str, Any]
    ) -> bool:
        async with self._write() as session:
            conversation = await _locked(session, turn.conversation_id)
            changed = await session.scalars(
                update(TurnRow).where(TurnRow.id == turn.id, *condition).values(changes).returning(TurnRow.id)
            )
            if changed.first() is None:
                return False
            await _say(session, conversation, reply, now, turn_id=turn.id)
            return True


async def _locked(session: AsyncSession, conversation_id: str) -> ConversationRow:
    row = await session.get(ConversationRow, conversation_id, with_for_update=True)
    if row is None:
        raise RefusedError("conversation_unknown")
    return row


async def _queue(session: AsyncSession, incoming: Incoming, seq: int, now: datetime) -> None:
    turn = TurnRow(
        id=incoming.turn_id,
        conversation_id=incoming.conversation_id,
        seq=seq,
        state=TurnState.QUEUED,
        text=incoming.text,
        payload=incoming.payload,
        accepted_at=now,
    )
    message = _row(incoming.conversation_id, seq, "customer", TextMessage(text=incoming.shown), now)
    message.client_id, message.turn_id = incoming.client_id, incoming.turn_id
    session.add(turn)
    await session.flush()
    session.add(message)


async def _say(
    session: AsyncSession, conversation: ConversationRow, reply: Reply, now: datetime, turn_id: str | None = None
) -> None:
    """Add messages to a locked conversation, and then the buttons they offer."""
    offers = {offer.id: offer for offer in reply.offers}
    shown: list[OfferRow] = []
    for message in reply.messages:
        conversation.last_seq += 1
        row = _row(conversation.id, conversation.last_seq, "assistant", message, now)
        row.turn_id = turn_id
        session.add(row)
        buttons = (offers[button.id] for button in getattr(message, "buttons", ()))
        shown += [_offer_row(offer, conversation.id, conversation.last_seq) for offer in buttons]
    await session.flush()
    session.add_all(shown)


def _offer_row(offer: Offer, conversation_id: str, seq: int) -> OfferRow:
    return OfferRow(id=offer.id, conversation_id=conversation_id, seq=seq, title=offer.title, payload=offer.payload)


def _row(conversation_id: str, seq: int, role: Role, message: Message, now: datetime) -> MessageRow:
    body = message.model_dump(mode="json")
    return MessageRow(conversation_id=conversation_id, seq=seq, role=role, kind=message.kind, body=body, created_at=now)


def _entry(row: MessageRow, turn_seq: int | None) -> Entry:
    is_reply = row.role == "assistant"
    return Entry(
        seq=row.seq,
        role="assistant" if is_reply else "customer",
        message=MESSAGE.validate_python(row.body),
        created_at=row.created_at,
        client_id=row.client_id,
        reply_to=turn_seq if is_reply else None,
    )
