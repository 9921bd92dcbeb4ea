"""Engine doors that hold to the contract, each with one habit; reached through a transport instead of a network."""

import asyncio
import json
from collections import Counter
from typing import Any

import httpx

TOKEN = "engine-token"


class FakeEngine(httpx.AsyncBaseTransport):
    """A door that answers at once, and gives the reply of a message id it has finished again."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.runs: Counter[str] = Counter()
        self.replies: dict[str, dict[str, Any]] = {}
        self.down: set[str] = set()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        if request.method == "GET":
            return self.health(request)
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return httpx.Response(401)
        body: dict[str, Any] = json.loads(request.content)
        self.asked.append(body)
        return await self.answer(body)

    def health(self, request: httpx.Request) -> httpx.Response:
        part = "actions" if request.url.path == "/health" else "rasa"
        if part in self.down:
            raise httpx.ConnectError("nobody listens")
        return httpx.Response(200, json={"status": "ok"})

    async def answer(self, body: dict[str, Any]) -> httpx.Response:
        return httpx.Response(200, json=self.finish(body))

    def finish(self, body: dict[str, Any]) -> dict[str, Any]:
        """Run the turn, unless it has been run."""
        message_id = body["message_id"]
        if message_id not in self.replies:
            self.runs[message_id] += 1
            self.replies[message_id] = {"messages": self.messages(body), "nlu": {"intent": "inform", "confidence": 0.9}}
        return self.replies[message_id]

    def messages(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        said = body.get("payload") or body["text"]
        return [
            {"kind": "text", "text": f"收到：{said}"},
            {"kind": "choices", "text": "要不要继续？", "buttons": [{"title": "继续", "payload": "/next_step"}]},
        ]


class SlowEngine(FakeEngine):
    """Answers as soon as it is let, one request for each `release`."""

    def __init__(self) -> None:
        super().__init__()
        self._permits = asyncio.Semaphore(0)
        self._was_asked = asyncio.Event()

    def release(self, requests: int = 1) -> None:
        for _ in range(requests):
            self._permits.release()

    async def until_asked(self, requests: int = 1) -> None:
        async with asyncio.timeout(10):
            while len(self.asked) < requests:
                self._was_asked.clear()
                await self._was_asked.wait()

    async def answer(self, body: dict[str, Any]) -> httpx.Response:
        self._was_asked.set()
        await self._permits.acquire()
        return await super().answer(body)


class EmptyEngine(FakeEngine):
    """Finishes its turns without a word."""

    def messages(self, body: dict[str, Any]) -> list[dict[str, Any]]:  # noqa: ARG002 -- whatever was said
        return []


class BrokenEngine(FakeEngine):
    """Answers with a status that is no success, a number of times."""

    def __init__(self, status: int = 500, times: int = 1_000_000) -> None:
        super().__init__()
        self.status = status
        self.times = times

    async def answer(self, body: dict[str, Any]) -> httpx.Response:
        if len(self.asked) <= self.times:
            return httpx.Response(self.status, text="boom")
        return await super().answer(body)


class DeadEngine(FakeEngine):
    """Cannot be reached, a number of times."""

    def __init__(self, times: int = 1_000_000, error: type[httpx.TransportError] = httpx.ConnectError) -> None:
        super().__init__()
        self.times = times
        self.error = error

    async def answer(self, body: dict[str, Any]) -> httpx.Response:
        if len(self.asked) <= self.times:
            raise self.error("nobody listens")
        return await super().answer(body)


class ForgetfulEngine(FakeEngine):
    """Finishes each turn and loses the connection before the reply is out, the first time."""

    async def answer(self, body: dict[str, Any]) -> httpx.Response:
        is_new = body["message_id"] not in self.replies
        reply = self.finish(body)
        if is_new:
            raise httpx.RemoteProtocolError("the server went away")
        return httpx.Response(200, json=reply)


class RamblingEngine(FakeEngine):
    """Answers with whatever it is given instead of the contract's JSON."""

    def __init__(self, body: bytes) -> None:
        super().__init__()
        self.body = body

    async def answer(self, body: dict[str, Any]) -> httpx.Response:  # noqa: ARG002 -- likewise
        return httpx.Response(200, content=self.body)
