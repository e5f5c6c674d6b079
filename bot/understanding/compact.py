"""Very many short strings in little memory: a string that stands alone takes ten times what its letters do."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from math import log2
from zlib import crc32

_BETWEEN = "\n"
_NUMBER = 32
"""Bits for the number of a value; the hash of its key stands before them."""


class Words:
    """Words with how common each is, to look them up and nothing else: one long text of them, in order."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """``counts``: how often each word was met in some large heap of texts."""
        ordered = sorted(counts)
        self._text = "".join(f"{word}{_BETWEEN}" for word in ordered)
        ends = accumulate(len(word) + len(_BETWEEN) for word in ordered)
        self._starts = array("I", (end - len(word) - len(_BETWEEN) for word, end in zip(ordered, ends, strict=True)))
        self._levels = array("B", (min(level(counts[word]), 255) for word in ordered))

    def __contains__(self, word: str) -> bool:
        return self._find(word) is not None

    def level(self, word: str) -> int:
        """How common ``word`` is (see :func:`level`); 0 for one that is not here."""
        place = self._find(word)
        return 0 if place is None else self._levels[place]

    def _find(self, word: str) -> int | None:
        place = bisect_left(self._starts, word, key=self._word_at)
        there = place < len(self._starts) and self._word_at(self._starts[place]) == word
        return place if there else None

    def _word_at(self, start: int) -> str:
        return self._text[start : self._text.index(_BETWEEN, start)]


def level(count: int) -> int:
    """A count as a number of tenths of doublings, so that what counts is how many times as common a word is."""
    return round(10 * log2(count + 1))


class Index:
    """Values by key, where a value that is found too much does no harm: of a key no more is kept than its hash."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._values: list[str] = []
        numbers: dict[str, int] = {}
        entries = []
        for key, value in pairs:
            if value not in numbers:
                numbers[value] = len(numbers)
                self._values.append(value)
            entries.append(crc32(key.encode()) << _NUMBER | numbers[value])
        entries.sort()
        self._entries = array("Q", entries)

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, key: str) -> Iterator[str]:
        """All values of ``key``, and seldom one of another."""
        sought = crc32(key.encode())
        for place in range(bisect_left(self._entries, sought << _NUMBER), len(self._entries)):
            found = self._entries[place]
            if found >> _NUMBER != sought:
                return
            yield self._values[found & ((1 << _NUMBER) - 1)]
