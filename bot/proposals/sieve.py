"""Phrases that ``check`` would refuse are not worth anybody's review: they are left out before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.checking import CODES, Severity, phrases
from bot.knowledge_base import KnowledgeBase
from bot.proposals.applying import FIELDS, Addition, Written, merged
from bot.understanding.lexicon import Entity, Lexicon
from bot.understanding.text import tokenise

_TWICE = "K507"
"""No error, but a phrase that stands in its entry already adds nothing."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A phrase for an entry."""

    entity: Entity
    text: str

    @property
    def language(self) -> Written:
        """The list that it belongs into: one Han character makes a phrase Chinese."""
        return "zh" if any(token.script == "han" for token in tokenise(self.text)) else "en"

    @property
    def addition(self) -> Addition:
        """The phrase as a patch."""
        return Addition.model_validate({self.entity.sort: self.entity.id, "phrases": {self.language: (self.text,)}})


def usable(wanted: Iterable[Wanted], base: KnowledgeBase) -> frozenset[Wanted]:
    """Those that are new, and that ``check`` lets pass when all of them stand in ``base``."""
    new = list(_new(wanted, base))
    tried = merged(base, [one.addition for one in new])
    found = phrases.check(tried, Lexicon(tried), among={one.entity for one in new})
    refused = {
        (finding.kind, finding.id, dict(finding.values)["phrase"])
        for finding in found
        if CODES[finding.code] is Severity.ERROR or finding.code == _TWICE
    }
    return frozenset(one for one in new if (_field(one.entity), one.entity.id, one.text) not in refused)


def _new(wanted: Iterable[Wanted], base: KnowledgeBase) -> Iterator[Wanted]:
    """Those that do not stand in their entry. What two entries want goes to the one that comes first."""
    taken: set[tuple[str, ...]] = set()
    for one in wanted:
        entry, words = getattr(base, _field(one.entity))[one.entity.id], _words(one.text)
        if words not in taken and words not in map(_words, (*entry.phrases.all(), *entry.hints.all())):
            taken.add(words)
            yield one


def _field(entity: Entity) -> str:
    return FIELDS[entity.sort]


def _words(text: str) -> tuple[str, ...]:
    """What makes two phrases the same: their words by their stems, in a row."""
    return tuple(token.key for token in tokenise(text))
