"""How much one person may ask: a bucket of tokens for each, in a memory that does not grow."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from enum import StrEnum

_REMEMBERED = 16
"""How many questions of one person may wait to be handled again: in one chat one does, but there are others."""


class Allowance(StrEnum):
    """What is left to a person."""

    ENOUGH = "enough"
    LAST = "last"
    """Nothing, since just now: they should be told, once."""
    NONE = "none"


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float
    told: bool = False
    counted: dict[Hashable, Allowance] = field(default_factory=dict)
    """What was asked lately, and what it got."""


class Allowances:
    """The buckets of those who asked last.

    A bucket starts full, loses a token with every question and gains one every ``refill`` seconds. Who asked longest
    ago is forgotten first, and so starts anew with a full one: by then it would be full anyway, unless a crowd asks.
    """

    def __init__(self, *, capacity: int = 8, refill: float = 6.0, most: int = 10_000) -> None:
        self._capacity = capacity
        self._refill = refill
        self._most = most
        self._buckets: OrderedDict[Hashable, _Bucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, who: Hashable, now: float, what: Hashable = None) -> Allowance:
        """Takes a token from the bucket of ``who``.

        Args:
            who: asks.
            now: when, in seconds; a moment before the last one counts as that.
            what: names the question: one that is handled again, as after a fault of Telegram's, takes no second token.
        """
        bucket = self._buckets.setdefault(who, _Bucket(self._capacity, now))
        self._buckets.move_to_end(who)
        if len(self._buckets) > self._most:
            self._buckets.popitem(last=False)
        if what is not None and what in bucket.counted:
            return bucket.counted[what]
        bucket.tokens = min(self._capacity, bucket.tokens + max(0.0, now - bucket.at) / self._refill)
        bucket.at = max(now, bucket.at)
        found = self._take(bucket)
        if what is not None:
            bucket.counted[what] = found
            if len(bucket.counted) > _REMEMBERED:
                del bucket.counted[next(iter(bucket.counted))]
        return found

    @staticmethod
    def _take(bucket: _Bucket) -> Allowance:
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            bucket.told = False
            return Allowance.ENOUGH
        if bucket.told:
            return Allowance.NONE
        bucket.told = True
        return Allowance.LAST
