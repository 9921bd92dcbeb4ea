"""Trains and measures one assistant on one sample; what was measured once is kept under the run's fingerprint."""

import hashlib
import json
import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.bench.sample import write_project
from bot.bench.systems import OURS, System
from bot.errors import SetupError
from bot.serve import programs
from bot.serve.command import CommandFailedError, run
from bot.serve.health import is_healthy
from bot.serve.ports import free_port
from bot.serve.progress import Progress
from bot.settings import ROOT, Settings
from bot.trainer.nlu_file import Example

OUR_CODE = ("bot/engine/*.py", "bot/knowledge/*.py", "data/lexicon/*.yml", "data/platforms/*.yml", "data/guards/*.yml")
ANSWER_LIMIT = 60.0  # seconds the action server gets to come up
LOOK_AFTER = 0.2


@dataclass(frozen=True)
class Measured:
    """One assistant on one sample. Times in seconds or milliseconds, memory in MB; predictions follow the texts."""

    system: str
    examples: int
    train_seconds: float
    load_seconds: float
    memory_mb: float
    model_mb: float
    parse_ms: list[float]
    turn_ms: list[float]
    predictions: list[tuple[str, float]]


@dataclass(frozen=True)
class Messages:
    """What is measured with: every text is parsed, `turns` also take the way through policy and action."""

    texts: tuple[str, ...]
    turns: tuple[str, ...]


class Runs:
    """Makes runs in folders below `folder`; the action server must be up at `actions_url`."""

    def __init__(self, folder: Path, settings: Settings, progress: Progress, actions_url: str) -> None:
        self._folder = folder
        self._settings = settings
        self._progress = progress
        self._actions_url = actions_url

    def run(self, system: System, examples: Sequence[Example], messages: Messages) -> Measured:
        """What was measured now, or in an earlier run of the same system, sample and texts. Raises SetupError."""
        folder = self._folder / _fingerprint(system, examples, messages)
        kept = folder / "measured.json"
        if kept.is_file():
            self._progress.say(f"✓ {system.name} on {len(examples)} examples: measured before")
            return _read(kept)
        write_project(folder, system.config, examples, ROOT)
        begun = time.monotonic()
        with self._progress.step(f"Training {system.name} on {len(examples)} examples") as step:
            self._call(("rasa", "train", "--force", "--skip-validation", "--fixed-model-name", "model"), folder, step)
        trained = time.monotonic() - begun
        model = folder / "models" / "model.tar.gz"
        with self._progress.step(f"Measuring {system.name}"):
            told = self._measure(model, messages, is_ours=system.name == OURS)
        size = model.stat().st_size / 1e6
        measured = Measured(system=system.name, examples=len(examples), train_seconds=trained, model_mb=size, **told)
        kept.write_text(json.dumps(asdict(measured), ensure_ascii=False), encoding="utf-8")
        model.unlink()
        return measured

    def _call(self, arguments: Sequence[str], folder: Path, step: Any) -> None:  # noqa: ANN401 -- a step of Progress
        command = [programs.rasa_python(), "-m", *arguments]
        try:
            run(command, step, folder / "train.log", cwd=folder, environment=programs.environment(self._settings))
        except CommandFailedError as failure:
            raise SetupError(
                f"{failure}\n\nThe training failed; the whole output is in {folder / 'train.log'}."
            ) from None

    def _measure(self, model: Path, messages: Messages, *, is_ours: bool) -> dict[str, Any]:
        asked = {"texts": messages.texts, "turns": messages.turns, "is_ours": is_ours}
        child = subprocess.run(
            [programs.rasa_python(), "-m", "bot.engine.measure", str(model), f"{self._actions_url}/webhook"],
            input=json.dumps(asked),
            env={**programs.environment(self._settings), "LOG_LEVEL": "ERROR"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if child.returncode:
            raise SetupError(f"{child.stderr[-3000:]}\n\nThe model could not be measured.")
        told: dict[str, Any] = json.loads(child.stdout)
        return told


@contextmanager
def action_server(settings: Settings) -> Iterator[str]:
    """The address of an action server that runs as long as the context. Raises SetupError if it does not come up."""
    port = free_port()
    program = programs.actions(settings)
    command = [str(port) if part == str(settings.actions_port) else part for part in program.command]
    environment = {**programs.environment(settings), **program.environment, "LOG_LEVEL": "ERROR"}
    child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(f"{url}/health", child)
        yield url
    finally:
        child.terminate()
        child.wait()


def _wait_for(url: str, child: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + ANSWER_LIMIT
    while not is_healthy(url):
        if child.poll() is not None or time.monotonic() > deadline:
            raise SetupError("the action server did not come up")
        time.sleep(LOOK_AFTER)


def _fingerprint(system: System, examples: Sequence[Example], messages: Messages) -> str:
    digest = hashlib.sha256(json.dumps([system.name, system.config, asdict(messages)], default=str).encode())
    for example in examples:
        digest.update(f"{example.intent}\0{example.written}\n".encode())
    if system.name == OURS:
        for pattern in OUR_CODE:
            for path in sorted(ROOT.glob(pattern)):
                digest.update(path.read_bytes())
    digest.update((ROOT / "requirements" / "rasa.txt").read_bytes())
    return digest.hexdigest()[:16]


def _read(path: Path) -> Measured:
    kept: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Measured(**{**kept, "predictions": [(name, sure) for name, sure in kept["predictions"]]})


def machine() -> str:
    """The machine's shape, for the caption of a table."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB"
