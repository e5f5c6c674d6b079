"""Counters per day: how much is asked, where, and how well it goes. They know of no person and no chat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, RowMapping, Table, delete, func, select

from bot.storage.database import Database
from bot.storage.later import Later
from bot.storage.schema import feedback, statistics

COUNTED_DAYS = 400
"""Long enough to compare with a year ago."""
_TOP = 10


@dataclass(frozen=True, slots=True)
class Summary:
    """What happened in some days; the mappings count questions, the most frequent first."""

    questions: int
    answered: int
    doors: Mapping[str, int]
    languages: Mapping[str, int]
    kinds: Mapping[str, int]
    top_answers: Sequence[tuple[str, int]]

    @property
    def share_answered(self) -> float:
        """From 0 to 1; 0 where nothing was asked."""
        return self.answered / self.questions if self.questions else 0.0


@dataclass(frozen=True, slots=True)
class FeedbackCount:
    """How often an answer met with a verdict."""

    answer_key: str
    verdict: str
    count: int


class _DailyCounters:
    """A table whose key is a day and what is counted."""

    def __init__(self, database: Database, later: Later, now: Callable[[], datetime], table: Table) -> None:
        self._database = database
        self._later = later
        self._now = now
        self._table = table
        self._counting = database.upsert(
            table, [column.name for column in table.c], update=lambda new: {"count": table.c["count"] + new["count"]}
        )

    async def purge(self) -> None:
        """Removes what is too old to compare with."""
        old = self._table.c.day < self._days_ago(COUNTED_DAYS)
        await self._database.execute(delete(self._table).where(old), aside=True)

    def _count(self, **what: str | bool) -> None:
        self._later.write(self._counting, {"day": self._days_ago(0), **what, "count": 1})

    async def _totals(self, days: int, *by: str) -> Sequence[RowMapping]:
        """What was counted in the last ``days``, today among them, with the sum as ``total``, greatest first."""
        columns = [self._table.c[name] for name in by]
        total = func.sum(self._table.c.count).label("total")
        statement = (
            select(*columns, total)
            .where(self._table.c.day > self._days_ago(days))
            .group_by(*columns)
            .order_by(total.desc(), *columns)
        )

        def load(connection: Connection) -> Sequence[RowMapping]:
            return connection.execute(statement).mappings().all()

        await self._later.up_to_date()
        return await self._database.read(load, otherwise=(), aside=True)

    def _days_ago(self, days: int) -> date:
        return self._now().date() - timedelta(days=days)


class Statistics(_DailyCounters):
    """Questions and answers, counted."""

    def __init__(self, database: Database, later: Later, now: Callable[[], datetime]) -> None:
        super().__init__(database, later, now, statistics)

    async def count(self, door: str, language: str, kind: str, answer_key: str | None, answered: bool) -> None:
        """Counts a question.

        Args:
            door: how it came in (private, group, command, inline…).
            language: of the answer.
            kind: of the question.
            answer_key: which answer it was given.
            answered: whether that was an answer, not a fallback.
        """
        self._count(door=door, language=language, kind=kind, answer_key=answer_key or "", answered=answered)

    async def summary(self, days: int) -> Summary:
        """What was counted in the last ``days``, today among them."""
        counters: dict[str, Counter[str]] = {name: Counter() for name in ("door", "language", "kind", "answer_key")}
        questions = answered = 0
        for row in await self._totals(days, *counters, "answered"):
            questions += row["total"]
            answered += row["total"] if row["answered"] else 0
            for name, counter in counters.items():
                if name != "answer_key" or (row["answered"] and row["answer_key"]):
                    counter[row[name]] += row["total"]
        return Summary(
            questions=questions,
            answered=answered,
            doors=dict(counters["door"].most_common()),
            languages=dict(counters["language"].most_common()),
            kinds=dict(counters["kind"].most_common()),
            top_answers=counters["answer_key"].most_common(_TOP),
        )


class Feedback(_DailyCounters):
    """What people pressed under answers."""

    def __init__(self, database: Database, later: Later, now: Callable[[], datetime]) -> None:
        super().__init__(database, later, now, feedback)

    async def record(self, answer_key: str, verdict: str, language: str) -> None:
        """Counts a verdict on an answer."""
        self._count(answer_key=answer_key, verdict=verdict, language=language)

    async def summary(self, days: int) -> Sequence[FeedbackCount]:
        """The verdicts of the last ``days``, the most frequent first."""
        return tuple(
            FeedbackCount(row["answer_key"], row["verdict"], row["total"])
            for row in await self._totals(days, "answer_key", "verdict")
        )
