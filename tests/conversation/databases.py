"""Empty databases for tests: SQLite in a file, PostgreSQL in a schema of its own that goes away afterwards."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

POSTGRESQL = os.environ.get("BOT_TEST_POSTGRESQL", "postgresql://root@127.0.0.1:5432/test")
KINDS = ("sqlite", "postgresql")


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of a database without any table."""
    if kind == "sqlite":
        yield f"sqlite+aiosqlite:///{folder}/conversations.db"
        return
    schema = f"test_{uuid.uuid4().hex}"
    with _postgresql() as connection:
        connection.execute(f"CREATE SCHEMA {schema}".encode())
        try:
            yield f"{POSTGRESQL}?options=-csearch_path%3D{schema}"
        finally:
            connection.execute(f"DROP SCHEMA {schema} CASCADE".encode())


def _postgresql() -> psycopg.Connection:
    try:
        return psycopg.connect(POSTGRESQL, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        sentence = f"SKIPPED LOUDLY: no PostgreSQL at {POSTGRESQL} ({error}); the store was tested on SQLite alone."
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)
