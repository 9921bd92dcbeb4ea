"""Serves the gateway until it is told to stop; knows uvicorn and signals."""

import contextlib
from types import FrameType

import uvicorn

from bot.conversation.announcer import Announcer
from bot.gateway.app import create_app
from bot.gateway.logs import configure_logs
from bot.settings import Settings

_CANNOT_START = 3
_GRACE = 3  # seconds that requests get to finish; long polls are let go at once


class _Server(uvicorn.Server):
    """uvicorn waits for open requests before it lets the application stop, so long polls must end on the signal."""

    def __init__(self, config: uvicorn.Config, announcer: Announcer) -> None:
        super().__init__(config)
        self._announcer = announcer

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Let everybody go who waits for news, then stop as usual."""
        self._announcer.close()
        super().handle_exit(sig, frame)


def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT. Raises SystemExit if the port is taken or the application cannot start."""
    configure_logs(settings.log_level)
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        host=settings.gateway_host,
        port=settings.gateway_port,
        log_config=None,
        access_log=settings.log_level.upper() == "DEBUG",
        timeout_graceful_shutdown=_GRACE,
        server_header=False,
    )
    server = _Server(config, app.state.announcer)
    with contextlib.suppress(KeyboardInterrupt):  # raised again by uvicorn once everything is closed
        server.run()
    if not server.started:
        raise SystemExit(_CANNOT_START)
