"""The questions that found no answer or the wrong one: what the knowledge lacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage import wording
from bot.storage.database import Database
from bot.storage.schema import questions

Reason = Literal["unanswered", "misheard"]

_COMPARED = 200
"""How many recent questions a new one is compared with."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question as it was first asked, and how often it was."""

    text: str
    language: str
    reason: Reason
    readings: tuple[str, ...]
    """What it was nearest to, when it was last asked."""
    count: int
    first_at: datetime
    last_at: datetime


class Questions:
    """Open questions, without anything that says who asked or where."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def unanswered(
        self, text: str, language: str, readings: Sequence[str], reason: Reason = "unanswered"
    ) -> None:
        """Counts a question; one that was asked in nearly the same words is the same."""
        shown = wording.anonymous(text)
        own = wording.fingerprint(shown)
        if not own:
            return
        recent = (
            select(questions.c.fingerprint)
            .where(questions.c.language == language, questions.c.reason == reason)
            .order_by(questions.c.last_at.desc())
            .limit(_COMPARED)
        )

        async def merge(connection: AsyncConnection) -> None:
            fingerprint = wording.nearest(own, (await connection.scalars(recent)).all())
            now = self._now()
            row = {
                "language": language,
                "reason": reason,
                "fingerprint": fingerprint,
                "text": shown,
                "readings": list(readings),
                "count": 1,
                "first_at": now,
                "last_at": now,
            }
            again = {"count": questions.c.count + 1, "readings": list(readings), "last_at": now}
            await connection.execute(self._database.upsert(questions, row, update=again))

        await self._database.write(merge, otherwise=None)

    async def list(self, limit: int = 20) -> Sequence[OpenQuestion]:
        """The open questions, those asked most often first."""
        columns = [questions.c[field.name] for field in fields(OpenQuestion)]
        statement = select(*columns).order_by(questions.c.count.desc(), questions.c.last_at.desc()).limit(limit)

        async def load(connection: AsyncConnection) -> Sequence[OpenQuestion]:
            found = (await connection.execute(statement)).mappings()
            return tuple(OpenQuestion(**{**row, "readings": tuple(row["readings"])}) for row in found)

        return await self._database.read(load, otherwise=())

    async def purge(self, retention: timedelta) -> None:
        """Removes what was last asked longer ago than ``retention``."""
        await self._database.execute(delete(questions).where(questions.c.last_at <= self._now() - retention))
