"""The questions that found no answer or the wrong one: what the knowledge lacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, delete, select

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
        self._counting = database.upsert(
            questions,
            ("language", "reason", "fingerprint", "text", "readings", "count", "first_at", "last_at"),
            update=lambda new: {
                "count": questions.c.count + new["count"],
                "readings": new.readings,
                "last_at": new.last_at,
            },
        )

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

        def merge(connection: Connection) -> None:
            fingerprint = wording.nearest(own, connection.scalars(recent).all())
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
            connection.execute(self._counting, row)

        await self._database.write(merge, otherwise=None)

    async def list(self, limit: int = 20) -> Sequence[OpenQuestion]:
        """The open questions, those asked most often first."""
        columns = [questions.c[field.name] for field in fields(OpenQuestion)]
        statement = select(*columns).order_by(questions.c.count.desc(), questions.c.last_at.desc()).limit(limit)

        def load(connection: Connection) -> Sequence[OpenQuestion]:
            found = connection.execute(statement).mappings()
            return tuple(OpenQuestion(**{**row, "readings": tuple(row["readings"])}) for row in found)

        return await self._database.read(load, otherwise=(), aside=True)

    async def purge(self, retention: timedelta) -> None:
        """Removes what was last asked longer ago than ``retention``."""
        old = questions.c.last_at <= self._now() - retention
        await self._database.execute(delete(questions).where(old), aside=True)
