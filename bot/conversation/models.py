"""The tables of the conversation store; knows no rule of a turn. Only masked text ever reaches them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

_ID = String(32)
_NAME = String(16)
CLIENT_ID_LENGTH = 64


class Moment(TypeDecorator[datetime]):
    """An aware time. SQLite keeps no zone, so everything is kept in UTC and comes back in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- its base says so
        """The time in UTC; refuses a time without a zone, which would silently mean another moment."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The time in UTC, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(DeclarativeBase):
    """Base of all tables of the store."""


class ConversationRow(Table):
    """One conversation. `last_seq` is the number of its newest message; locking this row puts writers in order."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    channel: Mapped[str] = mapped_column(_NAME)
    last_seq: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime] = mapped_column(Moment)


class TurnRow(Table):
    """A customer message, `seq`, on its way to an answer; `text` or `payload` goes to the engine."""

    __tablename__ = "turns"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq", name="uq_turns_conversation_id_seq"),
        Index("ix_turns_state", "state"),
    )

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(_ID, ForeignKey("conversations.id", ondelete="CASCADE"))
    seq: Mapped[int]
    state: Mapped[str] = mapped_column(_NAME)
    text: Mapped[str | None] = mapped_column(Text)
    payload: Mapped[str | None] = mapped_column(Text)
    accepted_at: Mapped[datetime] = mapped_column(Moment)
    noticed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    nlu: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class MessageRow(Table):
    """One message of either side. All messages of a turn share its `turn_id`; a greeting has none."""

    __tablename__ = "messages"
    __table_args__ = (UniqueConstraint("conversation_id", "client_id", name="uq_messages_conversation_id_client_id"),)

    conversation_id: Mapped[str] = mapped_column(
        _ID, ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    role: Mapped[str] = mapped_column(_NAME)
    kind: Mapped[str] = mapped_column(_NAME)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    client_id: Mapped[str | None] = mapped_column(String(CLIENT_ID_LENGTH))
    turn_id: Mapped[str | None] = mapped_column(_ID, ForeignKey("turns.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(Moment)


class OfferRow(Table):
    """One button that was shown, in the message `seq`, and what pressing it means to the engine."""

    __tablename__ = "offered_buttons"
    __table_args__ = (
        ForeignKeyConstraint(
            ["conversation_id", "seq"], ["messages.conversation_id", "messages.seq"], ondelete="CASCADE"
        ),
    )

    id: Mapped[str] = mapped_column(_ID, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(_ID)
    seq: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    payload: Mapped[str] = mapped_column(Text)
