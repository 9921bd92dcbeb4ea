"""Drives every turn to exactly one answer: in order, with one notice and one deadline, across restarts.

Knows the order of things; what is asked, kept and said is in engine_client, store and the phrases it is given.
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.conversation.announcer import Announcer
from bot.conversation.clock import Clock
from bot.conversation.engine_client import EmptyReplyError, EngineClient
from bot.conversation.messages import NoticeMessage, Reply, reply_from_phrases
from bot.conversation.store import ConversationStore, Turn, TurnState
from bot.knowledge.phrases import Phrase

_RECOVERY_PAUSE = 1.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Timing:
    """When a turn gets its notice and its apology, in seconds since it was accepted.

    `least_try` is what a turn gets at least when it was already open as the gateway started.
    """

    notice_after: float
    deadline: float
    least_try: float = 5.0


@dataclass(frozen=True, kw_only=True)
class Sayings:
    """What is said about a turn when the engine says nothing."""

    notice: Phrase
    late: Phrase
    empty: Phrase


class Turns:
    """All open turns of this gateway: one worker per conversation that has any."""

    def __init__(
        self, store: ConversationStore, engine: EngineClient, sayings: Sayings, timing: Timing, clock: Clock
    ) -> None:
        self.announcer = Announcer()
        self._store = store
        self._engine = engine
        self._sayings = sayings
        self._timing = timing
        self._clock = clock
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._woken: set[str] = set()
        self._started_at = clock.now()
        self._stopping = False

    async def start(self) -> None:
        """Drive every turn again that was left open."""
        self._started_at = self._clock.now()
        waiting = await self._store.waiting_conversations()
        if waiting:
            _log.info("turns driven again", extra={"conversations": len(waiting)})
        for conversation_id in waiting:
            self.wake(conversation_id)

    def wake(self, conversation_id: str) -> None:
        """Say that a conversation has a new turn. Returns at once."""
        self._woken.add(conversation_id)
        if conversation_id not in self._workers and not self._stopping:
            self._workers[conversation_id] = asyncio.create_task(self._work(conversation_id))

    async def stop(self, grace: float) -> None:
        """Finish what takes no longer than `grace` seconds and leave the rest open, for the next start."""
        self._stopping = True
        self.announcer.close()
        workers = list(self._workers.values())
        if workers:
            await asyncio.wait(workers, timeout=grace)
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)

    async def _work(self, conversation_id: str) -> None:
        """Drive the conversation's open turns one after the other, until there are none."""
        free_since: datetime | None = None
        try:
            while conversation_id in self._woken and not self._stopping:
                self._woken.discard(conversation_id)
                while not self._stopping and (turn := await self._next(conversation_id)):
                    await self._drive(turn, max(turn.accepted_at, free_since or turn.accepted_at))
                    free_since = self._clock.now()
        finally:
            del self._workers[conversation_id]

    async def _next(self, conversation_id: str) -> Turn | None:
        while True:
            try:
                return await self._store.next_turn(conversation_id)
            except Exception:  # noqa: BLE001 -- nobody watches this task, and whatever it is must not lose the turn
                _log.exception("turn not read", extra={"conversation": conversation_id})
                await self._clock.sleep(_RECOVERY_PAUSE)

    async def _drive(self, turn: Turn, waiting_since: datetime) -> None:
        deadline = self._deadline(turn)
        failed = False
        while True:
            try:
                if failed and self._clock.now() >= deadline:
                    return await self._close(turn, self._late, TurnState.APOLOGISED)
                return await self._answer(turn, waiting_since, deadline)
            except Exception:  # noqa: BLE001 -- likewise
                failed = True
                _log.exception("turn not answered", extra={"turn": turn.id})
                await self._clock.sleep(_RECOVERY_PAUSE)

    async def _answer(self, turn: Turn, waiting_since: datetime, deadline: datetime) -> None:
        """Ask the engine, give notice when it takes long, and close the turn with its reply or with an apology."""
        asking = asyncio.create_task(self._engine.ask(turn, deadline))
        try:
            notice_at = min(waiting_since + timedelta(seconds=self._timing.notice_after), deadline)
            if not turn.noticed and not await self._done_by(asking, notice_at):
                await self._notice(turn)
            if await self._done_by(asking, deadline):
                reply, state = self._outcome(turn, asking)
            else:
                reply, state = self._late, TurnState.APOLOGISED
        finally:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
        await self._close(turn, reply, state)

    def _outcome(self, turn: Turn, asking: asyncio.Task[Reply]) -> tuple[Reply, TurnState]:
        error = asking.exception()
        if error is None:
            return asking.result(), TurnState.ANSWERED
        _log.error("engine gave no answer", exc_info=error, extra={"turn": turn.id})
        reply = self._empty if isinstance(error, EmptyReplyError) else self._late
        return reply, TurnState.APOLOGISED

    async def _notice(self, turn: Turn) -> None:
        notice = Reply((NoticeMessage(text=self._sayings.notice.text),))
        if await self._store.notice(turn, notice, self._clock.now()):
            self.announcer.announce(turn.conversation_id)

    async def _close(self, turn: Turn, reply: Reply, state: TurnState) -> None:
        now = self._clock.now()
        if await self._store.close(turn, reply, state, now):
            self.announcer.announce(turn.conversation_id)
            seconds = (now - turn.accepted_at).total_seconds()
            _log.info("turn closed", extra={"turn": turn.id, "state": state, "seconds": round(seconds, 3)})

    def _deadline(self, turn: Turn) -> datetime:
        deadline = turn.accepted_at + timedelta(seconds=self._timing.deadline)
        if turn.accepted_at >= self._started_at:
            return deadline
        return max(deadline, self._clock.now() + timedelta(seconds=self._timing.least_try))

    async def _done_by(self, asking: asyncio.Task[Reply], moment: datetime) -> bool:
        """Wait for the reply, but no longer than to this moment; whether it is there."""
        left = (moment - self._clock.now()).total_seconds()
        if left > 0:
            timer = asyncio.ensure_future(self._clock.sleep(left))
            try:
                await asyncio.wait([asking, timer], return_when=asyncio.FIRST_COMPLETED)
            finally:
                timer.cancel()
        return asking.done()

    @property
    def _late(self) -> Reply:
        return reply_from_phrases([self._sayings.late])

    @property
    def _empty(self) -> Reply:
        return reply_from_phrases([self._sayings.empty])
