"""The knowledge base as something to look words up in.

Names, phrases and cues are compiled once; looking a text up costs what the text is long, not what the knowledge is.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from bot.knowledge_base import KnowledgeBase
from bot.knowledge_base.texts import Phrases
from bot.understanding.text import Token, tokenise
from bot.understanding.vocabulary import Speller, Trie

FRAMEWORK, OTHER = "{}", "{other}"
"""What stands for any framework, and for any name outside the knowledge base, in a cue."""
SUBJECT = "domain"
"""The cue of words that tell that a text is about the subject of the knowledge base."""
_GAP = "*"
_PARENTHESIS = re.compile(r"\s*[(（].*$")
FUNCTION_WORDS = frozenset(
    """
    a an the of for to in on at by with and or is are am be been was were do does did my our your their his her its it
    i we you they he she this that these those as so than then there here just also very some any from into about me us
    them will would can could should have has had up out no not 的 了 是 在 和 与 我 你 们 个 一
    """.split()
)
"""Words that say nothing of what a text is about."""


class Entity(NamedTuple):
    """Something that a word or a phrase speaks for: a sort of entry and its id."""

    sort: str
    id: str


class Phrase(NamedTuple):
    """A phrase of one entry: words in any order, each with how telling it is."""

    entity: Entity
    words: tuple[int, ...]
    weights: tuple[float, ...]
    strength: float
    """How sure the phrase makes its entry when it is there as a whole (0 to 1)."""
    text: str


class Pattern(NamedTuple):
    """A cue: words in this order, with room between the segments."""

    cue: str
    segments: tuple[int, ...]


class Lexicon:
    """Everything that is looked up in a text."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.names = Trie()
        self.entities: dict[int, list[Entity]] = defaultdict(list)
        self.words = Trie()
        self.phrases: list[Phrase] = []
        self.phrases_by_word: dict[int, list[int]] = defaultdict(list)
        self.cue_words = Trie()
        self.patterns_by_word: dict[int, list[Pattern]] = defaultdict(list)
        self._forms: set[str] = set()
        self._name_forms: set[str] = set()
        self._exact: set[str] = set()
        """Words that are known and that no typo is mended to: they are too many, and too much like common words."""
        # The same words come again and again.
        self._tokens = cache(tokenise)
        self._chunk = cache(self._words_of)
        self._add_names(base)
        self._add_phrases(base)
        self._add_cues(base)
        protected = {token.form for name in _not_names(base) for token in self._tokens(name)}
        del self._tokens, self._chunk
        self.speller = Speller(
            self._forms, self._name_forms, protected | self._exact, plain=FUNCTION_WORDS | _weighed(base)
        )
        self.language_free = frozenset(self._name_forms | {"vs", "api", "web", "ok"})
        """Words that say nothing of the language of a text."""

    def _add_names(self, base: KnowledgeBase) -> None:
        for entity, name in _names(base):
            tokens = self._tokens(name)
            if not tokens:
                continue
            word = self.names.add(tuple(token.form for token in tokens))
            if entity not in self.entities[word]:
                self.entities[word].append(entity)
            latin = [token.form for token in tokens if token.script == "latin"]
            (self._exact if entity.sort == "other" else self._forms).update(latin)
            if len(tokens) == 1 and entity.sort == "framework":
                self._name_forms.add(tokens[0].form)

    def _add_phrases(self, base: KnowledgeBase) -> None:
        found = [
            (entity, [self.words.add(keys) for keys in split], strength, text)
            for entity, phrases, hint in all_phrases(base)
            for text in phrases.all()
            if (split := self._whole(text) if entity.sort == "smalltalk" else self._split(text))
            for strength in [_strength(split, hint=hint)]
        ]
        shared: dict[tuple[float, ...], tuple[float, ...]] = {}
        spread: Counter[int] = Counter()
        for word in {(word, entity) for entity, words, _, _ in found for word in words}:
            spread[word[0]] += 1
        for entity, words, strength, text in found:
            telling = [math.log(2 + len(found) / spread[word]) for word in words]
            total = sum(telling)
            weights = tuple(weight / total for weight in telling)
            # Of most phrases there are others like them, with which they share what is the same.
            phrase = Phrase(entity, tuple(words), shared.setdefault(weights, weights), strength, text)
            rarest = min(words, key=lambda word: spread[word])
            self.phrases_by_word[rarest].append(len(self.phrases))
            self.phrases.append(phrase)

    def _whole(self, phrase: str) -> list[tuple[str, ...]]:
        """A phrase whose words stand together: what is said in passing says it in these words."""
        tokens = self._tokens(phrase)
        self._forms.update(token.form for token in tokens if token.script == "latin")
        return [tuple(token.key for token in tokens)]

    def _words_of(self, chunk: str) -> list[tuple[str, ...]]:
        """The words of a phrase that stand together in it."""
        words = []
        for run in _runs(self._tokens(chunk)):
            words.append(tuple(token.key for token in run))
            self._forms.update(token.form for token in run if token.script == "latin")
        return words

    def _split(self, phrase: str) -> list[tuple[str, ...]]:
        words = [word for chunk in phrase.split() for word in self._chunk(chunk)]
        telling = [word for word in words if not (len(word) == 1 and word[0] in FUNCTION_WORDS)]
        return list(dict.fromkeys(telling or words))

    def _add_cues(self, base: KnowledgeBase) -> None:
        ways = {cue.id: cue.phrases for cue in base.cues.values()} | {SUBJECT: base.subject.words}
        for cue, phrases in ways.items():
            for text in phrases.all():
                segments = tuple(
                    self.cue_words.add(keys) for part in text.split(f" {_GAP} ") if (keys := self._cue_keys(part))
                )
                if segments:
                    self.patterns_by_word[segments[0]].append(Pattern(cue, segments))

    def _cue_keys(self, part: str) -> tuple[str, ...]:
        keys: list[str] = []
        for chunk in part.split():
            if chunk in (FRAMEWORK, OTHER):
                keys.append(chunk)
                continue
            for token in self._tokens(chunk):
                keys.append(token.form if token.script == "latin" and len(token.form) <= 3 else token.key)
                if token.script == "latin":
                    self._forms.add(token.form)
        return tuple(keys)


def _strength(words: list[tuple[str, ...]], *, hint: bool) -> float:
    """A hint says little; a phrase says the more, the more words and letters it has."""
    if hint:
        return 0.3
    size = sum(len(word) if not word[0].isascii() else 2 * len(word) for word in words)
    return min(0.95, 0.5 + 0.1 * size)


def _runs(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """Tokens that stand together (a hyphen or a slash between them does not part them)."""
    run: list[Token] = []
    for token in tokens:
        if run and token.position != run[-1].position + 1:
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _names(base: KnowledgeBase) -> Iterator[tuple[Entity, str]]:
    for framework in base.frameworks.values():
        for name in (framework.id, framework.name, *framework.names.all()):
            yield Entity("framework", framework.id), name
    for component in base.components.values():
        own = () if component.common_word else (_PARENTHESIS.sub("", component.name),)
        for name in (*own, *component.names.all()):
            yield Entity("component", component.name), name
    for outside in base.outside.values():
        for name in outside.names:
            yield Entity("other", outside.id), name


def _not_names(base: KnowledgeBase) -> Iterator[str]:
    for framework in base.frameworks.values():
        yield from framework.not_names


def _weighed(base: KnowledgeBase) -> frozenset[str]:
    """The words whose mere being there is weighed."""
    return frozenset(word for signal in base.weights.signals for word in signal.split() if word.isascii())


def all_phrases(base: KnowledgeBase) -> Iterator[tuple[Entity, Phrases, bool]]:
    """The phrases of every entry, and whether they are hints only."""
    for sort, entries in (("scenario", base.scenarios), ("topic", base.topics), ("outside", base.outside)):
        for entry in entries.values():
            yield Entity(sort, entry.id), entry.phrases, False
            yield Entity(sort, entry.id), entry.hints, True
    for talk in base.smalltalk.values():
        yield Entity("smalltalk", talk.id), talk.phrases, False


__all__ = ["FRAMEWORK", "FUNCTION_WORDS", "OTHER", "Entity", "Lexicon", "Pattern", "Phrase", "all_phrases"]
