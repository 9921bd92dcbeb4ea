"""The parts of a turn put together around fakes, as the gateway puts them together around the real ones."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable

from sqlalchemy import text

from bot.conversation.clock import Clock
from bot.conversation.database import migrate, open_database
from bot.conversation.engine_client import EngineClient
from bot.conversation.intake import Intake
from bot.conversation.messages import Reply, TextMessage
from bot.conversation.store import ConversationStore, Entry, Receipt
from bot.conversation.turns import Sayings, Timing, Turns
from bot.knowledge.phrases import Phrase, PhraseButton
from tests.conversation.fake_engine import TOKEN, FakeEngine

CONVERSATION = "c" * 32
NOTICE = "正在查"
LATE = "没来得及"
EMPTY = "没答上来"
_PATIENCE = 10.0


class Desk:
    """One gateway's worth of turns on one database; a second desk on the same URL is the gateway after a restart."""

    def __init__(self, url: str, engine: FakeEngine, clock: Clock) -> None:
        self.database = open_database(url)
        self.store = ConversationStore(self.database)
        self.clock = clock
        way_out = (PhraseButton("找客服", "/contact_support"),)
        sayings = Sayings(notice=Phrase(NOTICE), late=Phrase(LATE, way_out), empty=Phrase(EMPTY, way_out))
        client = EngineClient("http://engine", TOKEN, clock, engine)
        self.turns = Turns(self.store, client, sayings, Timing(notice_after=3, deadline=60), clock)
        self.intake = Intake(self.store, self.turns, clock, limit=2000)
        self._client_ids = (f"m{number}" for number in itertools.count(1))

    async def open(self, *, begin: bool = True) -> "Desk":
        await migrate(self.database)
        if begin:
            await self.store.begin(CONVERSATION, "web", Reply((TextMessage(text="您好"),)), self.clock.now())
        await self.turns.start()
        return self

    async def close(self) -> None:
        await self.turns.stop(grace=0)
        await self.database.dispose()

    async def say(self, text: str, client_id: str = "") -> Receipt:
        return await self.intake.take_text(CONVERSATION, client_id or next(self._client_ids), text)

    async def history(self) -> list[Entry]:
        return await self.store.history(CONVERSATION, 0, 1000)

    async def until(self, condition: Callable[[list[Entry]], bool]) -> list[Entry]:
        """The history as soon as it is as the test wants it."""
        with self.turns.announcer.listen(CONVERSATION) as bell:
            async with asyncio.timeout(_PATIENCE):
                while not condition(entries := await self.history()):
                    await bell.wait()
                    bell.clear()
        return entries

    async def until_answered(self, *seqs: int) -> list[Entry]:
        """The history as soon as each of these customer messages has its answer."""
        return await self.until(lambda entries: all(answers(entries, seq) for seq in seqs))


def answers(entries: list[Entry], seq: int) -> list[Entry]:
    """What answers a customer message; a notice does not."""
    return [entry for entry in entries if entry.reply_to == seq and entry.message.kind != "notice"]


def notices(entries: list[Entry]) -> list[Entry]:
    """All notices."""
    return [entry for entry in entries if entry.message.kind == "notice"]


def texts(entries: list[Entry]) -> list[str]:
    """What the entries say, for those that say something."""
    return [getattr(entry.message, "text", "") for entry in entries]


async def states(desk: Desk) -> list[str]:
    async with desk.database.connect() as connection:
        return list(await connection.scalars(text("SELECT state FROM turns ORDER BY seq")))


OpenDesk = Callable[..., Awaitable[Desk]]
