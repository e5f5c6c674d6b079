"""A bounded memory of what was read lately."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class RecentCache(Generic[K, V]):
    """The values used last. They are fresh for a few seconds, so that other replicas' changes arrive soon.

    A value that is no longer fresh stays: it is the best that is known while the database is away.
    """

    def __init__(
        self, now: Callable[[], datetime], *, size: int = 10_000, fresh_for: timedelta = timedelta(seconds=5)
    ) -> None:
        self._now = now
        self._size = size
        self._fresh_for = fresh_for
        self._values: OrderedDict[K, tuple[datetime, V]] = OrderedDict()

    def fresh(self, key: K) -> V | None:
        """The value, if it was kept within the last seconds."""
        kept = self._values.get(key)
        if kept is None or self._now() - kept[0] >= self._fresh_for:
            return None
        self._values.move_to_end(key)
        return kept[1]

    def last_known(self, key: K) -> V | None:
        """The value, however old."""
        kept = self._values.get(key)
        return None if kept is None else kept[1]

    def keep(self, key: K, value: V) -> None:
        """Keeps a value that was read or written just now, at the cost of the one longest unused."""
        self._values[key] = (self._now(), value)
        self._values.move_to_end(key)
        if len(self._values) > self._size:
            self._values.popitem(last=False)

    def drop(self, key: K) -> None:
        """Forgets a value."""
        self._values.pop(key, None)
