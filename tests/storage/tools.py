"""What the tests need beside the store: a clock, a look into the tables, a line to PostgreSQL that can be cut."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, CursorResult, Executable, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import postgres, sqlite
from bot.storage.urls import driver_url, is_sqlite

T = TypeVar("T")


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def advance(self, **by: float) -> None:
        self.time += timedelta(**by)


class Spot:
    """A connection to SQLite that looks like one to PostgreSQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def execute(self, statement: Executable, parameters: dict[str, Any] | None = None) -> CursorResult[Any]:
        return self._connection.execute(statement, parameters)

    async def run_sync(self, work: Callable[..., T], *arguments: Any) -> T:
        return work(self._connection, *arguments)


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[AsyncConnection | Spot]:
    """A transaction past the store."""
    if is_sqlite(driver_url(url)):
        with sqlite.engine(driver_url(url)).connect() as connection, connection.begin():
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield Spot(connection)
        return
    engine = postgres.engine(driver_url(url))
    try:
        async with engine.begin() as begun:
            yield begun
    finally:
        await engine.dispose()


async def rows(url: str, statement: str) -> Sequence[tuple[Any, ...]]:
    async with connected(url) as connection:
        return [tuple(row) for row in await connection.execute(text(statement))]


class Line:
    """A TCP line to a server, which can be cut (nobody listens any more) and held (nobody answers any more)."""

    def __init__(self, url: str) -> None:
        self._target = make_url(url)
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._served: list[asyncio.Future[None]] = []
        self._open = asyncio.Event()
        self._open.set()
        self.port = 0

    @property
    def url(self) -> str:
        return self._target.set(host="127.0.0.1", port=self.port).render_as_string(hide_password=False)

    async def connect(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        assert self._server is not None
        self._server.close()
        self.let_go()
        for writer in self._writers:
            writer.transport.abort()
        await asyncio.gather(*self._served, return_exceptions=True)

    def hold(self) -> None:
        self._open.clear()

    def let_go(self) -> None:
        self._open.set()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._served.append(over)
        far_reader, far_writer = await asyncio.open_connection(self._target.host, self._target.port or 5432)
        await asyncio.gather(self._forward(reader, far_writer), self._forward(far_reader, writer))
        over.set_result(None)

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        with suppress(OSError):
            while data := await reader.read(65536):
                await self._open.wait()
                writer.write(data)
                await writer.drain()
        writer.close()
        self._writers.discard(writer)
