"""What several replicas do over one store."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.storage import Claim, Store, open_store

from .tools import Clock, rows

POLLING = timedelta(seconds=30)


@pytest.fixture
async def another(store: Store, url: str, clock: Clock) -> AsyncIterator[Store]:
    """A second replica, over the same database as ``store``."""
    async with open_store(url, now=clock) as another:
        yield another


async def test_an_update_is_new_then_in_progress_then_done(store: Store, another: Store) -> None:
    assert await store.updates.claim(10_000_000_001) is Claim.NEW
    assert await store.updates.claim(10_000_000_001) is Claim.IN_PROGRESS
    assert await another.updates.claim(10_000_000_001) is Claim.IN_PROGRESS
    await store.updates.done(10_000_000_001)
    assert await store.updates.claim(10_000_000_001) is Claim.DONE
    assert await another.updates.claim(10_000_000_001) is Claim.DONE


async def test_of_many_deliveries_at_once_one_is_new(store: Store, another: Store) -> None:
    claims = await asyncio.gather(
        *(replica.updates.claim(update) for update in range(20) for replica in (store, another) * 3)
    )
    assert Counter(claims) == {Claim.NEW: 20, Claim.IN_PROGRESS: 100}


async def test_a_claim_whose_holder_crashed_is_new_again(store: Store, another: Store, clock: Clock) -> None:
    await store.updates.claim(1)
    clock.advance(seconds=59)
    assert await another.updates.claim(1) is Claim.IN_PROGRESS
    clock.advance(seconds=1)
    assert await another.updates.claim(1) is Claim.NEW
    assert await store.updates.claim(1) is Claim.IN_PROGRESS
    assert await store.updates.claim(1, lifetime=timedelta()) is Claim.NEW


async def test_a_claim_is_known_again_by_its_holder_alone(store: Store, another: Store) -> None:
    assert await store.updates.claim(1, "a") is Claim.NEW
    assert await another.updates.claim(1, "b") is Claim.IN_PROGRESS
    assert await another.updates.claim(1) is Claim.IN_PROGRESS
    assert await store.updates.claim(1, "a") is Claim.NEW
    await store.updates.done(1)
    assert await store.updates.claim(1, "a") is Claim.DONE


async def test_a_claim_that_is_renewed_is_not_abandoned(store: Store, another: Store, clock: Clock) -> None:
    for number in (1, 2):
        await store.updates.claim(number, "a")
    clock.advance(seconds=50)
    await store.updates.renew([1], "a")
    await another.updates.renew([2], "b")
    clock.advance(seconds=50)
    assert await another.updates.claim(1, "b") is Claim.IN_PROGRESS
    assert await another.updates.claim(2, "b") is Claim.NEW


async def test_a_claim_can_be_given_back_until_it_is_done(store: Store, another: Store) -> None:
    await store.updates.claim(1)
    await store.updates.release(1)
    assert await another.updates.claim(1) is Claim.NEW
    await another.updates.done(1)
    await another.updates.release(1)
    assert await store.updates.claim(1) is Claim.DONE


async def test_updates_are_remembered_for_a_day(store: Store, clock: Clock, url: str) -> None:
    await store.updates.claim(1)
    await store.updates.done(1)
    clock.advance(hours=23)
    await store.purge()
    assert await store.updates.claim(1) is Claim.DONE
    clock.advance(hours=1)
    await store.purge()
    assert await rows(url, "SELECT * FROM updates") == []


async def test_one_replica_polls(store: Store, another: Store, clock: Clock) -> None:
    assert await store.leases.acquire("polling", "a", POLLING)
    assert not await another.leases.acquire("polling", "b", POLLING)
    clock.advance(seconds=20)
    assert await store.leases.acquire("polling", "a", POLLING)
    clock.advance(seconds=20)
    assert not await another.leases.acquire("polling", "b", POLLING)
    clock.advance(seconds=10)
    assert await another.leases.acquire("polling", "b", POLLING)
    assert not await store.leases.acquire("polling", "a", POLLING)


async def test_a_lease_can_be_handed_over_at_once(store: Store, another: Store) -> None:
    await store.leases.acquire("polling", "a", POLLING)
    await another.leases.release("polling", "b")
    assert not await another.leases.acquire("polling", "b", POLLING)
    await store.leases.release("polling", "a")
    assert await another.leases.acquire("polling", "b", POLLING)


async def test_of_many_who_want_a_lease_one_has_it(store: Store, another: Store) -> None:
    outcomes = await asyncio.gather(
        *(replica.leases.acquire("polling", f"{n}", POLLING) for n in range(5) for replica in (store, another))
    )
    # Each owner asks twice, and who holds the lease is told so both times.
    assert Counter(outcomes) == {True: 2, False: 8}


async def test_facts_are_shared(store: Store, another: Store) -> None:
    assert await another.facts.get("knowledge") is None
    await store.facts.set("knowledge", {"version": "abc", "files": [1, 2]})
    assert await another.facts.get("knowledge") == {"version": "abc", "files": [1, 2]}
    await another.facts.set("knowledge", "def")
    assert await store.facts.get("knowledge") == "def"


async def test_of_many_who_add_a_fact_one_did(store: Store, another: Store) -> None:
    added = await asyncio.gather(
        *(replica.facts.add("told owners: conflict", n) for n in range(5) for replica in (store, another))
    )
    assert Counter(added) == {True: 1, False: 9}
