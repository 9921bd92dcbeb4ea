"""Runs the whole assistant, as `bot serve` does, on ports and in a folder of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bot.settings import ROOT, Settings, load_settings

READY = "The assistant is running at"
START_LIMIT = 240.0  # seconds; a model that is not there yet is trained first
STOP_LIMIT = 60.0


@contextlib.contextmanager
def running_stack(folder: Path) -> Iterator[Settings]:
    """The settings of an assistant that is up; it is stopped at the end, and must stop cleanly."""
    gateway, rasa, actions = _free_ports(3)
    ours = {
        "BOT_GATEWAY_PORT": str(gateway),
        "BOT_RASA_PORT": str(rasa),
        "BOT_ACTIONS_PORT": str(actions),
        "BOT_VAR_DIR": str(folder / "var"),
    }
    environment = {**os.environ, **ours}
    output = folder / "output.txt"
    with output.open("wb") as stream:
        command = [sys.executable, "-m", "bot.cli", "serve"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=stream, stderr=stream)
    try:
        _wait_until_ready(process, output)
        yield load_settings(environment)
    finally:
        process.send_signal(signal.SIGTERM)
        status = process.wait(STOP_LIMIT)
    assert status == 0, output.read_text(encoding="utf-8")


def _wait_until_ready(process: subprocess.Popen[bytes], output: Path) -> None:
    deadline = time.monotonic() + START_LIMIT
    while READY not in output.read_text(encoding="utf-8"):
        assert process.poll() is None, output.read_text(encoding="utf-8")
        assert time.monotonic() < deadline, output.read_text(encoding="utf-8")
        time.sleep(0.2)


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as probes:
        sockets = [probes.enter_context(socket.socket()) for _ in range(count)]
        for probe in sockets:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in sockets]
