"""The store looks after itself."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import pytest

from bot.storage import ContextKey, Store, open_store

from .tools import Clock, rows

KEY = ContextKey(1, None, 2)


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.store._UPKEEP_SECONDS", 0.02)


async def emptied(url: str) -> bool:
    for _ in range(100):
        if not await rows(url, "SELECT * FROM contexts"):
            return True
        await asyncio.sleep(0.02)
    return False


async def test_it_purges_when_it_is_opened(url: str, clock: Clock) -> None:
    async with open_store(url, now=clock) as store:
        await store.context.put(KEY, {}, timedelta(minutes=15))
    await store.settle()
    clock.advance(hours=1)
    async with open_store(url, now=clock):
        assert await emptied(url)


async def test_it_purges_every_hour(store: Store, url: str, clock: Clock) -> None:
    await asyncio.sleep(0.1)
    await store.context.put(KEY, {}, timedelta(minutes=15))
    await store.settle()
    clock.advance(hours=1)
    assert await emptied(url)


async def test_a_mistake_in_it_does_not_end_it(
    url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    purge = Store.purge
    purged = 0

    async def purge_badly_at_first(store: Store) -> None:
        nonlocal purged
        purged += 1
        if purged == 1:
            raise LookupError
        await purge(store)

    monkeypatch.setattr(Store, "purge", purge_badly_at_first)
    async with open_store(url, now=clock) as store:
        await store.context.put(KEY, {}, timedelta())
        await store.settle()
        assert await emptied(url)
    assert [record.levelno for record in caplog.records if record.name.startswith("bot")] == [logging.ERROR]


async def test_it_can_be_checked(store: Store) -> None:
    assert await store.check()
    assert store.healthy
