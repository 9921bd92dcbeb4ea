"""`bot serve` with fake programs: `python fake_stack.py FOLDER PORT…`; the last one crashes at once if it is 0."""

import os
import signal
import sys
from pathlib import Path

from bot.errors import SetupError
from bot.serve.programs import Program
from bot.serve.progress import Progress
from bot.serve.stack import stop_left_over, supervise
from bot.serve.supervisord import Supervisord

FAKE = Path(__file__).with_name("fake_program.py")


def fake(name: str, port: int) -> Program:
    """A healthy program on a port, or one that crashes if the port is 0."""
    crash = ("-c", "import sys; print('I have no port'); sys.exit(3)")
    command = (sys.executable, *(crash if port == 0 else (str(FAKE), str(port))))
    return Program(name=name, command=command, health_url=f"http://127.0.0.1:{port}/")


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job of a shell starts with it ignored
    supervisord = Supervisord(Path(sys.argv[1], "run"), Path(sys.argv[1], "logs"))
    stop_left_over(supervisord, Progress())
    parts = [fake(f"fake-{number}", int(port)) for number, port in enumerate(sys.argv[2:], start=1)]
    try:
        supervise(supervisord, parts, os.environ, Progress(), "READY")
    except SetupError as error:
        Progress().say(str(error))
        sys.exit(1)
