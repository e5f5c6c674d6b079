"""A memory without a database, for tests."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

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


class FakeChats:
    def __init__(self) -> None:
        self.settings: dict[int, ChatSettings] = {}
        self.inactive: set[int] = set()
        self.broken = False

    async def get(self, id_: int, /) -> ChatSettings:
        return self.settings.get(id_, ChatSettings())

    async def set(self, id_: int, settings: ChatSettings, /) -> bool:
        if not self.broken:
            self.settings[id_] = settings
        return not self.broken

    async def activate(self, chat_id: int, /) -> None:
        self.inactive.discard(chat_id)

    async def deactivate(self, chat_id: int, /) -> None:
        self.inactive.add(chat_id)

    async def migrate(self, old: int, new: int, /) -> None:
        if old in self.settings:
            self.settings.setdefault(new, self.settings.pop(old))


class FakePeople:
    def __init__(self) -> None:
        self.settings: dict[int, PersonSettings] = {}

    async def get(self, id_: int, /) -> PersonSettings:
        return self.settings.get(id_, PersonSettings())

    async def set(self, id_: int, settings: PersonSettings, /) -> bool:
        self.settings[id_] = settings
        return True


class FakeAnswers:
    def __init__(self) -> None:
        self.given: dict[tuple[int, int], GivenAnswer] = {}

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
        answer = GivenAnswer(chat_id, thread_id, answer_key, question_message_id, reply_message_id, at)
        self.given[chat_id, question_message_id] = answer

    async def latest(self, chat_id: int, thread_id: int | None, answer_key: str) -> GivenAnswer | None:
        found = [
            g for g in self.given.values() if (g.chat_id, g.thread_id, g.answer_key) == (chat_id, thread_id, answer_key)
        ]
        return max(found, key=lambda given: given.at, default=None)

    async def reply_to(self, chat_id: int, question_message_id: int) -> GivenAnswer | None:
        return self.given.get((chat_id, question_message_id))


class FakeContext:
    def __init__(self) -> None:
        self.kept: dict[ContextKey, dict[str, Any]] = {}

    async def get(self, key: ContextKey, /) -> dict[str, Any] | None:
        return self.kept.get(key)

    async def put(self, key: ContextKey, data: dict[str, Any], lifetime: timedelta, /) -> None:
        self.kept[key] = json.loads(json.dumps(data))


class FakeDeletions:
    def __init__(self) -> None:
        self.due: dict[tuple[int, int], Deletion] = {}

    async def add(self, chat_id: int, message_id: int, due_at: datetime) -> None:
        self.due[chat_id, message_id] = Deletion(chat_id, message_id, due_at)

    async def done(self, chat_id: int, message_id: int) -> None:
        self.due.pop((chat_id, message_id), None)

    async def pending(self) -> Sequence[Deletion]:
        return tuple(self.due.values())


class FakeFacts:
    def __init__(self) -> None:
        self.values: dict[str, Json] = {}

    async def get(self, key: str) -> Json:
        return self.values.get(key)

    async def set(self, key: str, value: Json) -> None:
        self.values[key] = value


class FakeQuestions:
    def __init__(self) -> None:
        self.asked: list[tuple[str, str, tuple[str, ...], Reason]] = []

    async def unanswered(
        self, text: str, language: str, readings: Sequence[str], reason: Reason = "unanswered"
    ) -> None:
        self.asked.append((text, language, tuple(readings), reason))

    async def list(self, limit: int = 20) -> Sequence[OpenQuestion]:
        now = datetime.now().astimezone()
        return [OpenQuestion(text, lang, why, near, 1, now, now) for text, lang, near, why in self.asked[:limit]]


class FakeFeedback:
    def __init__(self) -> None:
        self.verdicts: Counter[tuple[str, str]] = Counter()

    async def record(self, answer_key: str, verdict: str, language: str) -> None:
        self.verdicts[answer_key, verdict] += 1

    async def summary(self, days: int) -> Sequence[FeedbackCount]:
        return [FeedbackCount(key, verdict, count) for (key, verdict), count in self.verdicts.items()]


class FakeStatistics:
    def __init__(self) -> None:
        self.counted: list[tuple[str, str, str, str | None, bool]] = []

    async def count(self, door: str, language: str, kind: str, answer_key: str | None, answered: bool) -> None:
        self.counted.append((door, language, kind, answer_key, answered))

    async def summary(self, days: int) -> Summary:
        doors = Counter(entry[0] for entry in self.counted)
        answered = sum(entry[4] for entry in self.counted)
        top = Counter(entry[3] for entry in self.counted if entry[3]).most_common(3)
        return Summary(len(self.counted), answered, doors, {}, {}, top)


@dataclass
class FakeMemory:
    chats: FakeChats = field(default_factory=FakeChats)
    people: FakePeople = field(default_factory=FakePeople)
    answers: FakeAnswers = field(default_factory=FakeAnswers)
    context: FakeContext = field(default_factory=FakeContext)
    deletions: FakeDeletions = field(default_factory=FakeDeletions)
    facts: FakeFacts = field(default_factory=FakeFacts)
    questions: FakeQuestions = field(default_factory=FakeQuestions)
    feedback: FakeFeedback = field(default_factory=FakeFeedback)
    statistics: FakeStatistics = field(default_factory=FakeStatistics)
    healthy: bool = True
    forgotten: set[int] = field(default_factory=set)

    async def forget(self, person_id: int) -> bool:
        self.people.settings.pop(person_id, None)
        self.forgotten.add(person_id)
        return True
