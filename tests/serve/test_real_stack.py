"""The real programs: where they listen, what they were started with, and a second Rasa server beside the first."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.serve import programs
from bot.serve.health import is_healthy
from bot.serve.supervisord import Supervisord
from bot.settings import Settings

pytestmark = pytest.mark.stack


@pytest.fixture
def supervisord(stack: Settings) -> Supervisord:
    return Supervisord(stack.var_dir / "run", stack.var_dir / "logs")


def listening_addresses(port: int) -> set[str]:
    """The local addresses, in the kernel's hexadecimal form, on which a port is listened on."""
    rows = [
        row.split() for table in ("tcp", "tcp6") for row in Path("/proc/net", table).read_text("ascii").splitlines()
    ]
    local = [row[1].rpartition(":") for row in rows if row[3] == "0A"]
    return {address for address, _, hexadecimal in local if int(hexadecimal, 16) == port}


def test_rasa_and_the_action_server_listen_on_loopback_only(stack: Settings) -> None:
    loopback = {"0100007F"}
    assert listening_addresses(stack.rasa_port) == loopback
    assert listening_addresses(stack.actions_port) == loopback


def test_telemetry_is_off_in_the_running_processes(supervisord: Supervisord) -> None:
    for name in ("actions", "rasa"):
        environment = Path(f"/proc/{supervisord.held()[name].pid}/environ").read_text(encoding="utf-8").split("\0")
        assert "RASA_TELEMETRY_ENABLED=false" in environment


def test_a_second_rasa_server_runs_beside_the_first_and_goes_again(
    stack: Settings, supervisord: Supervisord, free_port: Callable[[], int]
) -> None:
    before = supervisord.held()
    model = max(stack.models_dir.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    second = programs.rasa("rasa-b", free_port(), model)
    supervisord.add(second)
    try:
        deadline = time.monotonic() + 90
        while not is_healthy(second.health_url):
            assert time.monotonic() < deadline, (supervisord.logs / "rasa-b.log").read_text(encoding="utf-8")
            time.sleep(0.2)
    finally:
        supervisord.remove("rasa-b")
    assert supervisord.held() == before
    assert not is_healthy(second.health_url)
