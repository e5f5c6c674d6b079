"""What the handlers need remembered, as far as they know: the store of ``bot.storage`` fits, and so does a fake."""

# ruff: noqa: D102 - the methods are those of the store, and explained there

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.storage import (
    ChatSettings,
    ContextKey,
    Deletion,
    FeedbackCount,
    GivenAnswer,
    OpenQuestion,
    PersonSettings,
    Reason,
    Summary,
)
from bot.storage.facts import Json


class Chats(Protocol):
    """What the admins of chats have chosen, and where the bot is."""

    async def get(self, id_: int, /) -> ChatSettings: ...
    async def set(self, id_: int, settings: ChatSettings, /) -> bool: ...
    async def activate(self, chat_id: int, /) -> None: ...
    async def deactivate(self, chat_id: int, /) -> None: ...
    async def migrate(self, old: int, new: int, /) -> None: ...


class People(Protocol):
    """What people have chosen for themselves."""

    async def get(self, id_: int, /) -> PersonSettings: ...
    async def set(self, id_: int, settings: PersonSettings, /) -> bool: ...


class Answers(Protocol):
    """What was answered where."""

    async def remember(
        self,
        chat_id: int,
        thread_id: int | None,
        answer_key: str,
        *,
        question_message_id: int,
        reply_message_id: int,
        at: datetime,
    ) -> None: ...
    async def latest(self, chat_id: int, thread_id: int | None, answer_key: str) -> GivenAnswer | None: ...
    async def reply_to(self, chat_id: int, question_message_id: int) -> GivenAnswer | None: ...


class Context(Protocol):
    """What somebody asked a moment ago."""

    async def get(self, key: ContextKey, /) -> dict[str, Any] | None: ...
    async def put(self, key: ContextKey, data: dict[str, Any], lifetime: timedelta, /) -> None: ...


class Deletions(Protocol):
    """What is to be taken away later."""

    async def add(self, chat_id: int, message_id: int, due_at: datetime) -> None: ...
    async def done(self, chat_id: int, message_id: int) -> None: ...
    async def pending(self) -> Sequence[Deletion]: ...


class SharedFacts(Protocol):
    """Small things that all replicas know."""

    async def get(self, key: str) -> Json: ...
    async def set(self, key: str, value: Json) -> None: ...


class Questions(Protocol):
    """What found no answer, without a trace of who asked."""

    async def unanswered(
        self, text: str, language: str, readings: Sequence[str], reason: Reason = "unanswered"
    ) -> None: ...
    async def list(self, limit: int = 20) -> Sequence[OpenQuestion]: ...


class Feedback(Protocol):
    """What people thought of answers."""

    async def record(self, answer_key: str, verdict: str, language: str) -> None: ...
    async def summary(self, days: int) -> Sequence[FeedbackCount]: ...


class Statistics(Protocol):
    """How much is asked."""

    async def count(self, door: str, language: str, kind: str, answer_key: str | None, answered: bool) -> None: ...
    async def summary(self, days: int) -> Summary: ...


class Memory(Protocol):
    """All of it."""

    @property
    def healthy(self) -> bool: ...
    @property
    def chats(self) -> Chats: ...
    @property
    def people(self) -> People: ...
    @property
    def answers(self) -> Answers: ...
    @property
    def context(self) -> Context: ...
    @property
    def deletions(self) -> Deletions: ...
    @property
    def facts(self) -> SharedFacts: ...
    @property
    def questions(self) -> Questions: ...
    @property
    def feedback(self) -> Feedback: ...
    @property
    def statistics(self) -> Statistics: ...
    async def forget(self, person_id: int) -> bool: ...
