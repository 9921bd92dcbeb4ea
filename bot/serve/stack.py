"""`bot serve`: everything from the free port to the last process stopped; the parts are in the modules beside it."""

import contextlib
import fcntl
import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType

from bot.errors import SetupError
from bot.serve import programs
from bot.serve.command import tail
from bot.serve.model import ensure_model
from bot.serve.ports import check_ports
from bot.serve.programs import Program
from bot.serve.progress import Progress
from bot.serve.supervisord import Supervisord, SupervisordGoneError
from bot.serve.watch import Watch
from bot.settings import Settings

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LOOK_AFTER = 0.5  # seconds between two rounds of the watch
NOTICE_STOP_AFTER = 0.1  # seconds between two looks at whether we are to stop
START_LIMIT = 180.0  # seconds until everything must be ready; loading the model takes most of them
START_FAILURES = 3  # failures of one program, in a row, after which the start as a whole has failed


class StopRequest:
    """Becomes true with the first signal. A plain flag: a lock taken in a signal handler can wait for itself."""

    def __init__(self) -> None:
        self.received = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """Note the signal; this is the handler."""
        del number, frame
        self.received = True

    def wait(self, seconds: float) -> bool:
        """Whether we are to stop, after that many seconds or as soon as it is known."""
        deadline = time.monotonic() + seconds
        while not self.received and time.monotonic() < deadline:
            time.sleep(NOTICE_STOP_AFTER)
        return self.received


def serve(settings: Settings, progress: Progress) -> None:
    """Run the assistant until Ctrl-C, SIGTERM or SIGHUP. Raises SetupError if it cannot be started."""
    supervisord = Supervisord(settings.var_dir / "run", settings.var_dir / "logs")
    with _only_one(settings.var_dir / "run"):
        try:
            with _on_signals(signal.default_int_handler):
                stop_left_over(supervisord, progress)
                check_ports(settings)
                model = ensure_model(settings, progress)
        except KeyboardInterrupt:
            progress.say("Stopped before anything was started.")
            return
        parts = programs.assistant(settings, model)
        supervise(supervisord, parts, programs.environment(settings), progress, _where_to_go(settings))


def stop_left_over(supervisord: Supervisord, progress: Progress) -> None:
    """Stop the processes of an earlier run whose `bot serve` was killed."""
    if supervisord.is_up():
        with progress.step("Stopping what an earlier run has left"):
            supervisord.stop()


def supervise(
    supervisord: Supervisord, parts: Sequence[Program], environment: Mapping[str, str], progress: Progress, ready: str
) -> None:
    """Run the programs until a signal, saying `ready` once they are healthy. Raises SetupError, with nothing left."""
    stop = StopRequest()
    with _on_signals(stop):
        try:
            supervisord.launch(parts, environment)
            watch = Watch(supervisord, parts, progress.say)
            _wait_until_ready(watch, parts, supervisord.logs, progress, stop)
            if not stop.received:
                progress.say(ready)
            while not stop.wait(LOOK_AFTER):
                watch.look()
        except SupervisordGoneError as error:
            raise SetupError(f"{error}. What it ran is stopped; start again.") from error
        finally:
            progress.say("")
            with progress.step("Stopping"):
                supervisord.stop()


def _wait_until_ready(
    watch: Watch, parts: Sequence[Program], logs: Path, progress: Progress, stop: StopRequest
) -> None:
    deadline = time.monotonic() + START_LIMIT
    with progress.step("Starting the processes") as step:
        while waiting := watch.waiting_for():
            step.detail = f"waiting for {', '.join(waiting)}"
            if stop.wait(LOOK_AFTER):
                return
            watch.look()
            if time.monotonic() > deadline or watch.most_failures() >= START_FAILURES:
                raise SetupError(_why_not_ready(watch, parts, logs))


def _why_not_ready(watch: Watch, parts: Sequence[Program], logs: Path) -> str:
    """The end of the log of the first program, in the order they depend on each other, that holds up the start."""
    waiting = set(watch.waiting_for())
    failing = {name for name in waiting if name in watch.lives and watch.lives[name].failures}
    name = next(part.name for part in parts if part.name in (failing or waiting))
    log = logs / f"{name}.log"
    return (
        f"{tail(log)}\n\n{name} did not get ready. The lines above are the end of {log}; "
        "mend what they name, then start again."
    )


def _where_to_go(settings: Settings) -> str:
    return (
        f"\nThe assistant is running at {settings.gateway_url}\n"
        f"Talk to it: make chat, in another terminal. Logs: {settings.var_dir / 'logs'}. Stop: Ctrl-C.\n"
    )


@contextlib.contextmanager
def _on_signals(handler: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """Handle the signals that stop us. Under `nohup` a terminal that closes is to be ignored, and stays so."""
    ignored = {signal.SIGHUP} if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN else set()
    before = {number: signal.signal(number, handler) for number in STOP_SIGNALS if number not in ignored}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)


@contextlib.contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Hold the lock of this var folder. It goes away with us, however we end. Raises SetupError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "serve.lock").open("a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise SetupError(
                f"The assistant is already running from this folder (pid {lock.read().strip()}); "
                "stop it first, or give this one a BOT_VAR_DIR and ports of its own."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
