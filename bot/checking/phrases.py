"""Do phrases lead where they stand? The matcher itself is asked, with each phrase as the question.

Entries of one sort compete: a question has one situation and one topic that lead. The same words may well stand under
a topic and under a situation: which of them is meant, the way of asking decides. So that is no fault, and nor are hints
that several entries share, as a hint alone decides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.knowledge_base import KnowledgeBase
from bot.knowledge_base.documents import KeyPath
from bot.knowledge_base.findings import Finding, finding
from bot.knowledge_base.texts import Phrases
from bot.understanding.crowds import Crowds
from bot.understanding.lexicon import FUNCTION_WORDS, Entity, Lexicon
from bot.understanding.signals import ONLY_TALK, collect
from bot.understanding.spotting import Evidence, Spotted, spot_phrases
from bot.understanding.text import tokenise

_SORTS = {"scenarios": "scenario", "topics": "topic", "outside": "outside", "smalltalk": "smalltalk"}
"""What the matcher calls the entries of a kind."""
_EQUAL = 1.1
"""How many times more doubt one entry may leave than another, for both to count as equally strong."""
_APART = "，"
"""Keeps the words on both sides from being read as one."""

_HINTS = "hints"

Words = frozenset[int]
Known = Mapping[Entity, Mapping[str, Words]]
"""The words of every phrase, by its entry and its text."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A phrase and where it stands."""

    kind: str
    entity: Entity
    """What it speaks for."""
    field: str
    language: str
    position: int
    text: str

    @property
    def hint(self) -> bool:
        """Whether it says little alone."""
        return self.field == _HINTS

    def fault(self, code: str, **values: object) -> Finding:
        """Something wrong with the phrase."""
        path: KeyPath = (self.field, self.language, self.position)
        return finding(self.kind, self.entity.id, path, code, phrase=self.text, own=self.entity.id, **values)


def check(base: KnowledgeBase, lexicon: Lexicon, among: Collection[Entity] | None = None) -> Iterator[Finding]:
    """Everything that is wrong with phrases.

    Args:
        base: the knowledge.
        lexicon: made of it.
        among: the entries whose phrases are of interest; all by default.
    """
    words, crowds = _words(lexicon), Crowds(lexicon)
    standing = list(_standing(base))
    shared = _shared(standing, words, base)
    for one in standing:
        if among is not None and one.entity not in among:
            continue
        known = words[one.entity].get(one.text)
        if known is None:
            yield one.fault("K506")
        elif one.kind != "smalltalk" and not one.hint and (code := _says_too_little(one.text, lexicon)):
            yield one.fault(code)
        elif not one.hint and (others := shared.get((_rank(one.entity, base), known), set()) - {one.entity}):
            yield one.fault("K501", other=min(others).id)
        else:
            yield from _unheard(one, lexicon, crowds, base)
    yield from (one.fault("K507") for one in _twice(standing) if among is None or one.entity in among)


def _standing(base: KnowledgeBase) -> Iterator[Standing]:
    for kind, sort in _SORTS.items():
        for name, entry in getattr(base, kind).items():
            entity = Entity(sort, name)
            for field in ("phrases", _HINTS):
                phrases = getattr(entry, field, None) or Phrases()
                for language in Phrases.model_fields:
                    for position, text in enumerate(getattr(phrases, language)):
                        yield Standing(kind, entity, field, language, position, text)


def _words(lexicon: Lexicon) -> Known:
    """The words of every phrase, as the matcher cut it."""
    found: dict[Entity, dict[str, Words]] = defaultdict(dict)
    for phrase in lexicon.phrases:
        found[phrase.entity][phrase.text] = frozenset(phrase.words)
    return found


def _rank(entity: Entity, base: KnowledgeBase) -> str:
    """Which entries it competes with: that no situation is given is told apart from all situations."""
    return "open" if entity.sort == "scenario" and base.scenarios[entity.id].open else entity.sort


def _shared(standing: Iterable[Standing], words: Known, base: KnowledgeBase) -> dict[tuple[str, Words], set[Entity]]:
    """The entries that the same words lead to, where these are several, by what they compete with and the words."""
    first: dict[tuple[str, Words], Entity] = {}
    found: dict[tuple[str, Words], set[Entity]] = defaultdict(set)
    for one in standing:
        known = words[one.entity].get(one.text)
        if known is not None and not one.hint:
            key = _rank(one.entity, base), known
            other = first.setdefault(key, one.entity)
            if other is not one.entity:
                found[key] |= {other, one.entity}
    return found


def _says_too_little(phrase: str, lexicon: Lexicon) -> str | None:
    """The code for a phrase that half of all questions hold: everyday words alone, or nothing but a name."""
    if all(chunk.casefold() in FUNCTION_WORDS for chunk in phrase.split()):
        return "K511"
    named = lexicon.names.exactly(tuple(token.form for token in tokenise(phrase)))
    if named is not None and any(entity.sort == "framework" for entity in lexicon.entities[named]):
        return "K512"
    return None


def _twice(standing: Iterable[Standing]) -> Iterator[Standing]:
    """Phrases that stand in their entry already, in the very same letters."""
    seen: dict[Entity, set[str]] = defaultdict(set)
    for one in standing:
        texts = seen[one.entity]
        text = one.text.casefold()
        if text in texts:
            yield one
        texts.add(text)


def _unheard(one: Standing, lexicon: Lexicon, crowds: Crowds, base: KnowledgeBase) -> Iterator[Finding]:
    """What keeps a phrase from its entry, if anything does in every way to say it."""
    found: Finding | None = None
    for text in _said(one.text):
        found = _lost(one, spot_phrases(text, lexicon, crowds), base)
        if found is None:
            return
    if found is not None:
        yield found


def _said(phrase: str) -> tuple[str, ...]:
    """The ways to say a phrase: its words in a row, and, where it has blanks, apart."""
    parts = phrase.split()
    return (phrase, _APART.join(parts)) if len(parts) > 1 else (phrase,)


def _lost(one: Standing, spotted: Spotted, base: KnowledgeBase) -> Finding | None:
    """What is stronger than the own entry, or as strong."""
    own = spotted.evidence.get(one.entity)
    if own is None:
        return one.fault("K502")
    if one.hint:
        return None
    talk = spotted.best("smalltalk")
    if talk and one.kind != "smalltalk" and ONLY_TALK in collect(spotted, base, ()):
        return one.fault("K505", other=talk[0][0])
    name, theirs = _strongest_rival(one.entity, spotted, base)
    if theirs is None or (1 - own.weight) * _EQUAL < 1 - theirs.weight:
        return None
    code = "K503" if (1 - theirs.weight) * _EQUAL < 1 - own.weight else "K504"
    strength, own_strength = f"{theirs.weight:.2f}", f"{own.weight:.2f}"
    return one.fault(code, other=name, theirs=theirs.phrase, strength=strength, own_strength=own_strength)


def _strongest_rival(entity: Entity, spotted: Spotted, base: KnowledgeBase) -> tuple[str, Evidence | None]:
    rank = _rank(entity, base)
    for name, evidence in spotted.best(entity.sort):
        if name != entity.id and _rank(Entity(entity.sort, name), base) == rank:
            return name, evidence
    return "", None
