"""What is written a moment later is there for who looks, and is written together."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from bot.storage import Claim, ContextKey, Store, open_store

from .tools import Clock, rows

KEY = ContextKey(1, None, 2)
MINUTE = timedelta(minutes=1)


async def in_time(holds: Callable[[], Awaitable[object]]) -> bool:
    for _ in range(250):
        if await holds():
            return True
        await asyncio.sleep(0.02)
    return False


async def test_who_wrote_it_reads_it_at_once(store: Store, clock: Clock) -> None:
    await store.context.put(KEY, {"n": 1}, MINUTE)
    await store.context.put(KEY, {"n": 2}, MINUTE)
    assert await store.context.get(KEY) == {"n": 2}
    await store.answers.remember(1, None, "rest", question_message_id=3, reply_message_id=4, at=clock())
    given = await store.answers.reply_to(1, 3)
    assert given is not None
    assert given.reply_message_id == 4
    await store.statistics.count("private", "en", "fact", "rest", True)
    assert (await store.statistics.summary(1)).questions == 1


async def test_others_read_it_a_moment_later(store: Store, url: str) -> None:
    await store.context.put(KEY, {"n": 1}, MINUTE)
    assert await in_time(lambda: rows(url, "SELECT * FROM contexts"))


async def test_closing_writes_it(url: str) -> None:
    async with open_store(url) as store:
        await store.context.put(KEY, {"n": 1}, MINUTE)
    assert len(await rows(url, "SELECT * FROM contexts")) == 1


async def test_what_is_forgotten_does_not_come_back(store: Store, url: str) -> None:
    await store.context.put(KEY, {"n": 1}, MINUTE)
    assert await store.forget(2)
    await store.settle()
    assert await rows(url, "SELECT * FROM contexts") == []


async def test_a_claim_that_nobody_waits_for_any_more_is_given_back(store: Store) -> None:
    claim = asyncio.create_task(store.updates.claim(1, "a"))
    await asyncio.sleep(0)
    claim.cancel()
    await asyncio.gather(claim, return_exceptions=True)

    async def is_free() -> bool:
        return await store.updates.claim(1, "b") is Claim.NEW

    assert await in_time(is_free)


async def test_the_log_of_sqlite_is_carried_over(sqlite_url: str) -> None:
    log = Path(sqlite_url.removeprefix("sqlite:///") + "-wal")

    def size() -> int:
        return log.stat().st_size

    async def fill(store: Store) -> None:
        for person in range(400):
            await store.context.put(ContextKey(person, None, person), {"text": "x" * 2000}, MINUTE)
            await store.settle()

    async with open_store(sqlite_url) as store:
        await fill(store)
        await store._database.tidy()
        before = size()
        assert before > 4_000_000
        # What was carried over is written over, instead of growing on.
        await fill(store)
        await store._database.tidy()
        assert size() < 1.5 * before
