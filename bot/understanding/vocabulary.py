"""Looking words up: exact, or with the typos that people make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from bot.understanding.compact import Index, Words
from bot.understanding.text import Token, stem

_SHORTEST_TYPO, _LONG_WORD = 4, 8
_SHORTEST_PART = 3
_JOINTS = ("vs", "or", "and", "to")
_GOES_ON = -1


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A word of the trie, found in a text: tokens ``start`` to ``end`` (exclusive)."""

    word: int
    start: int
    end: int
    quality: float


class Trie:
    """Words (sequences of tokens that stand together), found anywhere in a text in one pass."""

    def __init__(self) -> None:
        self._words: dict[tuple[str, ...], int] = {}
        """The number of every word; :data:`_GOES_ON` for what is only the beginning of longer ones."""
        self._count = 0

    def add(self, keys: tuple[str, ...]) -> int:
        """The number of the word with these keys; the same for the same keys."""
        word = self._words.get(keys, _GOES_ON)
        if word == _GOES_ON:
            for end in range(1, len(keys)):
                self._words.setdefault(keys[:end], _GOES_ON)
            word = self._words[keys] = self._count
            self._count += 1
        return word

    def __len__(self) -> int:
        return self._count

    def find(self, tokens: Sequence[Token]) -> Iterator[Occurrence]:
        """Every occurrence of every word in ``tokens``."""
        for start in range(len(tokens)):
            yield from self._walk((), tokens, start, start, 1.0)

    def _walk(
        self, before: tuple[str, ...], tokens: Sequence[Token], start: int, index: int, quality: float
    ) -> Iterator[Occurrence]:
        if index >= len(tokens):
            return
        token = tokens[index]
        if index > start and token.position != tokens[index - 1].position + 1:
            return
        quality = min(quality, token.quality)
        for key in (token.form,) if token.form == token.key else (token.form, token.key):
            keys = (*before, key)
            word = self._words.get(keys)
            if word is not None:
                if word != _GOES_ON:
                    yield Occurrence(word, start, index + 1, quality)
                yield from self._walk(keys, tokens, start, index + 1, quality)


@dataclass(frozen=True, slots=True)
class Lore:
    """What mending typos takes beside the vocabulary itself."""

    english: Words
    """What is no typo."""
    index: Index
    """The vocabulary by its words with letters left out."""


class Speller:
    """Corrects words that are not in the vocabulary and close to one that is.

    Candidates come from an index of words with letters left out (so that the cost does not grow with the vocabulary);
    RapidFuzz measures the distance. One edit is forgiven in words of four letters or more, two in long words; the
    first letter of a short word must be right. What is an English word by itself ("fact", "flash") is no typo of
    another.
    """

    def __init__(self, words: Iterable[str], names: Iterable[str], protected: Iterable[str]) -> None:
        self._names = {name for name in names if name.isascii()}
        self._words = {word for word in words if word.isascii()} | self._names
        self._protected = set(protected) | self._words
        self._lore: Lore | None = None

    @property
    def lore(self) -> Lore:
        """What is needed for a word that nobody knows; made when the first one comes, if it is not learnt before."""
        if self._lore is None:
            self._lore = Lore(_english(), self._index())
        return self._lore

    def learn(self, lore: Lore) -> None:
        """Takes over what another that knows the same words has made."""
        self._lore = lore

    def _index(self) -> Index:
        return Index(
            (shorter, word)
            for word in sorted(self._words)
            if len(word) >= _SHORTEST_TYPO and word.isalpha()
            for shorter in _leave_out(word)
        )

    def correct(self, tokens: Iterable[Token]) -> tuple[Token, ...]:
        """``tokens`` with typos mended, glued words split and split names joined."""
        out: list[Token] = []
        shift = 0
        for original in tokens:
            token = replace(original, position=original.position + shift) if shift else original
            if out and (joined := self._join(out[-1], token)):
                out[-1] = joined
                shift -= 1
            else:
                mended = self._mend(token)
                out += mended
                shift += len(mended) - 1
        return tuple(out)

    def _join(self, left: Token, right: Token) -> Token | None:
        """A name that was written as two words, as one."""
        if left.script == right.script == "latin" and right.position == left.position + 1:
            form = left.form + right.form
            if form in self._names:
                return replace(left, form=form, key=form, end=right.end)
        return None

    def _mend(self, token: Token) -> list[Token]:
        if token.script != "latin" or token.form in self._protected or token.key in self._words:
            return [token]
        bare = token.form.rstrip("0123456789")
        if bare in self._names:
            return [replace(token, form=bare, key=bare)]
        parts = self._split(token.form)
        if parts:
            return list(_cut(token, parts))
        if token.form in self.lore.english:
            return [token]
        best = self._closest(token.form) or (self._closest(token.key) if token.key != token.form else None)
        return [replace(token, form=best, key=stem(best), quality=0.8)] if best else [token]

    def _split(self, form: str) -> tuple[str, ...]:
        """``form`` as words that were glued together, one of them a name."""
        for cut in range(_SHORTEST_PART, len(form) - _SHORTEST_PART + 1):
            left, rest = form[:cut], form[cut:]
            if left not in self._words:
                continue
            if rest in self._words and (left in self._names or rest in self._names):
                return left, rest
            for joint in _JOINTS:
                if left in self._names and rest.startswith(joint) and rest[len(joint) :] in self._names:
                    return left, joint, rest[len(joint) :]
        return ()

    def _closest(self, form: str) -> str | None:
        if len(form) < _SHORTEST_TYPO or not form.isascii() or not form.isalpha():
            return None
        allowed = 2 if len(form) >= _LONG_WORD else 1
        candidates: set[str] = set()
        for shorter in _leave_out(form):
            candidates.update(self.lore.index.find(shorter))
        best: tuple[int, bool, str] | None = None
        for candidate in candidates:
            distance = OSA.distance(form, candidate, score_cutoff=allowed)
            if distance > allowed or (candidate[0] != form[0] and min(len(form), len(candidate)) < 5):
                continue
            found = (distance, candidate not in self._names, candidate)
            best = min(best, found) if best else found
        return best[2] if best else None


@cache
def _english() -> Words:
    """Common English words."""
    return Words(SpellChecker(language="en").word_frequency.dictionary)


def _leave_out(word: str) -> set[str]:
    """``word`` and all that is left of it when one letter goes, or two of a long word."""
    once = {word[:index] + word[index + 1 :] for index in range(len(word))}
    if len(word) >= _LONG_WORD:
        once |= {short[:index] + short[index + 1 :] for short in once for index in range(len(short))}
    return once | {word}


def _cut(token: Token, parts: tuple[str, ...]) -> Iterator[Token]:
    start = token.start
    for index, part in enumerate(parts):
        end = token.end if index == len(parts) - 1 else start + len(part)
        yield replace(token, form=part, key=part, start=start, end=end, position=token.position + index)
        start = end
