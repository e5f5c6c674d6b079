"""One database, and what is done while it is locked, read-only or away: everything but wait for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import migrations, urls
from bot.storage.engine import WRITES, create_engine

logger = logging.getLogger(__name__)

T = TypeVar("T")
D = TypeVar("D")
Work = Callable[[AsyncConnection], Awaitable[T]]

_LIMIT = 2.0
"""Seconds that one operation may take, so that no answer waits for its memory."""
_PREPARATION_LIMIT = 60.0

_TROUBLE = (DBAPIError, OSError)
"""What the database's absence looks like; a ``TimeoutError`` is an ``OSError``, and so is a refused connection."""


class Database:
    """Runs pieces of work in transactions; what fails has its neutral outcome instead.

    After a failure nothing is tried until :meth:`check` has succeeded: while the database is away, operations return at
    once. One that can be read but not written is still read. The log has one line when it goes and one when it is back.
    """

    def __init__(self, url: URL) -> None:
        self._engine = create_engine(url)
        self._writer = self._engine.execution_options(**{WRITES: True})
        self._folder = urls.folder(url)
        self._readable = self._writable = True
        # SQLite has one writer at a time. In here they queue up; between processes they would poll, with no order.
        self._stragglers: set[asyncio.Task[Any]] = set()
        self._turn: AbstractAsyncContextManager[Any] = asyncio.Lock() if urls.is_sqlite(url) else nullcontext()

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
        try:
            return await self._in_time(run())
        except _TROUBLE as error:
            self._failed(error, readable=False)
            return otherwise

    async def write(self, work: Work[T], otherwise: D) -> T | D:
        """The outcome of writing, all or nothing, or ``otherwise`` if the database cannot be written."""

        async def run() -> T | D:
            async with self._turn:
                # Asked here: whoever was before in the queue may have found out that it is away.
                if not self._writable:
                    return otherwise
                async with self._writer.begin() as connection:
                    return await work(connection)

        try:
            return await self._in_time(run())
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
        try:
            await self._prepare()
        except _TROUBLE as error:
            self._failed(error, readable=False)
            return False
        try:
            await self._in_time(self._prove(proof))
        except _TROUBLE as error:
            self._failed(error, readable=True)
            return False
        if not self.healthy:
            logger.info("The database is back: what is asked is remembered again")
        self._readable = self._writable = True
        return True

    async def close(self) -> None:
        """Closes the connections, without waiting long for a server that does not answer."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_LIMIT):
                await asyncio.gather(*self._stragglers, return_exceptions=True)
                await self._engine.dispose()

    async def _prepare(self) -> None:
        async with asyncio.timeout(_PREPARATION_LIMIT):
            if self._folder is not None:
                await asyncio.to_thread(self._folder.mkdir, parents=True, exist_ok=True)
            async with self._engine.connect() as connection:
                if await connection.run_sync(migrations.is_current):
                    return
            async with self._writer.begin() as connection:
                await connection.run_sync(migrations.upgrade)

    async def _prove(self, proof: Executable) -> None:
        async with self._turn, self._writer.begin() as connection:
            await connection.execute(proof)

    async def _in_time(self, work: Coroutine[Any, Any, T]) -> T:
        """The outcome of ``work``.

        Raises:
            TimeoutError: the limit is over. The work is cancelled, and not waited for: the driver may be saying goodbye
                to a server that does not listen.
        """
        task = asyncio.create_task(work)
        try:
            done, _ = await asyncio.wait({task}, timeout=_LIMIT)
        finally:
            if not task.done():
                task.cancel()
                self._stragglers.add(task)
                task.add_done_callback(self._stragglers.discard)
        if not done:
            raise TimeoutError
        return task.result()

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
    if isinstance(error, TimeoutError) and not error.args:
        return f"no answer within {_LIMIT:g} seconds"
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return " ".join([type(cause).__name__, *str(cause).splitlines()[:1]])
