"""Makes the two Python environments from their lock files and keeps them as the lock files say.

Runs before anything is installed: standard library only, and the syntax of Python 3.8. Knows nothing of settings,
models or processes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import SetupError
from bot.serve.command import CommandFailedError, run

if TYPE_CHECKING:
    from bot.serve.progress import Progress, Step

PYTHON_VERSION = "3.11"
STAMP = "assistant.json"  # in the environment: what it was made from
PATH_FILE = "assistant.pth"  # in site-packages: makes `bot` and `actions` importable from this checkout
LAUNCHER = '#!/bin/sh\nexec "$(dirname "$0")/python" -m bot.cli "$@"\n'

NO_VENV = (
    "This Python cannot make virtual environments; install its venv module (Debian: apt install python3-venv) "
    "or uv, then try again."
)
NO_UV = "uv could not be installed from the package index; check the network, or install uv yourself, then try again."
NO_PYTHON = (
    f"Python {PYTHON_VERSION} is neither on this machine nor could uv fetch it; install Python {PYTHON_VERSION}, "
    "then try again."
)
NO_PACKAGES = "The packages of {} could not be installed; check the network and the free disk space, then try again."


@dataclass(frozen=True)
class Environment:
    """A Python environment: its folder below the checkout, and the lock files it is made from to run or to test."""

    folder: str
    for_run: tuple[str, ...]
    for_test: tuple[str, ...]

    def locks(self, purpose: str) -> tuple[str, ...]:
        """The lock files for the purpose `run` or `test`."""
        return self.for_test if purpose == "test" else self.for_run


GATEWAY = Environment(".venv", ("requirements/gateway.txt",), ("requirements/dev.txt",))
RASA = Environment(".venv-rasa", ("requirements/rasa.txt",), ("requirements/rasa.txt", "requirements/rasa-dev.txt"))
ENVIRONMENTS = (GATEWAY, RASA)


def is_current(environment: Environment, purpose: str, root: Path) -> bool:
    """Whether the environment is there as its lock files say, for this purpose or for more."""
    kept = _read_stamp(environment, root)
    if kept.get("purpose") not in {"test", purpose} or not _python(environment, root).exists():
        return False
    return kept == _stamp(environment, kept["purpose"], root)


def make(environment: Environment, purpose: str, root: Path, progress: Progress) -> None:
    """Create or update the environment. What once was made for tests stays fit for tests."""
    if _read_stamp(environment, root).get("purpose") == "test":
        purpose = "test"
    uv = find_uv(root, progress)
    with progress.step(f"Python environment {environment.folder}") as step:
        _create(environment, uv, root, step)
        _install(environment, purpose, uv, root, step)
        _join_to_checkout(environment, root)
        text = json.dumps(_stamp(environment, purpose, root), indent=2)
        (root / environment.folder / STAMP).write_text(text + "\n", encoding="utf-8")


def find_uv(root: Path, progress: Progress) -> str:
    """The path of uv: the machine's own, or ours below `.tools`, which is made if there is none."""
    ours = root / ".tools" / "bin" / "uv"
    found = shutil.which("uv") or (str(ours) if ours.is_file() else "")
    if found:
        return found
    with progress.step("uv, which installs the rest") as step:
        _command([sys.executable, "-m", "venv", "--clear", str(root / ".tools")], step, root, NO_VENV)
        pip = [str(root / ".tools" / "bin" / "python"), "-m", "pip", "install", "--quiet", "--require-hashes"]
        _command([*pip, "-r", "requirements/uv.txt"], step, root, NO_UV)
    return str(ours)


def _create(environment: Environment, uv: str, root: Path, step: Step) -> None:
    same_place = _read_stamp(environment, root).get("root") in {None, str(root)}
    if same_place and _python(environment, root).exists():
        return
    step.title = f"{step.title} (new)"
    _command([uv, "venv", "--clear", "--python", PYTHON_VERSION, environment.folder], step, root, NO_PYTHON)


def _install(environment: Environment, purpose: str, uv: str, root: Path, step: Step) -> None:
    sync = [uv, "pip", "sync", "--python", str(_python(environment, root)), "--require-hashes", "--compile-bytecode"]
    _command([*sync, *environment.locks(purpose)], step, root, NO_PACKAGES.format(environment.folder))


def _join_to_checkout(environment: Environment, root: Path) -> None:
    """What an editable install would do, without a build back-end to fetch: a path file, and the command `bot`."""
    folder = root / environment.folder
    packages = folder / "lib" / f"python{PYTHON_VERSION}" / "site-packages"
    (packages / PATH_FILE).write_text(f"{root}\n", encoding="utf-8")
    if environment is GATEWAY:
        launcher = folder / "bin" / "bot"
        launcher.write_text(LAUNCHER, encoding="utf-8")
        launcher.chmod(0o755)


def _command(command: list[str], step: Step, root: Path, sentence: str) -> None:
    log = root / "var" / "logs" / "setup.log"
    environment = {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONPATH"}}
    try:
        run(command, step, log, cwd=root, environment=environment)
    except CommandFailedError as failure:
        raise SetupError(f"{failure}\n\n{sentence}") from None


def _python(environment: Environment, root: Path) -> Path:
    return root / environment.folder / "bin" / "python"


def _stamp(environment: Environment, purpose: str, root: Path) -> dict[str, str]:
    digest = hashlib.sha256()
    for lock in environment.locks(purpose):
        digest.update((root / lock).read_bytes())
    return {"purpose": purpose, "locks": digest.hexdigest(), "root": str(root)}


def _read_stamp(environment: Environment, root: Path) -> dict[str, str]:
    try:
        kept: dict[str, str] = json.loads((root / environment.folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept
