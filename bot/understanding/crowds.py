"""Which phrases can count for a text, where very many phrases have a word in common.

A phrase is looked up by its rarest word. With a hundred times the phrases of today, such a word has a hundred times the
phrases, and nearly all of them lack everything else. Here those are looked up by two of their words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from bot.understanding.lexicon import Lexicon

ENOUGH = 0.6
"""How much of a phrase must be there for it to count at all."""
_CROWD = 4
"""Phrases of one word from which it is worth looking at a second one."""


class Crowds:
    """The phrases of a lexicon by their rarest word and, where that has many, by another one too."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._by_word = lexicon.phrases_by_word
        self._by_two: dict[int, dict[int, list[int]]] = {}
        self._by_one: dict[int, list[int]] = {}
        """Those for which the one word is enough."""
        for word, numbers in lexicon.phrases_by_word.items():
            if len(numbers) <= _CROWD:
                continue
            by_other: dict[int, list[int]] = defaultdict(list)
            alone = self._by_one[word] = []
            for number in numbers:
                phrase = lexicon.phrases[number]
                if len(phrase.words) == 1 or phrase.weights[0] >= ENOUGH:
                    alone.append(number)
                    continue
                for other in phrase.words:
                    if other != word:
                        by_other[other].append(number)
            self._by_two[word] = dict(by_other)

    def candidates(self, words: Collection[int]) -> Iterator[int]:
        """The numbers of all phrases that could count in a text with these words."""
        for word in words:
            by_other = self._by_two.get(word)
            if by_other is None:
                yield from self._by_word.get(word, ())
                continue
            together = {number for other in words for number in by_other.get(other, ())}
            yield from sorted(together.union(self._by_one[word]))
