"""What was asked a moment ago and is asked again: one question goes through many chats, and its answer is the same."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Keeps what was worked out lately, with its key, for a short time: keys hold people's words.

    Args:
        seconds: how long anything is kept while others are asked for.
        most: how many are kept.
        clock: seconds of a clock that never goes back.
    """

    def __init__(self, seconds: float = 60.0, most: int = 128, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._kept: dict[K, tuple[float, V]] = {}

    def get(self, key: K, work_out: Callable[[], V]) -> V:
        """The value of ``key``, worked out if it is not known."""
        now = self._clock()
        self._forget(now)
        if key not in self._kept:
            self._kept[key] = now, work_out()
        return self._kept[key][1]

    def __len__(self) -> int:
        return len(self._kept)

    def _forget(self, now: float) -> None:
        """Forgets what is old, and the oldest if there are too many: they were put in first."""
        while self._kept:
            oldest = next(iter(self._kept))
            if now - self._kept[oldest][0] < self._seconds and len(self._kept) < self._most:
                return
            del self._kept[oldest]
