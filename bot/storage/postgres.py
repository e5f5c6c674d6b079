"""A PostgreSQL server, which is talked to over the network and so waited for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage.deadline import Deadline
from bot.storage.prepared import Batch

T = TypeVar("T")
Work = Callable[[Connection], T]

_CONNECTIONS = 8
"""How many work at a time, readers and writers each."""
_PATIENCE = 1.5
"""Seconds that a connection may take to come about."""
_CLOSING_LIMIT = 2.0
_MIGRATION_LIMIT = 60.0
"""Seconds. Tables are changed before anybody waits for an answer."""


def engine(url: URL) -> AsyncEngine:
    """Makes an engine. Nothing is opened yet."""
    return create_async_engine(
        url,
        # A connection that died while it lay in the pool is replaced before it is used.
        pool_pre_ping=True,
        pool_size=_CONNECTIONS,
        max_overflow=_CONNECTIONS,
        hide_parameters=True,
        connect_args={"timeout": _PATIENCE},
    )


class Postgres:
    """One database of a server."""

    insert = Insert
    at_once = _CONNECTIONS
    """How many may write at a time."""

    def __init__(self, url: URL) -> None:
        self._engine = engine(url)
        self._deadline = Deadline()

    async def run(self, work: Work[T], *, writes: bool, single: bool = False, aside: bool = False) -> T:
        """The outcome of ``work``.

        Raises:
            DBAPIError: the server refuses or is gone.
            OSError: it cannot be reached, or takes too long.
        """
        return await self._deadline.run(self._write(work) if writes else self._read(work))

    async def prepared(self, batches: Sequence[Batch], *, writes: bool) -> list[tuple[Any, ...]]:
        """What all statements return, which are executed together; the driver prepares them itself.

        Raises:
            DBAPIError: the server refuses or is gone.
            OSError: it cannot be reached, or takes too long.
        """

        def work(connection: Connection) -> list[tuple[Any, ...]]:
            found: list[tuple[Any, ...]] = []
            for statement, rows in batches:
                result = connection.execute(statement, rows if len(rows) > 1 else rows[0])
                found += [tuple(line) for line in result] if result.returns_rows else []
            return found

        return await self.run(work, writes=writes)

    async def migrate(self, work: Work[T]) -> T:
        """The outcome of work that changes the tables, and may take very long."""
        async with asyncio.timeout(_MIGRATION_LIMIT):
            return await self._write(work)

    async def make_way(self) -> None:
        """There is nothing to be made: the operator has made the database."""

    async def reopen(self) -> None:
        """The pool replaces what has died."""

    async def tidy(self) -> None:
        """The server does that."""

    async def close(self) -> None:
        """Closes the connections, without waiting long for a server that does not answer."""
        await self._deadline.quiet()
        try:
            async with asyncio.timeout(_CLOSING_LIMIT):
                await self._engine.dispose()
        except TimeoutError:
            return

    async def _read(self, work: Work[T]) -> T:
        async with self._engine.connect() as connection:
            return await connection.run_sync(work)

    async def _write(self, work: Work[T]) -> T:
        async with self._engine.begin() as connection:
            return await connection.run_sync(work)
