from __future__ import annotations

from datetime import timedelta

from bot.storage.cache import RecentCache

from .tools import Clock


def test_a_value_is_fresh_for_seconds_and_known_for_longer(clock: Clock) -> None:
    cache: RecentCache[int, str] = RecentCache(clock, fresh_for=timedelta(seconds=5))
    cache.keep(1, "one")
    assert cache.fresh(1) == cache.last_known(1) == "one"
    clock.advance(seconds=5)
    assert cache.fresh(1) is None
    assert cache.last_known(1) == "one"
    cache.drop(1)
    assert cache.last_known(1) is None


def test_the_value_longest_unused_makes_room(clock: Clock) -> None:
    cache: RecentCache[int, str] = RecentCache(clock, size=2)
    cache.keep(1, "one")
    cache.keep(2, "two")
    cache.fresh(1)
    cache.keep(3, "three")
    assert [cache.fresh(key) for key in (1, 2, 3)] == ["one", None, "three"]
