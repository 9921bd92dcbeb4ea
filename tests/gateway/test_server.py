"""The real process: killed and started again it loses nothing, and told to stop it stops at once."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.settings import ROOT
from tests.conversation.fake_engine import TOKEN, FakeEngine
from tests.gateway.conftest import Guest

CONVERSATIONS, MESSAGES = 20, 3


class LeisurelyEngine(FakeEngine):
    """Takes a moment for each turn, as the real one does."""

    async def answer(self, body: dict[str, Any]) -> httpx.Response:
        await asyncio.sleep(0.15)
        return await super().answer(body)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@asynccontextmanager
async def listening(engine: FakeEngine, port: int) -> AsyncIterator[None]:
    """The engine behind a real port."""

    async def endpoint(request: Request) -> Response:
        body = await request.body()
        asked = httpx.Request(request.method, str(request.url), headers=request.headers.raw, content=body)
        answer = await engine.handle_async_request(asked)
        return Response(answer.content, answer.status_code, media_type="application/json")

    app = Starlette(routes=[Route("/{path:path}", endpoint, methods=["GET", "POST"])])
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    yield
    server.should_exit = True
    await serving


class Gateway:
    """The gateway as a process of its own."""

    def __init__(self, var_dir: Path, rasa_port: int) -> None:
        self.port = free_port()
        self.environ = {
            **os.environ,
            "BOT_GATEWAY_PORT": str(self.port),
            "BOT_RASA_PORT": str(rasa_port),
            "BOT_ACTIONS_PORT": str(free_port()),
            "BOT_VAR_DIR": str(var_dir),
            "BOT_ENGINE_TOKEN": TOKEN,
        }
        self.log = var_dir / "gateway.log"
        self.process: asyncio.subprocess.Process

    async def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot.gateway", cwd=ROOT, env=self.environ, stderr=log, stdout=log
            )
        async with asyncio.timeout(30), httpx.AsyncClient(trust_env=False) as client:
            while True:
                try:
                    await client.get(f"http://127.0.0.1:{self.port}/health/live")
                except httpx.TransportError:
                    assert self.process.returncode is None, self.log.read_text(encoding="utf-8")
                    await asyncio.sleep(0.05)
                else:
                    return

    async def end(self, signal_number: int) -> int:
        if self.process.returncode is None:
            self.process.send_signal(signal_number)
        async with asyncio.timeout(20):
            return await self.process.wait()


@pytest.fixture
async def engine() -> AsyncIterator[tuple[LeisurelyEngine, int]]:
    one, port = LeisurelyEngine(), free_port()
    async with listening(one, port):
        yield one, port


@pytest.fixture
async def gateway(engine: tuple[LeisurelyEngine, int], tmp_path: Path) -> AsyncIterator[Gateway]:
    one = Gateway(tmp_path, engine[1])
    await one.start()
    yield one
    await one.end(signal.SIGKILL)


async def insist(guest: Guest, number: int) -> int:
    """Send a message as a patient client does: with the same id, until it is acknowledged."""
    while True:
        try:
            response = await guest.send(client_id=f"m{number}", text=f"第{number}条")
        except httpx.TransportError:
            await asyncio.sleep(0.05)
        else:
            return int(response.json()["seq"])


async def hold_conversation(guest: Guest) -> list[dict[str, Any]]:
    seqs = [await insist(guest, number) for number in range(MESSAGES)]
    while True:
        try:
            entries: list[dict[str, Any]] = (await guest.read()).json()["messages"]
        except httpx.TransportError:
            entries = []
        if set(seqs) <= {entry["reply_to"] for entry in entries if entry["message"]["kind"] != "notice"}:
            return entries
        await asyncio.sleep(0.05)


async def test_a_killed_gateway_answers_every_accepted_message_once_and_in_order(
    gateway: Gateway, engine: tuple[LeisurelyEngine, int]
) -> None:
    limits = httpx.Limits(max_connections=100)
    url = f"http://127.0.0.1:{gateway.port}"
    async with httpx.AsyncClient(base_url=url, trust_env=False, limits=limits, timeout=30) as client:
        guests = [await Guest(client).enter() for _ in range(CONVERSATIONS)]
        talking = [asyncio.create_task(hold_conversation(guest)) for guest in guests]
        for pause in (0.1, 0.2):
            await asyncio.sleep(pause)
            await gateway.end(signal.SIGKILL)
            await gateway.start()
        async with asyncio.timeout(60):
            histories = await asyncio.gather(*talking)
    for entries in histories:
        said = [entry["message"]["text"] for entry in entries if entry["role"] == "customer"]
        answered = [
            entry["message"]["text"] for entry in entries if entry["message"].get("text", "").startswith("收到")
        ]
        assert said == [f"第{number}条" for number in range(MESSAGES)]
        assert answered == [f"收到：第{number}条" for number in range(MESSAGES)]
        assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
    assert set(engine[0].runs.values()) == {1}


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
async def test_a_gateway_told_to_stop_lets_long_polls_go_and_stops(gateway: Gateway, stop: signal.Signals) -> None:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{gateway.port}", trust_env=False, timeout=30) as client:
        guest = await Guest(client).enter()
        waiting = asyncio.create_task(guest.read(after=2, wait=25))
        await asyncio.sleep(0.2)
        async with asyncio.timeout(5):
            assert await gateway.end(stop) in {0, -stop}
        assert (await waiting).json()["messages"] == []
    log = gateway.log.read_text(encoding="utf-8")
    assert "gateway stopped" in log
    assert "Traceback" not in log


@pytest.mark.parametrize("trouble", ["port", "database"])
async def test_what_keeps_a_gateway_from_starting_is_named(gateway: Gateway, tmp_path: Path, trouble: str) -> None:
    second = Gateway(tmp_path, 1)
    if trouble == "port":
        second.environ["BOT_GATEWAY_PORT"] = str(gateway.port)
        complaint = str(gateway.port)
    else:
        second.environ["BOT_DATABASE_URL"] = f"postgresql://nobody@127.0.0.1:{free_port()}/none"
        complaint = "connection"
    second.log = tmp_path / "second.log"
    with second.log.open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.gateway", cwd=ROOT, env=second.environ, stderr=log
        )
        assert await process.wait() != 0
    assert complaint in second.log.read_text(encoding="utf-8")
