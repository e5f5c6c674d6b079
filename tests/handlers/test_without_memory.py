"""The database is locked, read-only or gone while people ask: they are answered, and memory comes back by itself."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from bot.conversation import Desk
from bot.playground.telegram import Group, Person, TelegramServer
from bot.storage import ChatSettings, Store, open_store
from tests.handlers.running import running
from tests.storage.permissions import allow_writing, obeyed
from tests.storage.tools import Line


@pytest.fixture(autouse=True)
def logged(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    caplog.set_level(logging.INFO, "bot")
    monkeypatch.setattr("bot.storage.store._UPKEEP_SECONDS", 0.1)


@pytest_asyncio.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(username="FrameBot") as server:
        yield server


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Holds the write lock, as a backup might."""
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


class Evening:
    """A group that asks before, during and after the trouble."""

    def __init__(self, server: TelegramServer, store: Store) -> None:
        self.server = server
        self.store = store
        self.alice: Person = server.person("Alice", language_code="en")
        self.bob: Person = server.person("Bob", language_code="en")
        self.group: Group = server.group(members=[self.alice, self.bob])

    async def answers_with_memory(self) -> None:
        await self.store.chats.set(self.group.id, ChatSettings(short=True))
        await self.ask("/django@FrameBot", "Django")
        await self.ask("/django@FrameBot", "see above")
        await self.server.handled()

    async def answers_without_memory(self) -> None:
        started = time.perf_counter()
        for name in ("flask", "fastapi"):
            await self.ask(f"/{name}@FrameBot", "")
            # Whether it was said before is not known: said twice is better than not at all.
        await self.ask("@FrameBot Which framework for serving an AI model?", "FastAPI")
        await self.alice.say(self.group, "/settings@FrameBot")
        [panel] = await self.server.replies(self.group)
        toast = await self.alice.tap(panel.button("English"))
        assert "Could not be saved" in toast.text
        await self.server.handled()
        # The first may wait for the database as long as that is given time, the others do not.
        assert time.perf_counter() - started < 5

    async def recovers(self) -> None:
        async with asyncio.timeout(10):
            while not self.store.healthy:  # noqa: ASYNC110 - it tells nobody when it is back
                await asyncio.sleep(0.02)
        await self.ask("/compare@FrameBot", "", self.bob)
        await self.ask("/compare@FrameBot", "see above", self.bob)
        assert await self.store.chats.get(self.group.id) == ChatSettings(short=True)

    async def ask(self, text: str, told: str, by: Person | None = None) -> None:
        await (by or self.alice).say(self.group, text)
        [answer] = await self.server.replies(self.group)
        assert told in answer.text


def troubles(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


async def test_sqlite_locked(
    server: TelegramServer, desk: Desk, sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_store(sqlite_url) as store, running(server, desk, store=store):
        evening = Evening(server, store)
        await evening.answers_with_memory()
        with locked(sqlite_url):
            await evening.answers_without_memory()
        await evening.recovers()
    assert len(troubles(caplog)) == 1


async def test_sqlite_read_only(
    server: TelegramServer, desk: Desk, sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
    with obeyed():
        async with open_store(sqlite_url) as store:
            evening = Evening(server, store)
            await store.chats.set(evening.group.id, ChatSettings(short=True))
        allow_writing(*folder.iterdir(), allowed=False)
        async with open_store(sqlite_url) as store, running(server, desk, store=store):
            evening.store = store
            await evening.answers_without_memory()
            allow_writing(*folder.iterdir(), allowed=True)
            await evening.recovers()
    assert len(troubles(caplog)) == 1


async def test_postgres_stops_in_mid_use(
    server: TelegramServer, desk: Desk, postgres_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    line = Line(postgres_url)
    await line.connect()
    async with open_store(line.url) as store, running(server, desk, store=store):
        evening = Evening(server, store)
        await evening.answers_with_memory()
        await line.cut()
        await evening.answers_without_memory()
        await line.connect()
        await evening.recovers()
    await line.cut()
    assert len(troubles(caplog)) == 1
