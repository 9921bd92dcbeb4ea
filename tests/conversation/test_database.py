"""The tables are brought up to date at start, and what the migrations make is what the models say."""

import asyncio
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from bot.conversation.database import migrate, migration_config, open_database
from bot.conversation.models import Table


async def test_the_migrations_make_what_the_models_say(database_url: str) -> None:
    engine = open_database(database_url)
    await migrate(engine)

    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), Table.metadata))

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_migrating_again_changes_nothing(database_url: str) -> None:
    engine = open_database(database_url)
    await migrate(engine)
    await migrate(engine)
    await engine.dispose()


async def test_gateways_that_start_together_migrate_once(database_url: str) -> None:
    engines = [open_database(database_url) for _ in range(3)]
    await asyncio.gather(*(migrate(engine) for engine in engines))
    for engine in engines:
        await engine.dispose()


async def test_migrations_can_be_undone(database_url: str) -> None:
    engine = open_database(database_url)
    await migrate(engine)
    async with engine.begin() as connection:
        await connection.run_sync(lambda one: command.downgrade(migration_config(one), "base"))
        tables = await connection.run_sync(lambda one: set(inspect(one).get_table_names()))
    assert tables <= {"alembic_version"}
    await engine.dispose()


async def test_sqlite_writes_ahead_and_to_the_disk(sqlite_url: str) -> None:
    engine = open_database(sqlite_url)
    async with engine.connect() as connection:
        assert await connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert await connection.scalar(text("PRAGMA synchronous")) == 2  # FULL
        assert await connection.scalar(text("PRAGMA foreign_keys")) == 1
    await engine.dispose()


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite:///{}/a.db", "sqlite+aiosqlite"),
        ("postgresql://root@127.0.0.1/test", "postgresql+psycopg"),
        ("postgres://root@127.0.0.1/test", "postgresql+psycopg"),
    ],
)
def test_a_bare_url_gets_the_installed_driver(url: str, driver: str, tmp_path: Path) -> None:
    assert open_database(url.format(tmp_path)).url.drivername == driver


async def test_the_folder_of_the_database_is_made(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/new/folder/a.db")
    await migrate(engine)
    await engine.dispose()
    assert (tmp_path / "new/folder/a.db").is_file()
