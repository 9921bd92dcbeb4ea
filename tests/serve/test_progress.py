"""Steps are shown with their duration; long ones show life; a terminal that went away stops nothing."""

import io
import re
import time

import pytest

from bot.serve import progress
from bot.serve.progress import Progress


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


class GoneTerminal(Terminal):
    """A terminal whose window was closed."""

    def write(self, text: str) -> int:
        raise OSError(5, text)


def test_a_step_ends_with_its_duration_and_its_outcome() -> None:
    stream = io.StringIO()
    with Progress(stream).step("Training") as step:
        step.outcome = "done"
    assert re.fullmatch(r"✓ Training +0\.0 s  done\n", stream.getvalue())


def test_a_step_that_fails_is_marked() -> None:
    stream = io.StringIO()
    with pytest.raises(ValueError, match="broken"), Progress(stream).step("Training"):
        raise ValueError("broken")
    assert stream.getvalue().startswith("✗ Training")


def test_a_long_step_shows_life_in_a_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "REMIND_AFTER", 0.02)
    stream = io.StringIO()
    with Progress(stream).step("Training") as step:
        step.detail = "epoch 1"
        time.sleep(0.1)
    assert re.search(r"… Training +0\.[01] s  epoch 1\n", stream.getvalue())


def test_a_terminal_shows_one_line_that_moves() -> None:
    stream = Terminal()
    with Progress(stream).step("Training"):
        time.sleep(0.3)
    assert stream.getvalue().count("\n") == 1
    assert "\r\033[K" in stream.getvalue()


def test_what_is_said_during_a_step_has_a_line_of_its_own() -> None:
    stream = Terminal()
    shown = Progress(stream)
    with shown.step("Starting"):
        time.sleep(0.2)
        shown.say("rasa is ready")
    assert "\r\033[Krasa is ready\n" in stream.getvalue()


def test_a_closed_terminal_is_no_error() -> None:
    with Progress(GoneTerminal()).step("Training"):
        pass
