"""A real supervisord over small programs: held, added, removed, stopped."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.errors import SetupError
from bot.serve.health import is_healthy
from bot.serve.programs import Program
from bot.serve.supervisord import Supervisord, SupervisordGoneError
from bot.serve.watch import Watch

FAKE = Path(__file__).with_name("fake_program.py")


def wait_for(condition: Callable[[], object], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def fake(name: str, port: int) -> Program:
    return Program(name=name, command=(sys.executable, str(FAKE), str(port)), health_url=f"http://127.0.0.1:{port}/")


def has_ended(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or " Z " in status.read_text(encoding="utf-8")


@pytest.fixture
def supervisord(tmp_path: Path) -> Iterator[Supervisord]:
    started = Supervisord(tmp_path / "run", tmp_path / "logs", tmp_path)
    yield started
    started.stop()


def look_until(watch: Watch, condition: Callable[[], object]) -> None:
    def looked() -> object:
        watch.look()
        return condition()

    wait_for(looked)


def pids(supervisord: Supervisord) -> dict[str, int]:
    return {name: held.pid for name, held in supervisord.held().items()}


def test_a_second_rasa_like_program_comes_and_goes_without_touching_the_others(
    supervisord: Supervisord, free_port: Callable[[], int]
) -> None:
    first, second = fake("rasa", free_port()), fake("rasa-b", free_port())
    supervisord.launch([first], os.environ)
    wait_for(lambda: is_healthy(first.health_url))
    before = pids(supervisord)

    supervisord.add(second)
    wait_for(lambda: is_healthy(second.health_url))
    both = pids(supervisord)
    assert both["rasa"] == before["rasa"]

    supervisord.remove("rasa")
    assert list(pids(supervisord)) == ["rasa-b"]
    assert pids(supervisord)["rasa-b"] == both["rasa-b"]
    assert is_healthy(second.health_url)
    assert not is_healthy(first.health_url)

    supervisord.add(first)
    wait_for(lambda: is_healthy(first.health_url))
    assert pids(supervisord)["rasa-b"] == both["rasa-b"]


def test_a_killed_program_is_started_again_visibly(supervisord: Supervisord, free_port: Callable[[], int]) -> None:
    program = fake("rasa", free_port())
    lines: list[str] = []
    supervisord.launch([program], os.environ)
    watch = Watch(supervisord, [program], lines.append)
    look_until(watch, lambda: not watch.waiting_for())
    os.kill(pids(supervisord)["rasa"], signal.SIGKILL)
    look_until(watch, lambda: "ready again" in lines[-1])
    assert lines[1] == "! rasa ended (terminated by SIGKILL); restart number 1 in 1 s"


def test_a_command_that_does_not_exist_is_told_and_retried(supervisord: Supervisord) -> None:
    lines: list[str] = []
    supervisord.launch([Program(name="rasa", command=("/no/such/program",), health_url="")], os.environ)
    watch = Watch(supervisord, [], lines.append)
    look_until(watch, lambda: len(lines) > 1)
    assert lines[0].startswith("! rasa ended (can't find command '/no/such/program'")


def test_the_output_of_a_program_is_in_a_log_of_its_own(supervisord: Supervisord) -> None:
    command = (sys.executable, "-c", "print('hello from', __import__('os').environ['WHO'])")
    program = Program(name="rasa", command=command, health_url="", environment={"WHO": "100% me, too"})
    supervisord.launch([program], os.environ)
    wait_for(lambda: "hello from 100% me, too" in (supervisord.logs / "rasa.log").read_text(encoding="utf-8"))


def test_the_socket_is_for_its_owner_alone(supervisord: Supervisord) -> None:
    supervisord.launch([], os.environ)
    assert (supervisord.folder / "supervisor.sock").stat().st_mode & 0o777 == 0o700


def test_a_program_that_ignores_the_request_to_end_is_killed(
    supervisord: Supervisord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.serve.configuration.STOP_LIMIT", 1)
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(99)"
    )
    supervisord.launch([Program(name="rasa", command=(sys.executable, "-c", stubborn), health_url="")], os.environ)
    wait_for(lambda: "deaf" in (supervisord.logs / "rasa.log").read_text(encoding="utf-8"))
    pid = pids(supervisord)["rasa"]
    supervisord.stop()
    assert not Path(f"/proc/{pid}").exists()


def test_programs_of_a_killed_supervisord_are_stopped_too(
    supervisord: Supervisord, free_port: Callable[[], int]
) -> None:
    program = fake("rasa", free_port())
    supervisord.launch([program], os.environ)
    wait_for(lambda: is_healthy(program.health_url))
    pid = pids(supervisord)["rasa"]
    os.kill(int((supervisord.folder / "supervisord.pid").read_text(encoding="ascii")), signal.SIGKILL)
    wait_for(lambda: not supervisord.is_up())
    with pytest.raises(SupervisordGoneError):
        supervisord.held()
    supervisord.stop()
    wait_for(lambda: has_ended(pid))


def test_a_supervisord_that_cannot_start_is_told(supervisord: Supervisord) -> None:
    broken = Program(name="bad name]", command=("true",), health_url="")
    with pytest.raises(SetupError, match="supervisord did not start"):
        supervisord.launch([broken], os.environ)
