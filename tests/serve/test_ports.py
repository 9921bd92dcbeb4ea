"""A taken port is named before anything starts."""

import dataclasses
import os
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.errors import SetupError
from bot.serve.ports import check_ports, holder
from bot.settings import Settings


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def free(settings: Settings, free_port: Callable[[], int]) -> Settings:
    return dataclasses.replace(settings, gateway_port=free_port(), rasa_port=free_port(), actions_port=free_port())


def test_free_ports_pass(free: Settings) -> None:
    check_ports(free)


@pytest.mark.parametrize(
    ("name", "variable"),
    [("gateway_port", "BOT_GATEWAY_PORT"), ("rasa_port", "BOT_RASA_PORT"), ("actions_port", "BOT_ACTIONS_PORT")],
)
def test_a_taken_port_is_named_with_its_setting_and_its_holder(
    free: Settings, taken_port: int, name: str, variable: str
) -> None:
    ports: dict[str, Any] = {name: taken_port}
    with pytest.raises(SetupError) as error:
        check_ports(dataclasses.replace(free, **ports))
    assert f"Port {taken_port} ({variable}) is taken by “" in str(error.value)
    assert f"(pid {os.getpid()})" in str(error.value)


def test_all_taken_ports_are_told_at_once(free: Settings, taken_port: int) -> None:
    with pytest.raises(SetupError) as error:
        check_ports(dataclasses.replace(free, gateway_port=taken_port, rasa_port=taken_port))
    assert len(str(error.value).splitlines()) == 2


def test_the_holder_is_unknown_where_nobody_listens(free_port: Callable[[], int]) -> None:
    assert holder(free_port()) == ""


def test_an_address_of_another_machine_is_refused(free: Settings) -> None:
    with pytest.raises(SetupError, match=r"cannot be opened on 192\.0\.2\.1"):
        check_ports(dataclasses.replace(free, gateway_host="192.0.2.1"))
