"""Messages of the bot that are to be taken away later, so that a restart in between leaves none behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from bot.storage.database import Database
from bot.storage.schema import deletions

_KEPT = timedelta(days=2)
"""Older messages Telegram lets nobody delete."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """A message with the moment from which it may go."""

    chat_id: int
    message_id: int
    due_at: datetime


class Deletions:
    """What is still to be deleted."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def add(self, chat_id: int, message_id: int, due_at: datetime) -> None:
        """Remembers that a message is to be deleted."""
        row = {"chat_id": chat_id, "message_id": message_id, "due_at": due_at}
        await self._database.execute(self._database.upsert(deletions, row), row=row)

    async def done(self, chat_id: int, message_id: int) -> None:
        """Forgets a message: it is gone, or will not go."""
        await self._database.execute(
            delete(deletions).where(deletions.c.chat_id == chat_id, deletions.c.message_id == message_id)
        )

    async def pending(self) -> Sequence[Deletion]:
        """All that is to be deleted, those due first in front."""
        statement = select(deletions).order_by(deletions.c.due_at)

        def load(connection: Connection) -> Sequence[Deletion]:
            return tuple(Deletion(**row) for row in connection.execute(statement).mappings())

        return await self._database.read(load, otherwise=(), aside=True)

    async def purge(self) -> None:
        """Gives up what can no longer be deleted."""
        overdue = deletions.c.due_at <= self._now() - _KEPT
        await self._database.execute(delete(deletions).where(overdue), aside=True)
