"""Says whether the gateway lives and whether it can do its work; knows what it depends on, repairs nothing."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Literal

import httpx
from fastapi import APIRouter, Response, status
from pydantic import BaseModel

_TIMEOUT = 2.0

_log = logging.getLogger(__name__)

Check = Callable[[], Awaitable[None]]


class Live(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """Whether turns can be answered; `down` names what is missing, `checks` says of each part whether it is up."""

    status: Literal["ready", "unavailable"]
    down: list[str]
    checks: dict[str, Literal["up", "down"]]


def health_routes(checks: Mapping[str, Check]) -> APIRouter:
    """The two routes; each check raises whatever it finds wrong."""
    router = APIRouter(prefix="/health", tags=["health"])

    @router.get("/live", summary="Does the process answer?")
    async def live() -> Live:
        return Live()

    @router.get(
        "/ready",
        summary="Can turns be answered?",
        responses={503: {"model": Ready, "description": "something is down"}},
    )
    async def ready(response: Response) -> Ready:
        results = await asyncio.gather(*(_is_up(name, check) for name, check in checks.items()))
        down = [name for name, is_up in zip(checks, results, strict=True) if not is_up]
        if down:
            response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
        return Ready(
            status="unavailable" if down else "ready",
            down=down,
            checks={name: "down" if name in down else "up" for name in checks},
        )

    return router


def http_check(client: httpx.AsyncClient, url: str) -> Check:
    """A check that the address answers with 200."""

    async def check() -> None:
        (await client.get(url)).raise_for_status()

    return check


async def _is_up(name: str, check: Check) -> bool:
    try:
        async with asyncio.timeout(_TIMEOUT):
            await check()
    except Exception as error:  # noqa: BLE001 -- whatever it is, the part is down and the rest is still to be checked
        _log.warning("part is down", extra={"part": name, "cause": type(error).__name__})
        return False
    return True
