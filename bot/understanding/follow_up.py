"""A text that is only whole together with what was asked before: "and the other one?", "why?", "which is faster?".

Every rule is about what the text lacks. A text that is a question by itself is none of these, and what was asked before
does not touch it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process, utils

from bot.knowledge_base import KnowledgeBase
from bot.understanding.lexicon import FUNCTION_WORDS
from bot.understanding.question import Kind, Question, Reading, Weighted
from bot.understanding.spotting import Spotted

_SHORT = 9
"""Words (two Han characters count as one) that a follow-up has at most."""
_LINKS = frozenset({"link", "how_about", "why", "state"})
_WHOLE = frozenset({"choose", "versus", "difference", "what_framework", "recommend"})
"""Ways of asking that make a question whole."""
_HINTED = 0.3
"""Evidence of a topic that is enough where the text is hardly more than its name."""
_OLD = 0.6
"""What a situation of the question before still weighs beside a new one."""
_ALIKE = 75
"""Likeness (0 to 100) to the label of an offered reading from which a text chooses it."""
_OF_FRAMEWORKS: frozenset[Kind] = frozenset({"fact", "framework", "compare"})
_MATTERS: frozenset[Kind] = frozenset({"recommend", "compare", "framework", "fact", "learn"})


def follow(fresh: Question, spotted: Spotted, before: Question, base: KnowledgeBase) -> Question | None:
    """``fresh`` completed by ``before``; none if it stands alone."""
    if before.kind in {"clarify", "out_of_scope"}:
        return _chosen(fresh, before, base)
    if before.kind not in _MATTERS or _size(spotted) > _SHORT or spotted.named("other"):
        return None
    named, scenarios, topics = fresh.frameworks, fresh.scenarios, fresh.topics
    described = tuple(found for found in scenarios if not base.scenarios[found.id].open)
    if _asks_why(spotted) and not (named or described or topics):
        return _taken(before, fresh, wants_evidence=True)
    excluded = tuple(name for name in spotted.named("framework") if "excluded" in spotted.roles.get(name, ()))
    if excluded and set(excluded) >= set(spotted.named("framework")) and before.kind == "recommend":
        return _constrained(before, fresh, excluded, base)
    if spotted.cues.keys() & _WHOLE and (len(named) > 1 or described):
        return None
    link = bool(spotted.cues.keys() & _LINKS)
    linked = link or _size(spotted) <= 3
    if named and not described and not topics and linked:
        # After an order of learning a bare name asks for more than the same order again.
        return None if before.kind == "learn" and not link else _about_others(before, fresh, named)
    if not named and not described and linked:
        topics = topics or _hinted(spotted)
    learning = (topics[:1] and topics[0].id == base.learning.topic) or "learn" in spotted.cues
    if learning and not (named or described) and _says_no_more(spotted) and _some(before, base):
        return _taken(before, fresh, kind="learn", topics=(Weighted(base.learning.topic, 1.0),), scenarios=())
    # What was asked of a framework goes on being asked of it, though the same word may describe a situation.
    described_too = described and not (linked and before.kind in _OF_FRAMEWORKS)
    if topics and not named and before.frameworks and not described_too and not learning:
        return _on_topic(before, fresh, topics)
    if described and not named and before.kind == "recommend" and linked:
        return _further(before, fresh, described)
    return None


def _hinted(spotted: Spotted) -> tuple[Weighted, ...]:
    """The topic that a text hints at."""
    return tuple(
        Weighted(name, evidence.weight, evidence.phrase, evidence.spans)
        for name, evidence in spotted.best("topic")[:1]
        if evidence.weight >= _HINTED
    )


def _some(before: Question, base: KnowledgeBase) -> bool:
    """Whether it was about some of the frameworks, not about all of them or none."""
    return before.kind in _OF_FRAMEWORKS | {"learn"} and 0 < len(before.frameworks) < len(base.frameworks)


def _says_no_more(spotted: Spotted) -> bool:
    """Whether a text is made of ways of asking and of words that say nothing, so that it must mean what came before."""
    spans = [span for spans in spotted.cues.values() for span in spans]
    spans += [span for _, evidence in spotted.best("topic") for span in evidence.spans]
    return all(
        token.form in FUNCTION_WORDS or any(start <= token.start and token.end <= end for start, end in spans)
        for token in spotted.tokens
    )


def _size(spotted: Spotted) -> float:
    han = sum(token.script == "han" for token in spotted.tokens)
    return len(spotted.tokens) - han + han / 2


def _asks_why(spotted: Spotted) -> bool:
    return "why" in spotted.cues and _size(spotted) <= 4 and "error" not in spotted.cues


def _taken(before: Question, fresh: Question, **changes: object) -> Question:
    """The question before with the words, the language and the changes of the new one."""
    taken = replace(
        before,
        text=fresh.text,
        language=fresh.language,
        confidence=max(fresh.confidence, _OLD),
        likely=fresh.likely,
        readings=fresh.readings,
        signals=fresh.signals,
        follows=True,
        wants_evidence=False,
    )
    return replace(taken, **changes)  # type: ignore[arg-type]


def _constrained(before: Question, fresh: Question, excluded: tuple[str, ...], base: KnowledgeBase) -> Question:
    """The same recommendation without the frameworks that are now ruled out; of all, only the last ones are."""
    out = tuple(dict.fromkeys((*before.excluded, *excluded)))
    if len(out) == len(base.frameworks):
        out = excluded
    kept = tuple(name for name in before.frameworks if name not in out)
    return _taken(before, fresh, excluded=out, frameworks=kept)


def _about_others(before: Question, fresh: Question, named: tuple[str, ...]) -> Question:
    """The same question of other frameworks; a comparison takes them in, a recommendation sets them beside its own."""
    if before.kind in {"compare", "recommend"}:
        named = tuple(dict.fromkeys((*before.frameworks, *named))) if before.kind == "compare" else named
        kind: Kind = "compare" if before.kind == "compare" else "recommend"
        return _taken(before, fresh, kind=kind, frameworks=named, components=(), target=())
    return _taken(before, fresh, frameworks=named, components=())


def _on_topic(before: Question, fresh: Question, topics: Sequence[Weighted]) -> Question:
    """A topic of the frameworks that were spoken of."""
    kind: Kind = "compare" if len(before.frameworks) > 1 else "fact"
    return _taken(before, fresh, kind=kind, topics=tuple(topics), components=fresh.components, scenarios=())


def _further(before: Question, fresh: Question, described: Sequence[Weighted]) -> Question:
    """A situation more: the new one leads, the old one still counts."""
    new = {found.id for found in described}
    old = tuple(Weighted(found.id, found.weight * _OLD) for found in before.scenarios if found.id not in new)
    return _taken(before, fresh, kind="recommend", scenarios=(*described, *old)[:3])


def _chosen(fresh: Question, before: Question, base: KnowledgeBase) -> Question | None:
    """The reading that was offered and that the text chooses, by its number or in words."""
    text = fresh.text.strip()
    offered = before.readings
    if text.isdecimal():
        index = int(text) - 1
        return _as_read(fresh, offered[index]) if 0 <= index < len(offered) else None
    names = [_words(reading, base) for reading in offered]
    best = process.extractOne(text, names, scorer=fuzz.token_set_ratio, processor=utils.default_process)
    if best is None or best[1] < _ALIKE or len(text) < 2:
        return None
    return _as_read(fresh, offered[best[2]])


def _words(reading: Reading, base: KnowledgeBase) -> str:
    """All names of what a reading is about, in every language."""
    texts = [
        base.frameworks[name].name for name in reading.frameworks if len(reading.frameworks) < len(base.frameworks)
    ]
    for title in (
        base.scenarios[reading.scenario].title if reading.scenario else None,
        base.topics[reading.topic].title if reading.topic else None,
    ):
        texts += [title.en, title.zh_Hans, title.zh_Hant] if title else []
    return " ".join(texts) or reading.kind


def _as_read(fresh: Question, reading: Reading) -> Question:
    return replace(
        fresh,
        kind=reading.kind,
        frameworks=reading.frameworks,
        scenarios=(Weighted(reading.scenario, 1.0),) if reading.scenario else (),
        topics=(Weighted(reading.topic, 1.0),) if reading.topic else (),
        components=(reading.component,) if reading.component else (),
        confidence=1.0,
        margin=1.0,
        follows=True,
    )
