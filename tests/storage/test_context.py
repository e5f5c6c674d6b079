from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.storage import ContextKey, Store

from .tools import Clock, rows

KEY = ContextKey(chat_id=-1002147483648123, thread_id=7, person_id=7_000_000_001)
SAID = {"scenarios": ["crud"], "text": "用 Django 吗？ 🤔", "odd": "\x00\ud800", "weights": {"a": 0.5}, "follows": None}


async def test_what_was_put_is_there_until_it_expires(store: Store, clock: Clock) -> None:
    await store.context.put(KEY, SAID, timedelta(minutes=15))
    assert await store.context.get(KEY) == SAID
    clock.advance(minutes=15)
    assert await store.context.get(KEY) is None


@pytest.mark.parametrize(
    "other",
    [replace(KEY, chat_id=1), replace(KEY, thread_id=8), replace(KEY, thread_id=None), replace(KEY, person_id=1)],
)
async def test_it_is_of_one_person_in_one_topic_of_one_chat(store: Store, other: ContextKey) -> None:
    await store.context.put(KEY, SAID, timedelta(minutes=15))
    assert await store.context.get(other) is None


async def test_a_later_one_takes_its_place_and_its_time(store: Store, clock: Clock) -> None:
    key = replace(KEY, thread_id=None)
    await store.context.put(key, SAID, timedelta(minutes=15))
    clock.advance(minutes=10)
    await store.context.put(key, {"n": 2}, timedelta(minutes=15))
    clock.advance(minutes=10)
    assert await store.context.get(key) == {"n": 2}


async def test_purging_removes_what_expired_alone(store: Store, clock: Clock, url: str) -> None:
    await store.context.put(KEY, SAID, timedelta(minutes=15))
    await store.context.put(replace(KEY, person_id=2), SAID, timedelta(hours=2))
    clock.advance(hours=1)
    await store.purge()
    assert await rows(url, "SELECT person_id FROM contexts") == [(2,)]
