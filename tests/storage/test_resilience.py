"""The database is locked, read-only or away: answers go on without memory, and memory comes back by itself."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from unittest.mock import AsyncMock

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from bot.storage import ChatSettings, Claim, ContextKey, PersonSettings, Store, open_store
from bot.storage.statistics import Summary

from .permissions import allow_writing, obeyed
from .tools import Clock, Line, connected, rows

KEY = ContextKey(1, None, 2)
SHORT = ChatSettings(short=True)

BACK = ("INFO", "The database is back")
WRITTEN_AND_BACK = [("WARNING", "The database cannot be written"), BACK]
REACHED_AND_BACK = [("WARNING", "The database cannot be reached"), BACK]


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


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.store._UPKEEP_SECONDS", 0.1)


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
    for _ in range(250):
        if not store.healthy:
            await asyncio.sleep(0.02)
    assert store.healthy
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
        await store.settle()
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
    assert messages(caplog) == WRITTEN_AND_BACK
    assert "database is locked" in caplog.text


async def test_sqlite_locked_for_readers_too(
    sqlite_url: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.sqlite._PATIENCE", 0.3)
    async with open_store(sqlite_url) as store:
        await store.chats.set(1, SHORT)
    with locked(sqlite_url, readers_too=True):
        async with open_store(sqlite_url) as store:
            await use_without_memory(store)
            await read_without_memory(store)
            assert await store.chats.get(1) == ChatSettings()
    assert messages(caplog) == [("WARNING", "The database cannot be reached")]


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Path]:
    """A database that holds settings, for a test in which permissions count."""
    path = tmp_path / "data" / "advisor.sqlite3"

    async def fill() -> None:
        async with open_store(f"sqlite:///{path}") as store:
            await store.chats.set(1, SHORT)

    asyncio.run(fill())
    with obeyed():
        yield path


async def test_sqlite_read_only_file(guarded: Path, caplog: pytest.LogCaptureFixture) -> None:
    allow_writing(guarded, allowed=False)
    async with open_store(f"sqlite:///{guarded}") as store:
        await use_without_memory(store)
        # It can still be read.
        assert await store.chats.get(1) == SHORT
        # SQLite's own files beside it have its permissions.
        allow_writing(*guarded.parent.iterdir(), allowed=True)
        await recovered(store)
    assert messages(caplog) == WRITTEN_AND_BACK
    assert "readonly" in caplog.text


async def test_sqlite_read_only_folder(guarded: Path, caplog: pytest.LogCaptureFixture) -> None:
    allow_writing(guarded.parent, allowed=False)
    async with open_store(f"sqlite:///{guarded}") as store:
        await use_without_memory(store)
        await read_without_memory(store)
        allow_writing(guarded.parent, allowed=True)
        await recovered(store)
        assert await store.chats.get(1) == SHORT
    assert messages(caplog) == REACHED_AND_BACK


async def test_sqlite_in_a_folder_that_cannot_be_made(guarded: Path, caplog: pytest.LogCaptureFixture) -> None:
    allow_writing(guarded.parent, allowed=False)
    async with open_store(f"sqlite:///{guarded.parent}/deeper/advisor.sqlite3") as store:
        await use_without_memory(store)
        await read_without_memory(store)
        allow_writing(guarded.parent, allowed=True)
        await recovered(store)
    assert messages(caplog) == REACHED_AND_BACK


async def test_sqlite_file_that_is_no_database(guarded: Path, caplog: pytest.LogCaptureFixture) -> None:
    await asyncio.to_thread(guarded.write_bytes, b"no database" * 1000)
    async with open_store(f"sqlite:///{guarded}") as store:
        await use_without_memory(store)
        await read_without_memory(store)
        await asyncio.to_thread(guarded.unlink)
        await recovered(store)
    assert messages(caplog) == REACHED_AND_BACK


@pytest.fixture
async def line(postgres_url: str) -> AsyncIterator[Line]:
    line = Line(postgres_url)
    await line.connect()
    yield line
    await line.cut()


async def test_postgres_ends_idle_connections(
    postgres_url: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "purge", AsyncMock())  # lest something is under way when they end
    async with open_store(postgres_url) as store:
        await asyncio.gather(*(store.chats.set(chat, SHORT) for chat in range(10)))
        ended = await rows(
            postgres_url,
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        assert len(ended) > 1
        assert await store.chats.set(1, ChatSettings(ambient=True))
        outcomes = await asyncio.gather(*(store.updates.claim(1) for _ in range(20)))
        assert sorted(outcome.name for outcome in outcomes) == ["IN_PROGRESS"] * 19 + ["NEW"]
    assert messages(caplog) == []


async def test_postgres_stops_in_mid_use(line: Line, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    async with open_store(line.url, now=clock) as store:
        await store.chats.set(1, SHORT)
        await store.context.put(KEY, {"n": 1}, timedelta(minutes=1))
        await store.settle()
        await line.cut()
        await asyncio.gather(*(use_without_memory(store) for _ in range(5)))
        await read_without_memory(store)
        clock.advance(seconds=30)
        assert await store.chats.get(1) == SHORT
        assert not await store.check()
        await line.connect()
        await recovered(store)
        assert await store.context.get(KEY) == {"n": 1}
    assert [level for level, _ in messages(caplog)] == ["WARNING", "INFO"]


async def test_postgres_is_not_there_at_the_start(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    await line.cut()
    async with open_store(line.url) as store:
        await use_without_memory(store)
        await read_without_memory(store)
        await line.connect()
        await recovered(store)
    assert messages(caplog) == REACHED_AND_BACK


async def test_postgres_does_not_answer(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    async with open_store(line.url) as store:
        await asyncio.gather(*(store.chats.get(chat) for chat in range(5)))
        line.hold()
        started = time.perf_counter()
        assert await store.updates.claim(7) is Claim.NEW
        assert time.perf_counter() - started < 2.2
        await use_without_memory(store)
        await read_without_memory(store)
        line.let_go()
        await recovered(store)
    assert messages(caplog) == REACHED_AND_BACK


async def test_postgres_becomes_a_read_only_standby(postgres_url: str, caplog: pytest.LogCaptureFixture) -> None:
    async with open_store(postgres_url) as store:
        await store.chats.set(1, SHORT)

    async def read_only(setting: str) -> None:
        async with connected(postgres_url) as connection:
            await connection.execute(text("SET default_transaction_read_only = off"))
            await connection.execute(text("SET TRANSACTION READ WRITE"))
            name = make_url(postgres_url).database
            await connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = {setting}"))

    await read_only("on")
    try:
        async with open_store(postgres_url) as store:
            await use_without_memory(store)
            assert await store.chats.get(1) == SHORT
    finally:
        await read_only("off")
    assert messages(caplog) == [("WARNING", "The database cannot be written")]


async def test_a_lease_holds_as_it_was_while_the_database_is_away(line: Line) -> None:
    minute = timedelta(minutes=1)
    async with open_store(line.url) as holder, open_store(line.url) as other:
        assert await holder.leases.acquire("polling", "holder", minute)
        assert not await other.leases.acquire("polling", "other", minute)
        await line.cut()
        assert await holder.leases.acquire("polling", "holder", minute)
        assert not await other.leases.acquire("polling", "other", minute)
    async with open_store(line.url) as alone:
        assert await alone.leases.acquire("polling", "alone", minute)


async def test_the_log_tells_nothing_of_people_or_passwords(
    empty_postgres_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    url = make_url(empty_postgres_url).set(password="hunter2").render_as_string(hide_password=False)
    async with open_store(url) as store:
        async with connected(url) as connection:
            await connection.execute(text("DROP TABLE questions"))
        await store.questions.unanswered("a question of mine", "en", [])
        assert not store.healthy
    assert "questions" in caplog.text
    assert "a question of mine" not in caplog.text
    assert "hunter2" not in caplog.text


async def test_it_closes_in_time_while_postgres_does_not_answer(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.deadline.LIMIT", 0.3)
    monkeypatch.setattr("bot.storage.postgres._CLOSING_LIMIT", 0.3)
    async with open_store(line.url) as store:
        await asyncio.gather(*(store.chats.get(chat) for chat in range(5)))
        line.hold()
        started = time.perf_counter()
    assert time.perf_counter() - started < 1.5
