"""The connections to the database, and how its two kinds are made to behave alike."""

from __future__ import annotations

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry

from bot.storage import urls

WRITES = "bot_writes"
"""The execution option of a connection whose transactions write."""

CONNECTIONS = 8
"""How many work at a time, readers and writers each."""

_PATIENCE = 1.5
"""Seconds that SQLite waits for another writer, and PostgreSQL for a connection."""


def create_engine(url: URL) -> AsyncEngine:
    """Makes an engine. Nothing is opened yet."""
    if not urls.is_sqlite(url):
        # A connection that died while it lay in the pool is replaced before it is used.
        return create_async_engine(
            url,
            pool_pre_ping=True,
            pool_size=CONNECTIONS,
            max_overflow=CONNECTIONS,
            hide_parameters=True,
            connect_args={"timeout": _PATIENCE},
        )
    engine = create_async_engine(
        url,
        poolclass=AsyncAdaptedQueuePool,
        # One connection is all that a database in memory can have: each has its own.
        pool_size=1 if urls.in_memory(url) else CONNECTIONS,
        max_overflow=0 if urls.in_memory(url) else CONNECTIONS,
        hide_parameters=True,
        connect_args={"timeout": _PATIENCE, "isolation_level": None},
    )
    event.listen(engine.sync_engine, "connect", _set_up_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Lets readers and one writer work side by side; a power cut may cost the last moments, never the file."""
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.close()
    except BaseException:
        # The pool has not taken it over yet: nobody else would close it.
        connection.close()
        raise


def _begin_sqlite(connection: Connection) -> None:
    """Begins transactions in the driver's place.

    The driver begins none before changes of tables, and begins the others as readers: one that then writes fails at
    once if somebody wrote in between, however long it might have waited.
    """
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
