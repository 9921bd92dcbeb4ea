"""Runs the migrations of the conversation store on the connection it is given, or on the database of the settings."""

import asyncio

from alembic import context
from sqlalchemy import Connection

from bot.conversation.database import open_database
from bot.conversation.models import Table
from bot.settings import load_settings


def run(connection: Connection) -> None:
    """Run what `alembic` was asked for on this connection."""
    context.configure(connection=connection, target_metadata=Table.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


async def run_on_settings() -> None:
    """Open the database of the settings; for `alembic` at a shell, as when a new revision is written."""
    engine = open_database(load_settings().database_url)
    async with engine.begin() as connection:
        await connection.run_sync(run)
    await engine.dispose()


if given := context.config.attributes.get("connection"):
    run(given)
else:
    asyncio.run(run_on_settings())
