"""Refuses request bodies that are too large before anything reads them; knows no route and no sentence."""

from collections.abc import Callable

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class BodyTooLargeError(Exception):
    """More came than allowed."""


class BodyLimit:
    """ASGI middleware around the application; `refuse` makes the answer for what is too large."""

    def __init__(self, app: ASGIApp, limit: int, refuse: Callable[[], Response]) -> None:
        self._app = app
        self._limit = limit
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the whole body, or refuse the request as soon as it is too large."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        try:
            body = await self._body(receive)
        except BodyTooLargeError:
            return await self._refuse()(scope, receive, send)
        return await self._app(scope, _replay(body, receive), send)

    async def _body(self, receive: Receive) -> list[Message]:
        """The messages of the body, or those up to the moment when the client went away."""
        messages: list[Message] = []
        size = 0
        while True:
            message = await receive()
            messages.append(message)
            size += len(message.get("body", b""))
            if size > self._limit:
                raise BodyTooLargeError
            if message["type"] != "http.request" or not message.get("more_body", False):
                return messages


def _replay(messages: list[Message], receive: Receive) -> Receive:
    waiting = iter(messages)

    async def next_message() -> Message:
        return next(waiting, None) or await receive()

    return next_message
