from __future__ import annotations

from datetime import timedelta

from bot.storage import Deletion, Store

from .tools import Clock

GROUP = -1002147483648123


async def test_what_is_to_be_deleted_is_known_until_it_is_done(store: Store, clock: Clock) -> None:
    later, soon = clock.time + timedelta(minutes=10), clock.time + timedelta(minutes=1)
    await store.deletions.add(GROUP, 5, later)
    await store.deletions.add(GROUP, 4, soon)
    await store.deletions.add(GROUP, 4, soon)
    assert await store.deletions.pending() == (Deletion(GROUP, 4, soon), Deletion(GROUP, 5, later))
    await store.deletions.done(GROUP, 4)
    await store.deletions.done(GROUP, 4)
    assert await store.deletions.pending() == (Deletion(GROUP, 5, later),)


async def test_what_telegram_would_not_delete_any_more_is_given_up(store: Store, clock: Clock) -> None:
    await store.deletions.add(GROUP, 4, clock.time)
    clock.advance(hours=47)
    await store.purge()
    assert len(await store.deletions.pending()) == 1
    clock.advance(hours=1)
    await store.purge()
    assert await store.deletions.pending() == ()
