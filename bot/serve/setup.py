"""`python3 -m bot.serve.setup run|test`: makes a bare machine able to run, or to test, the assistant.

Runs before anything is installed: standard library only, and the syntax of Python 3.8.
"""

from __future__ import annotations

import platform
import signal
import sys
import time
from pathlib import Path

from bot.errors import SetupError
from bot.serve.environments import ENVIRONMENTS, is_current, make
from bot.serve.progress import Progress

ROOT = Path(__file__).resolve().parents[2]
PURPOSES = ("run", "test")


def set_up(purpose: str, root: Path, progress: Progress) -> None:
    """Bring both environments to what `purpose` needs; says so in one line if they are there already.

    Raises SetupError.
    """
    started = time.monotonic()
    _check_machine(platform.system(), platform.machine())
    missing = [environment for environment in ENVIRONMENTS if not is_current(environment, purpose, root)]
    for environment in missing:
        make(environment, purpose, root, progress)
    if not missing:
        progress.say(f"✓ Python environments are up to date ({time.monotonic() - started:.2f} s)")


def main(arguments: list[str]) -> int:
    """Run as a program; the status is 0, 1 for what cannot be set up, 2 for a wrong call, 130 after Ctrl-C."""
    progress = Progress()
    if len(arguments) != 1 or arguments[0] not in PURPOSES:
        progress.say(f"Say what for: {' or '.join(PURPOSES)}.")
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        set_up(arguments[0], ROOT, progress)
    except SetupError as error:
        progress.say(f"\n{error}")
        return 1
    except KeyboardInterrupt:
        progress.say("Stopped; the next start goes on from here.")
        return 130
    return 0


def _check_machine(system: str, machine: str) -> None:
    if (system, machine) != ("Linux", "x86_64"):
        raise SetupError(f"The locked packages are for Linux on x86-64; this machine is {system} on {machine}.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
