"""What is written a moment later: together with all else that was to be written by then, while nobody waits for it.

A crash may cost what was said in that moment; no more than a power cut may.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict

from bot.storage.database import Database
from bot.storage.prepared import Row, Statement

_MOMENT = 0.05
"""Seconds that are gathered."""


class Later:
    """Gathers rows, each about a chat, and writes them. Who reads about a chat first brings it up to date."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows: dict[Statement, list[Row]] = defaultdict(list)
        self._about: set[int] = set()
        self._written_now: set[int] = set()
        self._writing = asyncio.Lock()
        self._waiting: asyncio.Task[None] | None = None

    def write(self, statement: Statement, row: Row, about: int = 0) -> None:
        """Writes a row soon; ``statement`` is always the same object for rows of one kind."""
        self._rows[statement].append(row)
        self._about.add(about)
        if self._waiting is None:
            self._waiting = asyncio.create_task(self._in_a_moment())

    async def up_to_date(self, about: int = 0) -> None:
        """Returns when all that is known about a chat is written."""
        if about in self._about or about in self._written_now:
            await self.flush()

    async def flush(self) -> None:
        """Writes everything now."""
        async with self._writing:
            rows, self._rows = self._rows, defaultdict(list)
            self._written_now, self._about = self._about, set()
            if rows:
                await self._database.put(list(rows.items()), otherwise=None)
            self._written_now = set()

    async def _in_a_moment(self) -> None:
        await asyncio.sleep(_MOMENT)
        self._waiting = None
        await self.flush()

    async def close(self) -> None:
        """Writes what is left."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
        await self.flush()
