"""An SQLite file, used on the spot.

What is asked of it takes a fraction of a millisecond and waits for no disk: SQLite appends to its log in the page
cache of the system. To hand that to a thread and back would take several times as long, and under load many times, as
the threads of Python wait for each other. So it is done right in the event loop. What may take longer, or waits for
the disk, is done aside, in a thread; and who finds the file locked by another program tries again in a moment.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, StaticPool

from bot.storage import urls
from bot.storage.deadline import Deadline

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
                if not _is_busy(error) or asyncio.get_running_loop().time() >= end:
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
            if self._file is not None and not _is_busy(error):
                self._hang_up()
            raise

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


def _is_busy(error: DBAPIError) -> bool:
    """Whether another has locked the file."""
    return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _BUSY
