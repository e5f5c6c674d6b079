"""Very many short strings in little memory: a string that stands alone takes ten times what its letters do."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate
from zlib import crc32

_BETWEEN = "\n"
_NUMBER = 32
"""Bits for the number of a value; the hash of its key stands before them."""


class Words:
    """A set of words, to look them up and nothing else: one long text of them, in order."""

    def __init__(self, words: Iterable[str]) -> None:
        ordered = sorted(words)
        self._text = "".join(f"{word}{_BETWEEN}" for word in ordered)
        ends = accumulate(len(word) + len(_BETWEEN) for word in ordered)
        self._starts = array("I", (end - len(word) - len(_BETWEEN) for word, end in zip(ordered, ends, strict=True)))

    def __contains__(self, word: str) -> bool:
        place = bisect_left(self._starts, word, key=self._word_at)
        return place < len(self._starts) and self._word_at(self._starts[place]) == word

    def _word_at(self, start: int) -> str:
        return self._text[start : self._text.index(_BETWEEN, start)]


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
