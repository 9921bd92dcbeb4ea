"""Watches the programs that supervisord holds: tells what happens to them and starts again what ended, ever later.

The delay grows with every failure up to a limit and starts anew once the program has been up for a while. Nobody gives
up: an assistant that is down is worth another try.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.serve.health import is_healthy
from bot.serve.programs import Program
from bot.serve.supervisord import Held, Supervisord

FIRST_DELAY = 1.0  # seconds before the first restart; every further failure doubles it
LONGEST_DELAY = 30.0
FORGIVEN_AFTER = 60.0  # seconds up after which earlier failures no longer count


@dataclass
class Life:
    """What we remember of one program."""

    since: float  # when it was last started
    healthy: bool = False
    failures: int = 0  # in a row
    restarts: int = 0  # in all
    next_start: float | None = None  # set while it waits to be started again


class Watch:
    """Looks after the programs whenever `look` is called; `say` receives a line for everything that happens."""

    def __init__(
        self,
        supervisord: Supervisord,
        programs: Iterable[Program],
        say: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.supervisord = supervisord
        self.health_urls = {program.name: program.health_url for program in programs}
        self.lives: dict[str, Life] = {}
        self._say = say
        self._clock = clock

    def look(self) -> None:
        """One round over all programs, also over those that were added meanwhile. Raises SupervisordGoneError."""
        held = self.supervisord.held()
        for name in set(self.lives) - set(held):
            del self.lives[name]
        for name, program in held.items():
            life = self.lives.setdefault(name, Life(since=self._clock()))
            self._look_at(program, life)

    def waiting_for(self) -> list[str]:
        """The names of the programs that are not healthy yet."""
        names = {*self.health_urls, *self.lives}
        return sorted(name for name in names if name not in self.lives or not self.lives[name].healthy)

    def most_failures(self) -> int:
        """How often in a row the worst of the programs has failed."""
        return max((life.failures for life in self.lives.values()), default=0)

    def _look_at(self, program: Held, life: Life) -> None:
        if program.ended:
            self._start_again(program, life)
        elif program.running and not life.healthy:
            self._ask_for_health(program.name, life)
        elif life.failures and self._clock() - life.since > FORGIVEN_AFTER:
            life.failures = 0

    def _start_again(self, program: Held, life: Life) -> None:
        now = self._clock()
        if life.next_start is None:
            life.healthy = False
            life.failures += 1
            life.restarts += 1
            pause = delay(life.failures)
            life.next_start = now + pause
            reason = self.supervisord.why_ended(program.name) or program.error or "for no known reason"
            self._say(f"! {program.name} ended ({reason}); restart number {life.restarts} in {pause:.0f} s")
        elif now >= life.next_start:
            life.next_start = None
            life.since = now
            self.supervisord.start(program.name)

    def _ask_for_health(self, name: str, life: Life) -> None:
        url = self.health_urls.get(name)
        if url is None or is_healthy(url):
            life.healthy = True
            again = " again" if life.restarts else ""
            self._say(f"✓ {name} is ready{again} after {self._clock() - life.since:.1f} s")


def delay(failures: int) -> float:
    """Seconds before the next start after that many failures in a row."""
    return min(LONGEST_DELAY, FIRST_DELAY * 2.0 ** (failures - 1))
