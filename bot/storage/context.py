"""What was asked a moment ago, so that "and for a small team?" can be understood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select

from bot.storage.database import Database
from bot.storage.later import Later
from bot.storage.schema import Moment, contexts


@dataclass(frozen=True, slots=True)
class ContextKey:
    """One person's conversation in one topic of one chat: what is said in private stays there."""

    chat_id: int
    thread_id: int | None
    person_id: int


class Contexts:
    """Recent conversations, as JSON objects that expire."""

    def __init__(self, database: Database, later: Later, now: Callable[[], datetime]) -> None:
        self._database = database
        self._later = later
        self._now = now
        self._one = select(contexts.c.data).where(
            contexts.c.chat_id == bindparam("chat_id"),
            contexts.c.thread_id == bindparam("thread_id"),
            contexts.c.person_id == bindparam("person_id"),
            contexts.c.expires_at > bindparam("now", type_=Moment),
        )
        self._putting = database.upsert(contexts, ("chat_id", "thread_id", "person_id", "data", "expires_at"))

    async def get(self, key: ContextKey) -> dict[str, Any] | None:
        """What was put under the key, if it has not expired."""
        await self._later.up_to_date(key.chat_id)
        found = await self._database.found(self._one, {**_at(key), "now": self._now()}, otherwise=None)
        return found[0] if found else None

    async def put(self, key: ContextKey, data: dict[str, Any], lifetime: timedelta) -> None:
        """Keeps ``data`` (JSON) under the key for ``lifetime``, in place of what was there."""
        row = {**_at(key), "data": data, "expires_at": self._now() + lifetime}
        self._later.write(self._putting, row, key.chat_id)

    async def purge(self) -> None:
        """Removes what has expired."""
        await self._database.execute(delete(contexts).where(contexts.c.expires_at <= self._now()), aside=True)


def _at(key: ContextKey) -> dict[str, Any]:
    return {"chat_id": key.chat_id, "thread_id": key.thread_id or 0, "person_id": key.person_id}
