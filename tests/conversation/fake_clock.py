"""A clock that stands still until a test moves it; nobody who sleeps by it takes real time."""

import asyncio
from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
_PATIENCE = 10.0
_TURNS_TO_SETTLE = 50


class FakeClock:
    """Time as the test wants it."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start
        self._sleepers: list[tuple[datetime, asyncio.Future[None]]] = []
        self._changed = asyncio.Event()

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self._now + timedelta(seconds=seconds), woken))
        self._changed.set()
        await woken

    async def pass_time(self, seconds: float) -> None:
        """Wait until somebody sleeps who is to wake by then, and move on."""
        target = self._now + timedelta(seconds=seconds)
        async with asyncio.timeout(_PATIENCE):
            while not self._due(target):
                self._changed.clear()
                await self._changed.wait()
        await self.advance(seconds)

    async def advance(self, seconds: float) -> None:
        """Move on, waking everybody whose time comes, in order."""
        target = self._now + timedelta(seconds=seconds)
        await _settle()
        while due := self._due(target):
            moment, woken = due[0]
            self._now = max(self._now, moment)
            woken.set_result(None)
            await _settle()
        self._now = target

    def jump(self, seconds: float) -> None:
        """Move on without waking anybody, as while the gateway is down."""
        self._now += timedelta(seconds=seconds)
        self._sleepers.clear()

    def _due(self, target: datetime) -> list[tuple[datetime, asyncio.Future[None]]]:
        self._sleepers = [(moment, woken) for moment, woken in self._sleepers if not woken.done()]
        return sorted(((moment, woken) for moment, woken in self._sleepers if moment <= target), key=lambda one: one[0])


async def _settle() -> None:
    for _ in range(_TURNS_TO_SETTLE):
        await asyncio.sleep(0)
