"""The database is locked, read-only or away: answers go on without memory, and memory comes back by itself."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from bot.storage import ChatSettings, Claim, ContextKey, PersonSettings, Store, open_store
from bot.storage.statistics import Summary

from .tools import Clock, Line, connected, rows

KEY = ContextKey(1, None, 2)
SHORT = ChatSettings(short=True)
NOBODY = 65534


def messages(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    """What the store logged: level, and the message's first words."""
    return [
        (record.levelname, record.getMessage().split(";")[0].split(":")[0])
        for record in caplog.records
        if record.name.startswith("bot.storage")
    ]


@pytest.fixture(autouse=True)
def logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot.storage")


async def use_without_memory(store: Store) -> None:
    """Everything that an answer needs of the store has its neutral outcome, at once."""
    started = time.perf_counter()
    assert await store.updates.claim(1) is Claim.NEW
    assert await store.people.get(2) == PersonSettings()
    assert not await store.people.set(2, PersonSettings(short=True))
    await store.context.put(KEY, {"n": 2}, timedelta(minutes=1))
    await store.answers.remember(1, None, "rest", question_message_id=1, reply_message_id=2, at=store._now())
    await store.questions.unanswered("which for games", "en", [])
    await store.feedback.record("rest", "helpful", "en")
    await store.statistics.count("group", "en", "recommend", "rest", True)
    assert not await store.forget(2)
    assert not await store.facts.add("told", True)
    await store.updates.done(1)
    assert time.perf_counter() - started < 0.5


async def read_without_memory(store: Store) -> None:
    assert await store.context.get(KEY) is None
    assert await store.answers.latest(1, None, "rest") is None
    assert await store.answers.reply_to(1, 1) is None
    assert await store.questions.list() == ()
    assert await store.feedback.summary(7) == ()
    assert await store.statistics.summary(7) == Summary(0, 0, {}, {}, {}, [])
    assert await store.facts.get("told") is None
    assert await store.chats.active(1)


async def recovered(store: Store) -> None:
    """Waits for the store to find out by itself."""
    async with asyncio.timeout(5):
        while not store.healthy:
            await asyncio.sleep(0.02)
    assert await store.chats.set(3, SHORT)
    assert await store.chats.get(3) == SHORT


@contextmanager
def locked(url: str, *, readers_too: bool = False) -> Iterator[None]:
    """Holds the write lock of an SQLite file, as a backup or another program might."""
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    try:
        if readers_too:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")
    finally:
        connection.close()


async def test_sqlite_locked(sqlite_url: str, caplog: pytest.LogCaptureFixture) -> None:
    async with open_store(sqlite_url) as store:
        await store.chats.set(1, SHORT)
        await store.context.put(KEY, {"n": 1}, timedelta(minutes=1))
        with locked(sqlite_url):
            started = time.perf_counter()
            outcomes = await asyncio.gather(*(store.updates.claim(update) for update in range(100)))
            assert outcomes == [Claim.NEW] * 100
            assert time.perf_counter() - started < 2.5
            assert not store.healthy
            await use_without_memory(store)
            # A locked file can still be read.
            assert await store.chats.get(1) == SHORT
            assert await store.context.get(KEY) == {"n": 1}
        await recovered(store)
    assert messages(caplog) == [
        ("WARNING", "The database cannot be written"),
        ("INFO", "The database is back"),
    ]
    assert "database is locked" in caplog.text


async def test_sqlite_locked_for_readers_too(sqlite_url: str, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    async with open_store(sqlite_url, now=clock) as store:
        await store.chats.set(1, SHORT)
    with locked(sqlite_url, readers_too=True):
        async with open_store(sqlite_url, now=clock) as store:
            assert not store.healthy
            await use_without_memory(store)
            await read_without_memory(store)
            assert await store.chats.get(1) == ChatSettings()
    assert messages(caplog) == [("WARNING", "The database cannot be reached")]


async def test_settings_are_the_last_known_while_the_database_is_away(
    sqlite_url: str, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_store(sqlite_url, now=clock) as store:
        await store.chats.set(1, SHORT)
        await take_away(sqlite_url)
        clock.advance(minutes=5)
        assert await store.chats.get(1) == SHORT
        assert await store.chats.get(9) == ChatSettings()
        assert not await store.chats.set(1, ChatSettings(ambient=True))
        assert await store.chats.get(1) == SHORT


async def take_away(url: str) -> None:
    """Leaves a file that is no database any more."""
    path = Path(url.removeprefix("sqlite:///"))
    await asyncio.to_thread(path.write_bytes, b"no database" * 1000)


@pytest.fixture
def guarded_url() -> Iterator[str]:
    """A database that holds settings, in a folder that any user can reach."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    url = f"sqlite:///{folder}/advisor.sqlite3"

    async def fill() -> None:
        async with open_store(url) as store:
            await store.chats.set(1, SHORT)

    asyncio.run(fill())
    yield url
    shutil.rmtree(folder)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Root may write everywhere; for these tests it is nobody."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@contextmanager
def read_only(path: Path) -> Iterator[None]:
    mode = path.stat().st_mode
    path.chmod(mode & ~0o222)
    with unprivileged():
        yield
    path.chmod(mode)
    if path.is_file():
        path.chmod(0o666)


async def test_sqlite_read_only_file(guarded_url: str, caplog: pytest.LogCaptureFixture) -> None:
    path = Path(guarded_url.removeprefix("sqlite:///"))
    with read_only(path):
        async with open_store(guarded_url) as store:
            await use_without_memory(store)
            assert await store.chats.get(1) == SHORT
    assert messages(caplog) == [("WARNING", "The database cannot be written")]
    assert "readonly" in caplog.text


async def test_sqlite_read_only_folder(guarded_url: str, caplog: pytest.LogCaptureFixture) -> None:
    folder = Path(guarded_url.removeprefix("sqlite:///")).parent
    with read_only(folder):
        async with open_store(guarded_url) as store:
            await use_without_memory(store)
            await read_without_memory(store)
            folder_is_back = read_only_ends(folder)
            await folder_is_back
            await recovered(store)
    assert [level for level, _ in messages(caplog)] == ["WARNING", "INFO"]
