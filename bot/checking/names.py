"""Are names and ways of asking heard? The matcher itself is asked, with each of them as the question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bot.checking.writing import are_two
from bot.knowledge_base import KnowledgeBase
from bot.knowledge_base.documents import KeyPath
from bot.knowledge_base.findings import Finding, finding
from bot.knowledge_base.texts import Phrases
from bot.understanding.lexicon import FRAMEWORK, OTHER, SUBJECT, Entity, Lexicon
from bot.understanding.spotting import spot, spot_names
from bot.understanding.text import tokenise

Name = tuple[str, Entity, KeyPath, str]
"""Kind of the entry, what the name speaks for, the way to it, and the name."""

_MAY_SHARE = {"component", "other"}
"""Sorts that may have a name in common: the articles speak of a thing, and it may be a rival in a choice too."""


def names(base: KnowledgeBase, lexicon: Lexicon) -> Iterator[Finding]:
    """Names that two entries have, and names that are not heard: two in one are not, and are told elsewhere."""
    standing = list(_names(base))
    owners: dict[tuple[str, ...], set[Entity]] = defaultdict(set)
    for _, entity, _, name in standing:
        owners[_forms(name)].add(entity)
    for kind, entity, way, name in standing:
        others = {other for other in owners[_forms(name)] - {entity} if {other.sort, entity.sort} != _MAY_SHARE}
        if others:
            yield finding(kind, entity.id, way, "K508", name=name, own=entity.id, other=min(others).id)
        elif not are_two(name) and entity not in {mention.entity for mention in spot_names(name, lexicon).mentions}:
            yield finding(kind, entity.id, way, "K509", name=name, own=entity.id)


def _forms(name: str) -> tuple[str, ...]:
    return tuple(token.form for token in tokenise(name))


def _names(base: KnowledgeBase) -> Iterator[Name]:
    for framework in base.frameworks.values():
        entity = Entity("framework", framework.id)
        yield "frameworks", entity, ("name",), framework.name
        yield from _listed("frameworks", entity, framework.names)
    for component in base.components.values():
        entity = Entity("component", component.name)
        if not component.common_word:
            yield "components", entity, ("name",), component.name
        yield from _listed("components", entity, component.names)
    for outside in base.outside.values():
        for position, name in enumerate(outside.names):
            yield "outside", Entity("other", outside.id), ("names", position), name


def _listed(kind: str, entity: Entity, phrases: Phrases) -> Iterator[Name]:
    for language in Phrases.model_fields:
        for position, name in enumerate(getattr(phrases, language)):
            yield kind, entity, ("names", language, position), name


def cues(base: KnowledgeBase, lexicon: Lexicon) -> Iterator[Finding]:
    """Cues that are not heard. Several ways of asking may share one: each of them is weighed for itself."""
    fillings = {FRAMEWORK: _heard_as("framework", base, lexicon), OTHER: _heard_as("other", base, lexicon)}
    for kind, name, way, text in _cues(base):
        own, example = name or SUBJECT, text.replace(" * ", " ")
        for sign, filling in fillings.items():
            example = example.replace(sign, filling)
        if own not in spot(example, lexicon).cues:
            yield finding(kind, name, way, "K510", phrase=text, own=own)


def _heard_as(sort: str, base: KnowledgeBase, lexicon: Lexicon) -> str:
    """A name that is heard as one of this sort alone."""
    for _, entity, _, name in _names(base):
        if entity.sort == sort and {mention.entity.sort for mention in spot_names(name, lexicon).mentions} == {sort}:
            return name
    return ""


def _cues(base: KnowledgeBase) -> Iterator[tuple[str, str, KeyPath, str]]:
    """Kind and id of the entry, the way to the cue, and the cue."""
    for language in Phrases.model_fields:
        for cue in base.cues.values():
            for position, text in enumerate(getattr(cue.phrases, language)):
                yield "cues", cue.id, ("phrases", language, position), text
        for position, text in enumerate(getattr(base.subject.words, language)):
            yield "subject", "", ("words", language, position), text
