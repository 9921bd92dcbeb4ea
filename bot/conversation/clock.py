"""What time it is and how to wait; the only place of this package that may know the real clock."""

import asyncio
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Time as the rest of the package sees it, so that tests can hold and move it."""

    def now(self) -> datetime:
        """The present moment, aware."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return once `seconds` have passed."""
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait without holding up anybody else."""
        await asyncio.sleep(seconds)
