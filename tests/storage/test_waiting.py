"""What waits for Telegram is kept, and no longer than it waits."""

from __future__ import annotations

from bot.storage import Store, WaitingUpdate, open_store

from .test_resilience import locked
from .tools import Clock, rows


def waiting(number: int, person: int | None = 7) -> WaitingUpdate:
    return WaitingUpdate(number, person, {"update_id": number, "message": {"text": "哪个好?"}})


async def test_what_waits_is_kept_in_order_until_it_is_handled(store: Store) -> None:
    assert await store.waiting.all() == ()
    assert await store.waiting.keep([waiting(10_000_000_002), waiting(10_000_000_001, None)])
    assert await store.waiting.keep([waiting(10_000_000_002), waiting(10_000_000_003)])
    assert [one.update_id % 10 for one in await store.waiting.all()] == [1, 2, 3]
    await store.waiting.drop([10_000_000_001, 10_000_000_003, 5])
    assert await store.waiting.all() == (waiting(10_000_000_002),)


async def test_nothing_is_kept_at_once(store: Store) -> None:
    assert await store.waiting.keep([])
    await store.waiting.drop([])


async def test_what_waits_of_a_person_can_be_forgotten(store: Store, url: str) -> None:
    await store.waiting.keep([waiting(1), waiting(2, 8), waiting(3, None)])
    assert await store.forget(7)
    assert await rows(url, "SELECT update_id FROM waiting ORDER BY update_id") == [(2,), (3,)]


async def test_what_telegram_would_not_keep_any_longer_is_given_up(store: Store, clock: Clock) -> None:
    await store.waiting.keep([waiting(1)])
    clock.advance(hours=23)
    await store.purge()
    assert await store.waiting.all()
    clock.advance(hours=1)
    await store.purge()
    assert await store.waiting.all() == ()


async def test_while_the_database_is_locked_nothing_is_safe(sqlite_url: str) -> None:
    async with open_store(sqlite_url) as store:
        with locked(sqlite_url):
            assert not await store.waiting.keep([waiting(1)])
