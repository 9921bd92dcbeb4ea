"""What the tests of set-up and processes share: settings in a temporary folder, and ports nobody uses."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import Settings, load_settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The defaults, with every folder below a temporary one."""
    return load_settings({}, tmp_path)


@pytest.fixture
def free_port() -> Callable[[], int]:
    """A function that finds a port nobody listens on."""

    def find() -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
            return port

    return find
