"""One database, and what is done while it is locked, read-only or away: everything but wait for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import migrations, urls
from bot.storage.deadline import Deadline
from bot.storage.engine import CONNECTIONS, WRITES, create_engine

logger = logging.getLogger(__name__)

T = TypeVar("T")
D = TypeVar("D")
Work = Callable[[AsyncConnection], Awaitable[T]]

_CLOSING_LIMIT = 2.0
_MIGRATION_LIMIT = 60.0
"""Seconds. Tables are changed before anybody waits for an answer."""

_TROUBLE = (DBAPIError, OSError)
"""What the database's absence looks like; a ``TimeoutError`` is an ``OSError``, and so is a refused connection."""


class Database:
    """Runs pieces of work in transactions; what fails has its neutral outcome instead.

    After a failure nothing is tried until :meth:`check` has succeeded: while the database is away, operations return at
    once. One that can be read but not written is still read. The log has a line when it goes and one when it is back.
    """

    def __init__(self, url: URL) -> None:
        self._url = url
        self._open()
        self._readable = self._writable = True
        self._deadline = Deadline()
        self._checking = asyncio.Lock()
        # A queue of our own, so that a deadline is about the database and not about how much is asked of it. Left to
        # themselves, SQLite's writers would try again and again.
        self._readers = asyncio.Semaphore(CONNECTIONS)
        self._writers = asyncio.Semaphore(1 if urls.is_sqlite(url) else CONNECTIONS)

    @property
    def healthy(self) -> bool:
        """Whether the last operations went well."""
        return self._readable and self._writable

    async def read(self, work: Work[T], otherwise: D) -> T | D:
        """The outcome of reading, or ``otherwise`` if the database cannot be read."""

        async def run() -> T:
            async with self._engine.connect() as connection:
                return await work(connection)

        if not self._readable:
            return otherwise
        async with self._readers:
            # Whoever was before in the queue may have found out that it is away.
            if not self._readable:
                return otherwise
            try:
                return await self._deadline.run(run())
            except _TROUBLE as error:
                self._failed(error, readable=False)
                return otherwise

    async def write(self, work: Work[T], otherwise: D) -> T | D:
        """The outcome of writing, all or nothing, or ``otherwise`` if the database cannot be written."""

        async def run() -> T:
            async with self._writer.begin() as connection:
                return await work(connection)

        if not self._writable:
            return otherwise
        async with self._writers:
            if not self._writable:
                return otherwise
            try:
                return await self._deadline.run(run())
            except _TROUBLE as error:
                # Refused by a database that is there (locked, read-only), or lost on the way?
                self._failed(error, readable=self._readable and not isinstance(error, OSError))
                return otherwise

    async def execute(self, *statements: Executable) -> bool:
        """Writes, all or nothing; whether it was written."""

        async def run(connection: AsyncConnection) -> bool:
            for statement in statements:
                await connection.execute(statement)
            return True

        return await self.write(run, otherwise=False)

    def upsert(
        self,
        table: Table,
        values: Mapping[str, Any],
        *,
        update: Mapping[str, Any] | None = None,
        where: ColumnElement[bool] | None = None,
    ) -> postgresql.Insert | sqlite.Insert:
        """A statement that inserts a row or, where its key exists, changes it.

        Args:
            table: the table.
            values: the row.
            update: what changes in a row that exists; all of ``values`` by default, nothing if empty.
            where: which rows may be changed.
        """
        dialect = postgresql if self._engine.dialect.name == "postgresql" else sqlite
        insert: postgresql.Insert | sqlite.Insert = dialect.insert(table).values(**values)
        key = list(table.primary_key)
        if update is None:
            update = {name: value for name, value in values.items() if not table.c[name].primary_key}
        if not update:
            return insert.on_conflict_do_nothing(index_elements=key)
        return insert.on_conflict_do_update(index_elements=key, set_=update, where=where)

    async def check(self, proof: Executable) -> bool:
        """Whether the database can be written; if so, operations are tried again.

        Creates what is missing, the folder and the tables, and brings tables of an older version up to date.

        Args:
            proof: a statement that writes something.
        """
        async with self._checking:
            try:
                await self._prepare()
            except _TROUBLE as error:
                self._failed(error, readable=False)
                return False
            self._readable = True
            try:
                async with self._writers:
                    await self._deadline.run(self._prove(proof))
            except _TROUBLE as error:
                self._failed(error, readable=True)
                return False
            if not self._writable:
                logger.info("The database is back: what is asked is remembered again")
            self._writable = True
            return True

    async def close(self) -> None:
        """Closes the connections, without waiting long for a server that does not answer."""
        await self._deadline.quiet()
        with suppress(TimeoutError):
            async with asyncio.timeout(_CLOSING_LIMIT):
                await self._engine.dispose()

    async def _prepare(self) -> None:
        folder = urls.folder(self._url)
        if folder is not None:
            if not self.healthy:
                await self._reopen()
            await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
        if not await self._deadline.run(self._is_current()):
            async with asyncio.timeout(_MIGRATION_LIMIT), self._writer.begin() as connection:
                await connection.run_sync(migrations.upgrade)

    def _open(self) -> None:
        self._engine = create_engine(self._url)
        self._writer = self._engine.execution_options(**{WRITES: True})

    async def _reopen(self) -> None:
        """Opens a file that gives trouble anew: opened read-only, it would stay so, whatever is permitted by now."""
        before = self._engine
        self._open()
        await self._deadline.quiet()
        await before.dispose()

    async def _is_current(self) -> bool:
        async with self._engine.connect() as connection:
            return await connection.run_sync(migrations.is_current)

    async def _prove(self, proof: Executable) -> None:
        async with self._writer.begin() as connection:
            await connection.execute(proof)

    def _failed(self, error: Exception, *, readable: bool) -> None:
        if self.healthy:
            logger.warning(
                "The database cannot be %s; answers go on without memory until it is back: %s",
                "written" if readable else "reached",
                _in_a_line(error),
            )
        self._readable, self._writable = readable, False


def _in_a_line(error: Exception) -> str:
    """What went wrong, in the driver's own words: SQLAlchemy's would quote the statement."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return " ".join([type(cause).__name__, *str(cause).splitlines()[:1]])
