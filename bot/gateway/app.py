"""Puts the gateway together: store, engine, turns, web channel, routes; knows how the parts fit, not what they do."""

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import httpx
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.middleware import Middleware

from bot.channels.web import WebChannel
from bot.conversation.clock import Clock, SystemClock
from bot.conversation.database import migrate, open_database
from bot.conversation.engine_client import EngineClient
from bot.conversation.intake import Intake
from bot.conversation.store import ConversationStore
from bot.conversation.turns import Sayings, Timing, Turns
from bot.gateway.body_limit import BodyLimit
from bot.gateway.errors import STATUS, ErrorAnswers
from bot.gateway.health import Check, health_routes, http_check
from bot.gateway.routes import conversation_routes
from bot.gateway.sessions import Sessions
from bot.knowledge.phrases import Phrase, load_phrases
from bot.settings import Settings

PHRASES = "phrases/turn.yml"
_GREETING = ("welcome", "welcome_topics")
_SAYINGS = ("notice", "apology_late", "apology_empty")
_BODY_BYTES = 64 * 1024
_GRACE = 5.0  # seconds that turns get to finish when the gateway goes down

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What lies outside of the gateway; tests put their own in its place."""

    clock: Clock = field(default_factory=SystemClock)
    transport: httpx.AsyncBaseTransport | None = None
    grace: float = _GRACE


@dataclass(frozen=True, kw_only=True)
class _Parts:
    database: AsyncEngine
    store: ConversationStore
    engine: EngineClient
    turns: Turns
    channel: WebChannel
    checker: httpx.AsyncClient


def create_app(settings: Settings, surroundings: Surroundings | None = None) -> FastAPI:
    """The application. It opens the store and takes up open turns when it starts, not before.

    Raises DataError when a sentence is missing.
    """
    around = surroundings or Surroundings()
    phrases = load_phrases(settings.data_dir / PHRASES, frozenset({*_GREETING, *_SAYINGS, *STATUS}))
    parts = _parts(settings, phrases, around)
    errors = ErrorAnswers(phrases)
    app = FastAPI(
        title="installment-assistant",
        lifespan=lambda _app: _running(parts, around.grace),
        middleware=[Middleware(BodyLimit, limit=_BODY_BYTES, refuse=lambda: errors.answer("too_large"))],
        docs_url=None,
        redoc_url=None,
    )
    app.state.announcer = parts.turns.announcer
    errors.install(app)
    sessions = Sessions(settings.session_secret, timedelta(days=settings.session_days), around.clock)
    greeting = tuple(phrases[key] for key in _GREETING)
    app.include_router(conversation_routes(parts.channel, sessions, greeting, settings.poll_limit))
    app.include_router(health_routes(_checks(settings, parts)))
    return app


def _parts(settings: Settings, phrases: Mapping[str, Phrase], around: Surroundings) -> _Parts:
    database = open_database(settings.database_url)
    store = ConversationStore(database)
    engine = EngineClient(settings.rasa_url, settings.engine_token, around.clock, around.transport)
    sayings = Sayings(notice=phrases["notice"], late=phrases["apology_late"], empty=phrases["apology_empty"])
    timing = Timing(notice_after=settings.notice_after, deadline=settings.turn_deadline)
    turns = Turns(store, engine, sayings, timing, around.clock)
    intake = Intake(store, turns, around.clock, settings.message_limit)
    return _Parts(
        database=database,
        store=store,
        engine=engine,
        turns=turns,
        channel=WebChannel(store, intake, turns, around.clock),
        checker=httpx.AsyncClient(transport=around.transport, trust_env=False),
    )


@asynccontextmanager
async def _running(parts: _Parts, grace: float) -> AsyncIterator[None]:
    await migrate(parts.database)
    await parts.turns.start()
    _log.info("gateway started", extra={"database": parts.database.dialect.name})
    yield
    await parts.turns.stop(grace)
    await parts.engine.close()
    await parts.checker.aclose()
    await parts.database.dispose()
    _log.info("gateway stopped")


def _checks(settings: Settings, parts: _Parts) -> Mapping[str, Check]:
    return {
        "rasa": http_check(parts.checker, f"{settings.rasa_url}/webhooks/gateway/"),
        "actions": http_check(parts.checker, f"{settings.actions_url}/health"),
        "store": parts.store.check,
    }
