"""Tells before anything starts whether a port is free, and if not, who holds it."""

import contextlib
import errno
import socket
from collections.abc import Iterator
from pathlib import Path

from bot.errors import SetupError
from bot.settings import Settings, variable

PROC = Path("/proc")
LISTENING = "0A"  # the state of a listening socket in /proc/net/tcp
LOOPBACK = "127.0.0.1"
SHOWN_COMMAND = 80  # characters
ADDRESS, STATE, INODE = 1, 3, 9  # columns of /proc/net/tcp


def check_ports(settings: Settings) -> None:
    """Raise SetupError with a sentence for every port that cannot be listened on."""
    wanted = [
        ("gateway_port", settings.gateway_host, settings.gateway_port),
        ("rasa_port", LOOPBACK, settings.rasa_port),
        ("actions_port", LOOPBACK, settings.actions_port),
    ]
    sentences = [sentence for name, host, port in wanted if (sentence := _why_not(name, host, port))]
    if sentences:
        raise SetupError("\n".join(sentences))


def free_port() -> int:
    """A port of the loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def holder(port: int, proc: Path = PROC) -> str:
    """The program that listens on a TCP port, as `“nginx -g …” (pid 12)`; empty where /proc does not tell."""
    inodes = set(_listening_inodes(port, proc))
    for folder in sorted(proc.glob("[0-9]*")):
        if inodes & set(_socket_inodes(folder)):
            with contextlib.suppress(OSError):
                command = (folder / "cmdline").read_text(encoding="utf-8", errors="replace").replace("\0", " ").strip()
                return f"“{command[:SHOWN_COMMAND]}” (pid {folder.name})"
    return ""


def _why_not(name: str, host: str, port: int) -> str:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError as error:
            return _sentence(name, host, port, error)
    return ""


def _sentence(name: str, host: str, port: int, error: OSError) -> str:
    setting = variable(name)
    if error.errno == errno.EADDRINUSE:
        by = holder(port)
        taken = f"Port {port} ({setting}) is taken by {by or 'another program'}"
        return f"{taken}; stop it, or set {setting} to a free port, in the environment or in .env."
    if error.errno == errno.EACCES:
        return f"Port {port} ({setting}) needs root; set {setting} to a port above 1023."
    return f"Port {port} ({setting}) cannot be opened on {host}: {error.strerror}."


def _listening_inodes(port: int, proc: Path) -> Iterator[str]:
    for table in ("tcp", "tcp6"):
        with contextlib.suppress(OSError):
            for line in (proc / "net" / table).read_text(encoding="ascii").splitlines()[1:]:
                columns = line.split()
                if columns[STATE] == LISTENING and int(columns[ADDRESS].rpartition(":")[2], 16) == port:
                    yield columns[INODE]


def _socket_inodes(process: Path) -> Iterator[str]:
    with contextlib.suppress(OSError):
        for descriptor in (process / "fd").iterdir():
            with contextlib.suppress(OSError):
                yield str(descriptor.readlink()).removeprefix("socket:[").removesuffix("]")
