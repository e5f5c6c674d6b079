"""What was asked a moment ago, so that "and for a small team?" can be understood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.schema import contexts


@dataclass(frozen=True, slots=True)
class ContextKey:
    """One person's conversation in one topic of one chat: what is said in private stays there."""

    chat_id: int
    thread_id: int | None
    person_id: int


class Contexts:
    """Recent conversations, as JSON objects that expire."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def get(self, key: ContextKey) -> dict[str, Any] | None:
        """What was put under the key, if it has not expired."""

        async def load(connection: AsyncConnection) -> dict[str, Any] | None:
            found: dict[str, Any] | None = await connection.scalar(
                select(contexts.c.data).where(_at(key), contexts.c.expires_at > self._now())
            )
            return found

        return await self._database.read(load, otherwise=None)

    async def put(self, key: ContextKey, data: dict[str, Any], lifetime: timedelta) -> None:
        """Keeps ``data`` (JSON) under the key for ``lifetime``, in place of what was there."""
        await self._database.execute(
            self._database.upsert(
                contexts,
                {
                    "chat_id": key.chat_id,
                    "thread_id": key.thread_id or 0,
                    "person_id": key.person_id,
                    "data": data,
                    "expires_at": self._now() + lifetime,
                },
            )
        )

    async def purge(self) -> None:
        """Removes what has expired."""
        await self._database.execute(delete(contexts).where(contexts.c.expires_at <= self._now()))


def _at(key: ContextKey) -> ColumnElement[bool]:
    return and_(
        contexts.c.chat_id == key.chat_id,
        contexts.c.thread_id == (key.thread_id or 0),
        contexts.c.person_id == key.person_id,
    )
