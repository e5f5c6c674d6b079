"""What was answered where: for the cooldown, and for questions that are edited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, select

from bot.storage.database import Database
from bot.storage.later import Later
from bot.storage.schema import answers

_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer that stands in a chat."""

    chat_id: int
    thread_id: int | None
    answer_key: str
    question_message_id: int
    reply_message_id: int
    at: datetime


class Answers:
    """The answers of the last day."""

    def __init__(self, database: Database, later: Later, now: Callable[[], datetime]) -> None:
        self._database = database
        self._later = later
        self._now = now
        self._remembering = database.upsert(
            answers, ("chat_id", "thread_id", "answer_key", "question_message_id", "reply_message_id", "at")
        )

    async def remember(
        self,
        chat_id: int,
        thread_id: int | None,
        answer_key: str,
        *,
        question_message_id: int,
        reply_message_id: int,
        at: datetime,
    ) -> None:
        """Remembers an answer; a question that is answered anew, after an edit, has the new answer alone."""
        row = {
            "chat_id": chat_id,
            "thread_id": thread_id or 0,
            "answer_key": answer_key,
            "question_message_id": question_message_id,
            "reply_message_id": reply_message_id,
            "at": at,
        }
        self._later.write(self._remembering, row, chat_id)

    async def latest(self, chat_id: int, thread_id: int | None, answer_key: str) -> GivenAnswer | None:
        """The last time that this answer was given in this topic."""
        return await self._last(chat_id, answers.c.thread_id == (thread_id or 0), answers.c.answer_key == answer_key)

    async def reply_to(self, chat_id: int, question_message_id: int) -> GivenAnswer | None:
        """The answer to this question."""
        return await self._last(chat_id, answers.c.question_message_id == question_message_id)

    async def purge(self) -> None:
        """Removes what is older than a day."""
        await self._database.execute(delete(answers).where(answers.c.at <= self._now() - _KEPT), aside=True)

    async def _last(self, chat_id: int, *conditions: ColumnElement[bool]) -> GivenAnswer | None:
        await self._later.up_to_date(chat_id)
        recent = answers.c.at > self._now() - _KEPT
        statement = (
            select(answers)
            .where(recent, answers.c.chat_id == chat_id, *conditions)
            .order_by(answers.c.at.desc())
            .limit(1)
        )

        def load(connection: Connection) -> GivenAnswer | None:
            row = connection.execute(statement).one_or_none()
            if row is None:
                return None
            return GivenAnswer(**{**row._mapping, "thread_id": row.thread_id or None})

        return await self._database.read(load, otherwise=None)
