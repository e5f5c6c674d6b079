"""The store: everything that is remembered, over one database."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self

from sqlalchemy import delete
from sqlalchemy.engine import URL

from bot.storage.answers import Answers
from bot.storage.context import Contexts
from bot.storage.database import Database
from bot.storage.deletions import Deletions
from bot.storage.facts import Facts
from bot.storage.later import Later
from bot.storage.leases import Leases
from bot.storage.questions import Questions
from bot.storage.schema import answers, chats, contexts, facts, people, waiting
from bot.storage.settings import Chats, People
from bot.storage.statistics import Feedback, Statistics
from bot.storage.updates import Updates
from bot.storage.urls import driver_url
from bot.storage.waiting import Waiting

logger = logging.getLogger(__name__)

_UPKEEP_SECONDS = 1.0
_PURGE_EVERY = timedelta(hours=1)

_TIED_TO_A_PERSON = (
    people.c.person_id,
    contexts.c.person_id,
    # In private the chat has the person's id.
    contexts.c.chat_id,
    chats.c.chat_id,
    answers.c.chat_id,
    waiting.c.person_id,
)


def utc_now() -> datetime:
    """The time of day, with its zone."""
    return datetime.now(UTC)


def open_store(url: str, *, now: Callable[[], datetime] = utc_now, retention: timedelta = timedelta(days=30)) -> Store:
    """Makes a store; ``async with`` opens it.

    Args:
        url: of the database, as in BOT_DATABASE_URL.
        now: the clock, with zone.
        retention: how long open questions, and the settings of chats that the bot left, are kept.

    Raises:
        ValueError: the URL is none, or of a database that is not supported.
    """
    return Store(driver_url(url), now, retention)


class Store:
    """What the bot remembers, by subject.

    Nothing in here fails because of the database. What cannot be read is as if it had never been written, settings
    excepted, whose last known values hold; what cannot be written is dropped. The store looks after itself: it tries to
    get the database back every second, and purges every hour.
    """

    def __init__(self, url: URL, now: Callable[[], datetime], retention: timedelta) -> None:
        self._now = now
        self._retention = retention
        self._database = Database(url)
        self._closing = asyncio.Event()
        self._upkeep_task: asyncio.Task[None] | None = None
        self.chats = Chats(self._database, now)
        self.people = People(self._database, now)
        self._later = Later(self._database)
        self.context = Contexts(self._database, self._later, now)
        self.answers = Answers(self._database, self._later, now)
        self.deletions = Deletions(self._database, now)
        self.questions = Questions(self._database, now)
        self.feedback = Feedback(self._database, self._later, now)
        self.statistics = Statistics(self._database, self._later, now)
        self.updates = Updates(self._database, now)
        self.waiting = Waiting(self._database, now)
        self.leases = Leases(self._database, now)
        self.facts = Facts(self._database, now)

    async def __aenter__(self) -> Self:
        await self.check()
        self._upkeep_task = asyncio.create_task(self._upkeep())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        if self._upkeep_task is not None:
            await self._upkeep_task
        await self._later.close()
        await self._database.close()

    @property
    def healthy(self) -> bool:
        """Whether the database was there when it was last needed."""
        return self._database.healthy

    async def check(self) -> bool:
        """Whether the database can be written, found out by writing."""
        proof = {"key": "store.check", "value": True, "set_at": self._now()}
        return await self._database.check(self._database.upsert(facts, proof), proof)

    async def settle(self) -> None:
        """Returns when all is written that was to be written in a moment."""
        await self._later.flush()

    async def forget(self, person_id: int) -> bool:
        """Removes all that is tied to a person; whether it is gone."""
        await self.settle()
        gone = await self._database.execute(
            *(delete(column.table).where(column == person_id) for column in _TIED_TO_A_PERSON), aside=True
        )
        if gone:
            self.people.forget_cached(person_id)
            self.chats.forget_cached(person_id)
        return gone

    async def purge(self) -> None:
        """Removes all whose time is over."""
        await self.settle()
        await self.chats.purge(self._retention)
        await self.context.purge()
        await self.answers.purge()
        await self.deletions.purge()
        await self.questions.purge(self._retention)
        await self.feedback.purge()
        await self.statistics.purge()
        await self.updates.purge()
        await self.waiting.purge()

    async def _upkeep(self) -> None:
        """Recovers and purges, until the store is closed."""
        purge_at = self._now()
        while not self._closing.is_set():
            try:
                if not self.healthy:
                    await self.check()
                elif self._now() >= purge_at:
                    await self.purge()
                    purge_at = self._now() + _PURGE_EVERY
                else:
                    await self._database.tidy()
            except Exception:
                logger.exception("The upkeep of the store failed and goes on")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), _UPKEEP_SECONDS)
