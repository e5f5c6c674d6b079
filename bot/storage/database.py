"""One database, and what is done while it is locked, read-only or away: everything but wait for it."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from sqlalchemy import ColumnElement, Connection, Executable, Select, Table
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from bot.storage import migrations, urls
from bot.storage.prepared import Batch, Row
from bot.storage.sqlite import Sqlite

if TYPE_CHECKING:
    # A dialect and its driver are large, and one of them is all that is needed.
    from sqlalchemy.dialects import postgresql, sqlite

logger = logging.getLogger(__name__)

T = TypeVar("T")
D = TypeVar("D")
Work = Callable[[Connection], T]
New = ReadOnlyColumnCollection[str, Any]
"""The values of the row that was to be inserted."""

_READERS = 8
"""How many read at a time."""
_TROUBLE = (DBAPIError, sqlite3.Error, OSError)
"""What the database's absence looks like; a ``TimeoutError`` is an ``OSError``, and so is a refused connection."""


class Access(Protocol):
    """The way to a database of one kind."""

    @property
    def insert(self) -> type[postgresql.Insert] | type[sqlite.Insert]: ...  # noqa: D102 - see the kinds
    @property
    def at_once(self) -> int: ...  # noqa: D102
    async def run(  # noqa: D102
        self, work: Work[T], *, writes: bool, single: bool = False, aside: bool = False
    ) -> T: ...
    async def prepared(self, batches: Sequence[Batch], *, writes: bool) -> list[tuple[Any, ...]]: ...  # noqa: D102
    async def migrate(self, work: Work[T]) -> T: ...  # noqa: D102
    async def make_way(self) -> None: ...  # noqa: D102
    async def reopen(self) -> None: ...  # noqa: D102
    async def tidy(self) -> None: ...  # noqa: D102
    async def close(self) -> None: ...  # noqa: D102


class Database:
    """Runs pieces of work in transactions; what fails has its neutral outcome instead.

    After a failure nothing is tried until :meth:`check` has succeeded: while the database is away, operations return at
    once. One that can be read but not written is still read. The log has a line when it goes and one when it is back.
    """

    def __init__(self, url: URL) -> None:
        self._access = _access(url)
        self._readable = self._writable = True
        self._checking = asyncio.Lock()
        # A queue of our own, so that a deadline is about the database and not about how much is asked of it.
        self._readers = asyncio.Semaphore(_READERS)
        self._writers = asyncio.Semaphore(self._access.at_once)

    @property
    def healthy(self) -> bool:
        """Whether the last operations went well."""
        return self._readable and self._writable

    async def read(self, work: Work[T], otherwise: D, *, aside: bool = False) -> T | D:
        """The outcome of reading, or ``otherwise`` if the database cannot be read; ``aside`` if it may take long."""
        return await self._read(lambda: self._access.run(work, writes=False, aside=aside), otherwise)

    async def write(self, work: Work[T], otherwise: D, *, single: bool = False, aside: bool = False) -> T | D:
        """The outcome of writing, all or nothing, or ``otherwise`` if the database cannot be written.

        Args:
            work: what is written.
            otherwise: the outcome if it cannot be.
            single: whether it is one statement.
            aside: whether it may take long.
        """
        return await self._write(lambda: self._access.run(work, writes=True, single=single, aside=aside), otherwise)

    async def found(self, statement: Select[Any], row: Row, otherwise: D) -> tuple[Any, ...] | D | None:
        """The first line that a statement finds, if there is one; ``row`` is what the statement leaves open.

        For what every update needs: the statement is always the same object.
        """
        lines = await self._read(lambda: self._access.prepared([(statement, [row])], writes=False), None)
        return otherwise if lines is None else next(iter(lines), None)

    async def put(self, batches: Sequence[Batch], otherwise: D) -> list[tuple[Any, ...]] | D:
        """Writes rows, all or nothing; what the statements return.

        For what every update needs: the statements are always the same objects.
        """
        return await self._write(lambda: self._access.prepared(batches, writes=True), otherwise)

    async def execute(self, *statements: Executable, row: Row | None = None, aside: bool = False) -> bool:
        """Writes, all or nothing; whether it was written. ``row`` is what the statements leave open."""

        def run(connection: Connection) -> bool:
            for statement in statements:
                connection.execute(statement, row)
            return True

        return await self.write(run, otherwise=False, single=len(statements) == 1, aside=aside)

    def upsert(
        self,
        table: Table,
        columns: Collection[str],
        *,
        update: Callable[[New], Mapping[str, Any]] | None = None,
        where: Callable[[New], ColumnElement[bool]] | None = None,
    ) -> postgresql.Insert | sqlite.Insert:
        """A statement that inserts a row or, where its key exists, changes it.

        Args:
            table: the table.
            columns: those that the row has, which is given when the statement is executed.
            update: what changes in a row that exists, given the new one; all of ``columns`` by default, nothing if
                empty.
            where: which rows may be changed, given the new one.
        """
        insert = self._access.insert(table)
        new = insert.excluded
        key = list(table.primary_key)
        changed = update(new) if update else {name: new[name] for name in columns if not table.c[name].primary_key}
        if not changed:
            return insert.on_conflict_do_nothing(index_elements=key)
        return insert.on_conflict_do_update(index_elements=key, set_=changed, where=where(new) if where else None)

    async def check(self, proof: Executable, row: Row) -> bool:
        """Whether the database can be written; if so, operations are tried again.

        Creates what is missing, the folder and the tables, and brings tables of an older version up to date.

        Args:
            proof: a statement that writes something.
            row: what it writes.
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
                    await self._access.run(lambda connection: connection.execute(proof, row), writes=True)
            except _TROUBLE as error:
                self._failed(error, readable=True)
                return False
            if not self._writable:
                logger.info("The database is back: what is asked is remembered again")
            self._writable = True
            return True

    async def tidy(self) -> None:
        """Does what is due now and then."""
        try:
            await self._access.tidy()
        except _TROUBLE as error:
            self._failed(error, readable=True)

    async def close(self) -> None:
        """Closes the connections."""
        await self._access.close()

    async def _read(self, reading: Callable[[], Awaitable[T]], otherwise: D) -> T | D:
        if not self._readable:
            return otherwise
        async with self._readers:
            # Whoever was before in the queue may have found out that it is away.
            if not self._readable:
                return otherwise
            try:
                return await reading()
            except _TROUBLE as error:
                self._failed(error, readable=False)
                return otherwise

    async def _write(self, writing: Callable[[], Awaitable[T]], otherwise: D) -> T | D:
        if not self._writable:
            return otherwise
        async with self._writers:
            if not self._writable:
                return otherwise
            try:
                return await writing()
            except _TROUBLE as error:
                # Refused by a database that is there (locked, read-only), or lost on the way?
                self._failed(error, readable=self._readable and not isinstance(error, OSError))
                return otherwise

    async def _prepare(self) -> None:
        if not self.healthy:
            await self._access.reopen()
        await self._access.make_way()
        if not await self._access.run(migrations.is_current, writes=False):
            await self._access.migrate(migrations.upgrade)

    def _failed(self, error: Exception, *, readable: bool) -> None:
        if self.healthy:
            logger.warning(
                "The database cannot be %s; answers go on without memory until it is back: %s",
                "written" if readable else "reached",
                _in_a_line(error),
            )
        self._readable, self._writable = readable, False


def _access(url: URL) -> Access:
    if urls.is_sqlite(url):
        return Sqlite(url)
    from bot.storage.postgres import Postgres  # noqa: PLC0415 - a driver that few need

    return Postgres(url)


def _in_a_line(error: Exception) -> str:
    """What went wrong, in the driver's own words: SQLAlchemy's would quote the statement."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return " ".join([type(cause).__name__, *str(cause).splitlines()[:1]])
