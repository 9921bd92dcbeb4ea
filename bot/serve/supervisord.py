"""Talks to supervisord through its socket: starts and stops it, and the programs it holds, also one left over.

Decides nothing: when a program is to be started again is told by `watch.py`.
"""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
import xmlrpc.client
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import SetupError
from bot.serve.command import tail
from bot.serve.configuration import SOCKET, STOP_LIMIT, program_file, write_main, write_program
from bot.serve.programs import Program
from bot.settings import ROOT

ANSWER_LIMIT = 3.0 * STOP_LIMIT  # seconds for one call; stopping a program is the longest
START_LIMIT = 15.0  # seconds supervisord gets to answer on its socket
LOOK_AFTER = 0.1
LOG_TAIL = 8000  # bytes of supervisord's log in which the reason of an exit is looked for
SHUTTING_DOWN = 6  # the fault with which supervisord answers once it is about to end


class SupervisordGoneError(Exception):
    """supervisord does not answer on its socket."""


@dataclass(frozen=True)
class Held:
    """A program as supervisord sees it. `ended` means that it ended by itself or could not be started."""

    name: str
    pid: int
    running: bool
    ended: bool
    error: str


class Supervisord:
    """The supervisord that runs, or once ran, with its socket and files in `folder`; programs start in `root`."""

    def __init__(self, folder: Path, logs: Path, root: Path = ROOT) -> None:
        self.folder = folder
        self.logs = logs
        self.root = root
        self._transport = _UnixTransport(folder / SOCKET)
        self._process: subprocess.Popen[bytes] | None = None
        self._pids: set[int] = set()  # of the programs when they were last seen

    def launch(self, programs: Iterable[Program], environment: Mapping[str, str]) -> None:
        """Start supervisord and with it the programs. It gets a session of its own, so that Ctrl-C reaches only us."""
        main = write_main(self.folder, self.logs, self.root)
        for program in programs:
            write_program(program, self.folder, self.logs, self.root)
        command = [sys.executable, "-m", "supervisor.supervisord", "-c", str(main)]
        with (self.logs / "supervisord.out").open("wb") as output:
            self._process = subprocess.Popen(
                command,
                cwd=self.root,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait_until_up(self._process)

    def is_up(self) -> bool:
        """Whether a supervisord answers in this folder."""
        with contextlib.suppress(SupervisordGoneError):
            return bool(self._call("getState"))
        return False

    def held(self) -> dict[str, Held]:
        """The programs it holds, by name."""
        held = {entry["name"]: _held(entry) for entry in self._call("getAllProcessInfo")}
        self._pids = {program.pid for program in held.values() if program.pid}
        return held

    def start(self, name: str) -> None:
        """Start a program that has ended. One that runs already, or was removed meanwhile, is left as it is."""
        with contextlib.suppress(xmlrpc.client.Fault):
            self._call("startProcess", name, False)

    def add(self, program: Program) -> None:
        """Start a program beside the others, which do not notice."""
        write_program(program, self.folder, self.logs, self.root)
        self._call("reloadConfig")
        self._call("addProcessGroup", program.name)

    def remove(self, name: str) -> None:
        """Stop a program and forget it; the others do not notice."""
        self._call("stopProcessGroup", name)
        self._call("removeProcessGroup", name)
        program_file(self.folder, name).unlink(missing_ok=True)
        self._call("reloadConfig")

    def why_ended(self, name: str) -> str:
        """How the program last ended, as `exit status 1` or `terminated by SIGKILL`; empty if that is not known."""
        log = ""
        with contextlib.suppress(xmlrpc.client.Fault):
            log = self._call("readLog", -LOG_TAIL, 0)
        reasons = re.findall(rf"exited: {re.escape(name)} \((.*?)(?:; (?:not )?expected)?\)", log)
        return reasons[-1] if reasons else ""

    def stop(self) -> None:
        """Stop every program and supervisord itself; what does not end in time is killed. Nothing is left."""
        own = {self._process.pid} if self._process is not None else set()
        with contextlib.suppress(SupervisordGoneError, xmlrpc.client.Fault):
            own.add(self._call("getPID"))
            self.held()
            self._call("shutdown")
        self._transport.close()
        if self._process is not None:
            self._process.terminate()
        pids = own | self._pids
        self._wait_until_gone(own, STOP_LIMIT * (1 + len(self._pids)))
        for pid in filter(self._is_alive, pids):
            _kill_group(pid)
        self._wait_until_gone(pids, STOP_LIMIT)
        (self.folder / SOCKET).unlink(missing_ok=True)

    def _wait_until_up(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_LIMIT
        while not self.is_up():
            if process.poll() is not None or time.monotonic() > deadline:
                output = tail(self.logs / "supervisord.out") or tail(self.logs / "supervisord.log")
                raise SetupError(f"{output}\n\nsupervisord did not start; the lines above say why.")
            time.sleep(LOOK_AFTER)

    def _wait_until_gone(self, pids: set[int], limit: float) -> None:
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline and any(self._is_alive(pid) for pid in pids):
            time.sleep(LOOK_AFTER)

    def _is_alive(self, pid: int) -> bool:
        if self._process is not None and pid == self._process.pid:
            return self._process.poll() is None
        with contextlib.suppress(OSError):
            return " Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        return False

    def _call(self, method: str, *arguments: object) -> Any:  # noqa: ANN401 -- XML-RPC is not typed
        proxy = xmlrpc.client.ServerProxy("http://supervisord", transport=self._transport)
        try:
            return getattr(proxy.supervisor, method)(*arguments)
        except xmlrpc.client.Fault as fault:
            if fault.faultCode == SHUTTING_DOWN:
                raise SupervisordGoneError(f"supervisord in {self.folder} is ending") from fault
            raise
        except (OSError, http.client.HTTPException, xmlrpc.client.ProtocolError) as error:
            self._transport.close()
            raise SupervisordGoneError(f"supervisord in {self.folder} does not answer: {error}") from error


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("supervisord", timeout=ANSWER_LIMIT)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


class _UnixTransport(xmlrpc.client.Transport):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._kept: _UnixConnection | None = None

    def make_connection(self, host: object) -> http.client.HTTPConnection:  # noqa: ARG002 -- there is one socket
        if self._kept is None:
            self._kept = _UnixConnection(self._path)
        return self._kept

    def close(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None


def _held(entry: Mapping[str, Any]) -> Held:
    state = entry["statename"]
    running = state in {"STARTING", "RUNNING"}
    return Held(entry["name"], entry["pid"], running, state in {"EXITED", "FATAL", "BACKOFF"}, entry["spawnerr"])


def _kill_group(pid: int) -> None:
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)
