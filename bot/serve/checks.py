"""`python -m bot.serve.checks GROUP…`: runs the project's checks one after another and stops at the first that fails.

A check is a command with a name; what it examines it knows itself.
"""

import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.serve import programs
from bot.serve.command import CommandFailedError, run, tail
from bot.serve.model import training_data
from bot.serve.progress import Progress
from bot.settings import ROOT

SHOWN_LINES = 200  # of the output of a check that failed
PYTEST_CLOSING = re.compile(r"=* ?(\d+ .*(?:passed|failed|error).*? in [\d.]+s.*?) ?=*")
HERE = ".venv/bin/python"
WITH_RASA = ".venv-rasa/bin/python"


@dataclass(frozen=True)
class Check:
    """One check: the group it is called by, its name, and the command, from the root of the checkout."""

    group: str
    name: str
    command: tuple[str, ...]


def all_checks(data_dir: Path) -> list[Check]:
    """Every check, in the order that finds most in least time."""
    validate = (WITH_RASA, "-m", "rasa", "data", "validate", "--fail-on-warnings", "--data", *training_data(data_dir))
    return [
        Check("lint", "ruff", (HERE, "-m", "ruff", "check", ".")),
        Check("lint", "format", (HERE, "-m", "ruff", "format", "--check", ".")),
        Check("lint", "imports", (".venv/bin/lint-imports", "--no-cache")),
        Check("lint", "yaml", (HERE, "-m", "yamllint", "--strict", ".")),
        Check("types", "types", (HERE, "-m", "mypy", ".")),
        Check("unit", "unit tests", (HERE, "-m", "pytest", "-q", "-m", "not stack and not rasa")),
        Check("data", "bot validate", (".venv/bin/bot", "validate")),
        Check("data", "rasa data validate", validate),
        Check("unit", "tests with Rasa", (WITH_RASA, "-m", "pytest", "-q", "-m", "rasa")),
        Check("stack", "training", (".venv/bin/bot", "train")),
        Check("stack", "conversations", (HERE, "-m", "pytest", "-q", "-m", "stack")),
        Check("heldout", "held-out floor", (".venv/bin/bot", "evaluate")),
    ]


def run_checks(checks: Sequence[Check], progress: Progress, root: Path = ROOT) -> bool:
    """Run the checks up to the first that fails; whether every one passed."""
    started = time.monotonic()
    passed = 0
    for check in checks:
        if not _passes(check, progress, root):
            break
        passed += 1
    failed = 1 if passed < len(checks) else 0
    skipped = len(checks) - passed - failed
    progress.say(f"\nAll checks together took {time.monotonic() - started:.0f} s.")
    progress.say(f"{passed} passed, {failed} failed, {skipped} skipped")
    return not failed


def _passes(check: Check, progress: Progress, root: Path) -> bool:
    quiet = programs.QUIET_RASA if check.command[0] == WITH_RASA else {}
    environment = {**programs.clean_environment(root), **quiet}
    log = root / "var" / "logs" / "checks" / f"{check.name.replace(' ', '-')}.log"
    try:
        with progress.step(check.name) as step:
            run(check.command, step, log, cwd=root, environment=environment)
            step.outcome = _closing_line(log)
    except (CommandFailedError, FileNotFoundError) as failure:
        progress.say(f"\n{tail(log, SHOWN_LINES) or failure}\n\nFailed: {check.name} ({' '.join(check.command)})")
        return False
    return True


def _closing_line(log: Path) -> str:
    """What pytest says at its end; empty for other checks."""
    found = PYTEST_CLOSING.fullmatch(tail(log, 1))
    return found[1] if found else ""


def main(groups: list[str]) -> int:
    """Run the checks of these groups, or all if none is named; the status is 0, 1 if one failed, 130 after Ctrl-C."""
    checks = all_checks(ROOT / "data")
    known = {check.group for check in checks}
    if not known.issuperset(groups):
        Progress().say(f"The groups of checks are {', '.join(sorted(known))}.")
        return 2
    chosen = [check for check in checks if not groups or check.group in groups]
    try:
        return 0 if run_checks(chosen, Progress()) else 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
