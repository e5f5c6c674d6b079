"""An SQLite file, used on the spot.

What is asked of it takes a fraction of a millisecond and waits for no disk: SQLite appends to its log in the page
cache of the system. To hand that to a thread and back would take several times as long, and under load many times, as
the threads of Python wait for each other. So it is done right in the event loop. What may take longer, or waits for
the disk, is done aside, in a thread; and who finds the file locked by another program tries again in a moment.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, StaticPool

from bot.storage import urls
from bot.storage.deadline import Deadline
from bot.storage.prepared import Batch, Prepared, Statement

T = TypeVar("T")
Work = Callable[[Connection], T]

_PATIENCE = 1.5
"""Seconds that a locked file is waited for."""
_MIGRATION_PATIENCE = 60.0
"""The same while another may be changing the tables, before anybody waits for an answer."""
_AGAIN = 0.02
"""Seconds until it is tried again."""
_LOG_PAGES = 1000
"""Pages of the log from which it is carried over into the file."""
_PAGE = 4096
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


def engine(url: URL) -> Engine:
    """Makes an engine. Nothing is opened yet."""
    made = create_engine(
        url,
        # A database in memory is gone with its connection, so there is one for all.
        poolclass=StaticPool if urls.in_memory(url) else NullPool,
        hide_parameters=True,
        connect_args={"timeout": 0, "isolation_level": None, "check_same_thread": False},
    )
    event.listen(made, "connect", _set_up)
    return made


def transact(connection: Connection, work: Work[T], *, begin: bool) -> T:
    """The outcome of ``work``, in a transaction if one is to ``begin``.

    The driver is told to begin none: it would begin them as readers, and one that then writes fails at once if somebody
    wrote in between.
    """
    with connection.begin():
        if begin:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        return work(connection)


class Sqlite:
    """One file, or a database in memory."""

    insert = Insert
    at_once = 1
    """How many may write at a time."""

    def __init__(self, url: URL) -> None:
        self._file = urls.file(url)
        self._in_memory = urls.in_memory(url)
        self._deadline = Deadline()
        self._engine = engine(url)
        self._at_hand: Connection | None = None
        self._prepared: dict[Statement, Prepared] = {}

    async def run(self, work: Work[T], *, writes: bool, single: bool = False, aside: bool = False) -> T:
        """The outcome of ``work``; ``aside`` if it may take long.

        A ``single`` statement is a transaction by itself.

        Raises:
            DBAPIError: the file is locked for too long, read-only, damaged…
            TimeoutError: it took too long aside.
        """
        begin = writes and not single
        end = asyncio.get_running_loop().time() + _PATIENCE
        while True:
            try:
                if aside and not self._in_memory:
                    return await self._deadline.run(asyncio.to_thread(self._aside, work, begin))
                return self._on_the_spot(work, begin)
            except DBAPIError as error:
                if not _is_busy(error.orig) or asyncio.get_running_loop().time() >= end:
                    raise
            await asyncio.sleep(_AGAIN)

    async def prepared(self, batches: Sequence[Batch], *, writes: bool) -> list[tuple[Any, ...]]:
        """What all statements return, which are executed together.

        Raises:
            sqlite3.Error: the file is locked for too long, read-only, damaged…
        """
        begin = writes and sum(len(rows) for _, rows in batches) > 1
        end = None
        while True:
            try:
                return self._execute(batches, begin)
            except sqlite3.Error as error:
                now = asyncio.get_running_loop().time()
                end = end or now + _PATIENCE
                if not _is_busy(error) or now >= end:
                    raise
            await asyncio.sleep(_AGAIN)

    async def migrate(self, work: Work[T]) -> T:
        """The outcome of work that changes the tables, and may take very long.

        Raises:
            DBAPIError: another changes them for even longer…
        """
        if self._in_memory:
            return self._on_the_spot(work, begin=True)
        return await asyncio.to_thread(self._aside, work, True, _MIGRATION_PATIENCE)

    async def make_way(self) -> None:
        """Makes the folder for the file."""
        if self._file is not None:
            await asyncio.to_thread(self._file.parent.mkdir, parents=True, exist_ok=True)

    async def reopen(self) -> None:
        """Opens the file anew: opened read-only, it would stay so, whatever is permitted by now."""
        if self._file is not None:
            self._hang_up()

    async def tidy(self) -> None:
        """Carries the log over into the file before it is long, which waits for the disk."""
        if self._file is None:
            return
        log = self._file.with_name(f"{self._file.name}-wal")
        if log.exists() and log.stat().st_size > _LOG_PAGES * _PAGE:
            await self.run(_carry_over, writes=False, aside=True)

    async def close(self) -> None:
        """Closes the file. Who closes it last carries the log over, so that is done aside, too."""
        await self._deadline.quiet()
        if self._at_hand is not None:
            connection, self._at_hand = self._at_hand, None
            await asyncio.to_thread(connection.close)
        self._engine.dispose()

    def _on_the_spot(self, work: Work[T], begin: bool) -> T:
        self._at_hand = self._at_hand or self._engine.connect()
        try:
            return transact(self._at_hand, work, begin=begin)
        except DBAPIError as error:
            if self._file is not None and not _is_busy(error.orig):
                self._hang_up()
            raise

    def _execute(self, batches: Sequence[Batch], begin: bool) -> list[tuple[Any, ...]]:
        connection = self._driver()
        try:
            if begin:
                connection.execute("BEGIN IMMEDIATE")
            found = [line for batch in batches for line in self._ready(batch).execute(connection, batch[1])]
            if begin:
                connection.execute("COMMIT")
        except sqlite3.Error as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if self._file is not None and not _is_busy(error):
                self._hang_up()
            raise
        return found

    def _ready(self, batch: Batch) -> Prepared:
        statement, rows = batch
        if statement not in self._prepared:
            self._prepared[statement] = Prepared(statement, rows[0], self._engine.dialect)
        return self._prepared[statement]

    def _driver(self) -> sqlite3.Connection:
        """The driver's own connection."""
        try:
            self._at_hand = self._at_hand or self._engine.connect()
        except DBAPIError as error:
            if isinstance(error.orig, sqlite3.Error):
                raise error.orig from None
            raise
        driver = self._at_hand.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - it is the driver of this dialect
        return driver

    def _aside(self, work: Work[T], begin: bool, patience: float = 0.0) -> T:
        with self._engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={patience * 1000:.0f}")
            connection.rollback()
            return transact(connection, work, begin=begin)

    def _hang_up(self) -> None:
        if self._at_hand is not None:
            connection, self._at_hand = self._at_hand, None
            connection.close()


def _set_up(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Lets readers and one writer work side by side; a power cut may cost the last moments, never the file.

    The log is carried over when nobody waits for it: see :meth:`Sqlite.tidy`.
    """
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA wal_autocheckpoint=0")
        cursor.close()
    except BaseException:
        # The pool has not taken it over yet: nobody else would close it.
        connection.close()
        raise


def _carry_over(connection: Connection) -> None:
    connection.exec_driver_sql("PRAGMA wal_checkpoint")


def _is_busy(error: BaseException | None) -> bool:
    """Whether another has locked the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY
