"""Runs a command to its end with its output in a log file and its last line on show; knows nothing of what it runs.

Runs before anything is installed: standard library only, and the syntax of Python 3.8.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.serve.progress import Step

LOOK_AFTER = 0.05  # seconds between two looks at the command
DETAIL_AFTER = 0.5  # seconds between two looks at its output
STOP_LIMIT = 10.0  # seconds a command gets to end once it is told to
TAIL_LINES = 40
LONG_LINE = 400  # bytes that a line of a log is thought to have at most
TERMINAL_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class CommandFailedError(Exception):
    """A command ended with another status than 0; the text is the end of its output."""


def run(
    command: Sequence[str], step: Step, log: Path, *, cwd: Path, environment: Mapping[str, str] | None = None
) -> None:
    """Run `command` to its end. Raises CommandFailedError; an interrupt ends the command and goes on to the caller."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        child = subprocess.Popen(
            command,
            cwd=str(cwd),
            env=None if environment is None else dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _follow(child, step, log)
        finally:
            _end_group(child)
    if child.returncode != 0:
        raise CommandFailedError(tail(log) or f"{command[0]} ended with status {child.returncode}.")


def tail(log: Path, lines: int = TAIL_LINES) -> str:
    """The last lines of a log file, without colour codes; empty if there is none."""
    if not log.is_file():
        return ""
    size = log.stat().st_size
    with log.open("rb") as stream:
        stream.seek(max(0, size - LONG_LINE * lines))
        text = stream.read().decode("utf-8", "replace")
    found = [line.rstrip() for line in re.split(r"[\r\n]+", TERMINAL_CODES.sub("", text)) if line.strip()]
    return "\n".join(found[-lines:])


def _follow(child: subprocess.Popen[bytes], step: Step, log: Path) -> None:
    look_at_output = time.monotonic() + DETAIL_AFTER
    while child.poll() is None:
        time.sleep(LOOK_AFTER)
        if time.monotonic() >= look_at_output:
            step.detail = tail(log, 1)
            look_at_output = time.monotonic() + DETAIL_AFTER


def _end_group(child: subprocess.Popen[bytes]) -> None:
    """End what is left of the command's process group; nothing if it has ended by itself."""
    if child.poll() is not None:
        return
    for number in (signal.SIGTERM, signal.SIGKILL):
        os.killpg(child.pid, number)
        try:
            child.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            continue
        return
