"""Writes what supervisord reads: a main file and a file per program; knows nothing of running anything.

supervisord only holds the processes: it starts what it is told to and never restarts on its own. When to try again
is decided in one place, `watch.py`.
"""

import os
import shlex
from collections.abc import Mapping
from pathlib import Path

from bot.errors import SetupError
from bot.serve.programs import Program

SOCKET = "supervisor.sock"
PROGRAMS = "programs"  # folder of the program files
SOCKET_PATH_LIMIT = 107 - len(".4194304")  # of the kernel, less what supervisord adds while it binds
LOG_SIZE = "10MB"
LOG_COUNT = 5
STOP_LIMIT = 10  # seconds a program gets to end before it is killed

MAIN = """\
[supervisord]
nodaemon = true
silent = true
umask = 077
directory = {root}
logfile = {logs}/supervisord.log
logfile_maxbytes = {size}
logfile_backups = {count}
pidfile = {folder}/supervisord.pid
childlogdir = {logs}

[unix_http_server]
file = {folder}/{socket}
chmod = 0700

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface

[include]
files = {programs}/*.conf
"""

PROGRAM = """\
[program:{name}]
command = {command}
directory = {root}
environment = {environment}
priority = {priority}
autostart = true
autorestart = false
startsecs = 0
startretries = 0
stopsignal = TERM
stopwaitsecs = {stop}
stopasgroup = true
killasgroup = true
redirect_stderr = true
stdout_logfile = {logs}/{name}.log
stdout_logfile_maxbytes = {size}
stdout_logfile_backups = {count}
"""


def write_main(folder: Path, logs: Path, root: Path) -> Path:
    """Write the main file, with no program yet, and return its path. Raises SetupError if that path is too long."""
    if len(os.fsencode(folder / SOCKET)) > SOCKET_PATH_LIMIT:
        raise SetupError(
            f"{folder / SOCKET} is too long for the name of a socket; set BOT_VAR_DIR to a shorter folder."
        )
    for needed in (folder, logs, folder / PROGRAMS):
        needed.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in (folder / PROGRAMS).glob("*.conf"):
        left.unlink()
    text = MAIN.format(
        root=_escaped(root),
        logs=_escaped(logs),
        folder=_escaped(folder),
        programs=PROGRAMS,
        socket=SOCKET,
        size=LOG_SIZE,
        count=LOG_COUNT,
    )
    main = folder / "supervisord.conf"
    main.write_text(text, encoding="utf-8")
    return main


def write_program(program: Program, folder: Path, logs: Path, root: Path) -> None:
    """Write the file of one program; supervisord sees it when it reads its configuration again."""
    text = PROGRAM.format(
        name=program.name,
        command=_escaped(shlex.join(program.command)),
        root=_escaped(root),
        environment=_pairs(program.environment),
        priority=program.priority,
        logs=_escaped(logs),
        stop=STOP_LIMIT,
        size=LOG_SIZE,
        count=LOG_COUNT,
    )
    program_file(folder, program.name).write_text(text, encoding="utf-8")


def program_file(folder: Path, name: str) -> Path:
    """Where the file of a program is."""
    return folder / PROGRAMS / f"{name}.conf"


def _pairs(environment: Mapping[str, str]) -> str:
    """Values in double quotes; supervisord knows no way to write a double quote inside one."""
    return ",".join(f'{name}="{_escaped(value)}"' for name, value in sorted(environment.items()))


def _escaped(value: object) -> str:
    """Percent signs doubled: supervisord expands `%(name)s` everywhere."""
    return str(value).replace("%", "%%")
