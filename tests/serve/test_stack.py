"""`bot serve` as a person meets it, with fake programs: it starts, tells, stops, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.serve.health import is_healthy
from bot.settings import ROOT

FAKE_STACK = Path(__file__).with_name("fake_stack.py")


class Serving:
    """A `bot serve` over fake programs in a process of its own."""

    def __init__(self, folder: Path, *ports: int, prefix: tuple[str, ...] = ()) -> None:
        self.folder = folder
        self.urls = [f"http://127.0.0.1:{port}/" for port in ports]
        self.output = folder / "output.txt"
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                [*prefix, sys.executable, str(FAKE_STACK), str(folder), *map(str, ports)],
                stdout=output,
                stderr=output,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )

    def text(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def wait_for(self, text: str, seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        while text not in self.text():
            assert time.monotonic() < deadline, self.text()
            time.sleep(0.05)

    def stop(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)


@pytest.fixture
def start(tmp_path: Path, free_port: Callable[[], int]) -> Iterator[Callable[..., Serving]]:
    started: list[Serving] = []

    def begin(*ports: int, prefix: tuple[str, ...] = ()) -> Serving:
        serving = Serving(tmp_path, *(ports or (free_port(), free_port())), prefix=prefix)
        started.append(serving)
        return serving

    yield begin
    for serving in started:
        if serving.process.poll() is None:
            serving.stop(signal.SIGTERM)


def processes_about(folder: Path) -> list[str]:
    """Command lines of all processes that name the folder or its fake programs' ports."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            command = (path.parent / "cmdline").read_text(encoding="utf-8", errors="replace").replace("\0", " ")
            held_by_us = str(folder / "run") in path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        if held_by_us or str(folder) in command:
            found.append(command)
    return found


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_stops_everything_and_leaves_no_process(
    start: Callable[..., Serving], tmp_path: Path, number: signal.Signals
) -> None:
    serving = start()
    serving.wait_for("READY")
    assert all(is_healthy(url) for url in serving.urls)
    assert processes_about(tmp_path) != []
    assert serving.stop(number) == 0
    assert processes_about(tmp_path) == []


def test_under_nohup_a_closed_terminal_stops_nothing(start: Callable[..., Serving]) -> None:
    serving = start(prefix=("nohup",))
    serving.wait_for("READY")
    serving.process.send_signal(signal.SIGHUP)
    time.sleep(1)
    assert serving.process.poll() is None
    assert serving.stop(signal.SIGTERM) == 0


def test_a_signal_while_starting_stops_it_too(start: Callable[..., Serving], tmp_path: Path) -> None:
    serving = start()
    time.sleep(0.6)
    serving.stop(signal.SIGINT)
    assert processes_about(tmp_path) == []


def test_what_a_killed_run_left_is_stopped_before_the_next_start(
    start: Callable[..., Serving], free_port: Callable[[], int]
) -> None:
    ports = (free_port(), free_port())
    first = start(*ports)
    first.wait_for("READY")
    first.stop(signal.SIGKILL)
    assert all(is_healthy(url) for url in first.urls), "the fakes outlive their `bot serve`"
    first.output.unlink()
    second = start(*ports)
    second.wait_for("READY")
    assert "Stopping what an earlier run has left" in second.text()
    assert "restart" not in second.text()


def test_a_program_that_cannot_start_is_shown_with_the_end_of_its_log(
    start: Callable[..., Serving], tmp_path: Path, free_port: Callable[[], int]
) -> None:
    serving = start(free_port(), 0)
    assert serving.process.wait(30) == 1
    assert "I have no port" in serving.text()
    assert "fake-2 did not get ready. The lines above are the end of" in serving.text()
    assert processes_about(tmp_path) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_an_end_of_supervisord_is_told_and_leaves_no_process(
    start: Callable[..., Serving], tmp_path: Path, number: signal.Signals
) -> None:
    serving = start()
    serving.wait_for("READY")
    os.kill(int((tmp_path / "run" / "supervisord.pid").read_text(encoding="ascii")), number)
    assert serving.process.wait(30) == 1
    assert "What it ran is stopped; start again." in serving.text()
    assert processes_about(tmp_path) == []


def test_a_restart_is_seen_in_the_terminal(start: Callable[..., Serving]) -> None:
    serving = start()
    serving.wait_for("READY")
    status = (serving.folder / "logs" / "supervisord.log").read_text(encoding="utf-8")
    pid = int(status.rpartition("spawned: 'fake-1' with pid ")[2].split()[0])
    os.kill(pid, signal.SIGKILL)
    serving.wait_for("! fake-1 ended (terminated by SIGKILL); restart number 1 in 1 s")
    serving.wait_for("fake-1 is ready again")
