"""Shows on a terminal, or in a log of CI, which step is running, for how long, and how it ended.

Runs before anything is installed: standard library only, and the syntax of Python 3.8.
"""

from __future__ import annotations

import contextlib
import itertools
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from typing import TextIO

REDRAW_AFTER = 0.1  # seconds between two pictures of the spinner on a terminal
REMIND_AFTER = 15.0  # seconds between two signs of life where lines cannot be redrawn
SPINNER = "|/-\\"
ERASE = "\r\033[K"  # what a terminal shows on its current line


class Step:
    """One step under way. Set `detail` to what it is doing now and `outcome` to what there is to say at its end."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.detail = ""
        self.outcome = ""
        self.started = time.monotonic()

    @property
    def seconds(self) -> float:
        """How long the step has taken so far."""
        return time.monotonic() - self.started

    def line(self, sign: str, remark: str) -> str:
        """The step on one line: sign, title, duration, remark."""
        text = f"{sign} {self.title:<44} {self.seconds:7.1f} s  {remark}"
        return text.rstrip()


class Progress:
    """Writes steps to a stream: a spinner that is redrawn on a terminal, whole lines anywhere else."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = sys.stdout if stream is None else stream
        self.redraws = self.stream.isatty()

    def say(self, text: str) -> None:
        """Write a line of its own. A terminal that has gone away is no reason to stop."""
        self._write(ERASE * self.redraws + text + "\n")

    @contextlib.contextmanager
    def step(self, title: str) -> Iterator[Step]:
        """Show a step from its start to its end, with signs of life in between."""
        step = Step(title)
        over = threading.Event()
        life = threading.Thread(target=self._show_life, args=(step, over), daemon=True)
        life.start()
        sign = "✗"
        try:
            yield step
            sign = "✓"
        finally:
            over.set()
            life.join()
            self.say(step.line(sign, step.outcome))

    def _show_life(self, step: Step, over: threading.Event) -> None:
        pause = REDRAW_AFTER if self.redraws else REMIND_AFTER
        for sign in itertools.cycle(SPINNER if self.redraws else "…"):
            if over.wait(pause):
                return
            if self.redraws:
                width = shutil.get_terminal_size().columns - 1
                self._write(ERASE + step.line(sign, step.detail)[:width])
            else:
                self.say(step.line(sign, step.detail))

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            self.stream.write(text)
            self.stream.flush()
