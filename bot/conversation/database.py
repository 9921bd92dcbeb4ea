"""Opens the conversation store's database and brings its tables up to date; knows SQLite's and PostgreSQL's habits.

SQLite begins write transactions with BEGIN IMMEDIATE: a transaction that reads first and writes later would otherwise
fail as soon as somebody else has written in between, whatever the busy timeout.
"""

import sqlite3
import time
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event, make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATION_LOCK = 7_203_115  # any number that all gateways share
_BUSY_SECONDS = 30
_LOOK_AGAIN = 0.02  # seconds
WRITING = "writing"  # execution option of connections that will write


def open_database(url: str) -> AsyncEngine:
    """An engine for the URL; a bare `sqlite://` or `postgresql://` gets the driver that is installed.

    Errors never show the values of a statement, because these are what customers say.
    """
    parsed = make_url(url)
    parsed = parsed.set(drivername=_DRIVERS.get(parsed.drivername, parsed.drivername))
    if parsed.get_backend_name() != "sqlite":
        return create_async_engine(parsed, hide_parameters=True, pool_pre_ping=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(parsed, hide_parameters=True, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


async def migrate(engine: AsyncEngine) -> None:
    """Bring the tables to the newest revision; gateways that start together take turns."""
    async with engine.execution_options(**{WRITING: True}).begin() as connection:
        if engine.dialect.name == "postgresql":
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        await connection.run_sync(_upgrade)


def migration_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration; with a connection the scripts run on it, else on the database of the settings."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    command.upgrade(migration_config(connection), "head")


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 -- SQLAlchemy's wrapper of a DBAPI connection
    connection.isolation_level = None  # the driver must not begin transactions of its own
    cursor = connection.cursor()
    _write_ahead(cursor)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _write_ahead(cursor: Any) -> None:  # noqa: ANN401 -- likewise
    """Switch the database to a write-ahead log; SQLite refuses at once while others use it, busy timeout or not."""
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(_LOOK_AGAIN)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    will_write = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if will_write else "BEGIN")
