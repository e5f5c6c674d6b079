"""Looking words up: exact, or with the typos that people make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from bot.understanding.compact import Index, Words, level
from bot.understanding.text import Token, stem

_SHORTEST_TYPO, _LONG_WORD = 4, 8
_SHORTEST_PART = 3
_JOINTS = ("vs", "or", "and", "to")
_GOES_ON = -1
_NAME, _OWN_WORD = level(200_000), level(20_000)
"""How common the names count, and the words of the subject that are in no dictionary: as "book" and "tables" are."""
_MISTAKEN = level(100)
"""A word that is this much rarer than one that differs by a slip of the finger is such a slip."""
_SLIP = level(10)
"""What it counts that a candidate has the letters that were typed: one was left out or doubled, or two were swapped."""


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

    def exactly(self, keys: tuple[str, ...]) -> int | None:
        """The number of the word with these keys, if there is one."""
        word = self._words.get(keys, _GOES_ON)
        return None if word == _GOES_ON else word

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
    """What is no typo, unless it is rare."""
    index: Index
    """The vocabulary, in all its inflections, by its words with letters left out."""


class Speller:
    """Corrects words that are not in the vocabulary and close to one that is.

    Candidates come from an index of words with letters left out (so that the cost does not grow with the vocabulary);
    RapidFuzz measures the distance. One edit is forgiven in words of four letters or more, two in long words; the
    first letter of a short word must be right. Of words that are equally near, a name is meant, or the most common one.
    What is an English word by itself ("fact", "flash") is no typo of another, unless hardly anybody uses it ("wold").
    """

    def __init__(
        self, words: Iterable[str], names: Iterable[str], protected: Iterable[str], plain: Iterable[str] = ()
    ) -> None:
        """Knows some words.

        Args:
            words: those of the subject.
            names: those of them that are names.
            protected: words that are no typos of any other.
            plain: words of any subject, or their stems, to which typos are mended too.
        """
        self._plain = frozenset(plain)
        self._names = {name for name in names if name.isascii()}
        self._words = {word for word in words if word.isascii()} | self._names
        self._keys = {stem(word) for word in self._words | self._plain}
        self._protected = self._words | self._plain | set(protected)
        self._lore: Lore | None = None

    @property
    def lore(self) -> Lore:
        """What is needed for a word that nobody knows; made when the first one comes, if it is not learnt before."""
        if self._lore is None:
            self._lore = Lore(Words(_counts()), self._index())
        return self._lore

    def learn(self, lore: Lore) -> None:
        """Takes over what another that knows the same words has made."""
        self._lore = lore

    def _index(self) -> Index:
        inflected = {word for word in _counts() if word.isascii() and stem(word) in self._keys}
        return Index(
            (shorter, word)
            for word in sorted(self._words | inflected)
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
        if token.script != "latin" or token.form in self._protected:
            return [token]
        bare = token.form.rstrip("0123456789")
        if bare in self._names:
            return [replace(token, form=bare, key=bare)]
        parts = self._split(token.form)
        if parts:
            return list(_cut(token, parts))
        meant = self._meant(token)
        return [replace(token, form=meant, key=stem(meant), quality=0.95)] if meant else [token]

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

    def _meant(self, token: Token) -> str | None:
        """The word that was meant, if it is another than the one that was typed."""
        common = self.lore.english.level(token.form)
        forms = (token.form,) if common or token.key == token.form else (token.form, token.key)
        for form in forms:
            found = self._nearest(form, 1 if common else None)
            if (
                found
                and (found in self._names or stem(found) != token.key)
                and (not common or self._level(found) - common >= _MISTAKEN)
            ):
                return found
        return None

    def _nearest(self, form: str, most: int | None) -> str | None:
        """The known word that is nearest to ``form``, ``most`` edits away."""
        if len(form) < _SHORTEST_TYPO or not form.isascii() or not form.isalpha():
            return None
        allowed = most or (2 if len(form) >= _LONG_WORD else 1)
        candidates: set[str] = set()
        for shorter in _leave_out(form):
            candidates.update(self.lore.index.find(shorter))
        best: tuple[int, bool, int, str] | None = None
        for candidate in candidates:
            distance = OSA.distance(form, candidate, score_cutoff=allowed)
            if distance > allowed or (candidate[0] != form[0] and min(len(form), len(candidate)) < 5):
                continue
            slip = _SLIP if set(form) <= set(candidate) else 0
            found = (distance, candidate not in self._names, -self._level(candidate) - slip, candidate)
            best = min(best, found) if best else found
        return best[-1] if best else None

    def _level(self, word: str) -> int:
        """How common a known word is."""
        return _NAME if word in self._names else self.lore.english.level(word) or _OWN_WORD


@cache
def _counts() -> Mapping[str, int]:
    """Common English words, with how often each was met."""
    return SpellChecker(language="en").word_frequency.dictionary


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
