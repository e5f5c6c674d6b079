"""What is wrong with an entry, or with how the entries hang together, though each is well formed."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge_base import KnowledgeBase
from bot.knowledge_base.findings import Finding, finding
from bot.knowledge_base.texts import Entry, Phrases

_ASKED = ("scenarios", "topics", "outside", "smalltalk", "cues")
"""Kinds that only words lead to."""


def without_verdicts(base: KnowledgeBase) -> Iterator[Finding]:
    """Situations that no article speaks of: there is nothing to recommend."""
    for scenario in base.scenarios.values():
        if not (scenario.verdicts or scenario.open):
            yield finding("scenarios", scenario.id, ("id",), "K401", id=scenario.id)


def without_words(base: KnowledgeBase) -> Iterator[Finding]:
    """Entries that no words lead to, or words of one language alone."""
    for kind in _ASKED:
        for name, entry in getattr(base, kind).items():
            either = bool(getattr(entry, "names", ()))
            spoken = {
                language: either or any(getattr(phrases, language) for phrases in _phrases(entry))
                for language in Phrases.model_fields
            }
            if not any(spoken.values()):
                yield finding(kind, name, ("id",), "K402", id=name)
                continue
            for language, there in spoken.items():
                if not there:
                    yield finding(kind, name, ("phrases",), "K403", id=name, language=language)


def _phrases(entry: Entry) -> Iterator[Phrases]:
    for field in ("phrases", "hints"):
        found = getattr(entry, field, None)
        if isinstance(found, Phrases):
            yield found


def article_twice(base: KnowledgeBase) -> Iterator[Finding]:
    """Articles with two verdicts on one situation: they would count twice."""
    for scenario in base.scenarios.values():
        seen: set[str] = set()
        for position, verdict in enumerate(scenario.verdicts):
            if verdict.source in seen:
                way = ("verdicts", position, "source")
                yield finding("scenarios", scenario.id, way, "K404", source=verdict.source)
            seen.add(verdict.source)


def framework_twice(base: KnowledgeBase) -> Iterator[Finding]:
    """Verdicts that put one framework in two places."""
    for scenario in base.scenarios.values():
        for position, verdict in enumerate(scenario.verdicts):
            seen: set[str] = set()
            for field in ("first", "second", "against"):
                for index, name in enumerate(getattr(verdict, field)):
                    if name in seen:
                        way = ("verdicts", position, field, index)
                        yield finding("scenarios", scenario.id, way, "K405", framework=name)
                    seen.add(name)


def unused_sources(base: KnowledgeBase) -> Iterator[Finding]:
    """Articles that no claim comes from."""
    used = {name for field, name in _references(base) if field in {"source", "sources"}}
    for name in base.sources.keys() - used:
        yield finding("sources", name, ("id",), "K406", id=name)


def unused_topics(base: KnowledgeBase) -> Iterator[Finding]:
    """Topics that nothing is said on."""
    used = {name for field, name in _references(base) if field in {"topic", "topics"}}
    for name in base.topics.keys() - used:
        yield finding("topics", name, ("id",), "K407", id=name)


def unused_disagreements(base: KnowledgeBase) -> Iterator[Finding]:
    """Disagreements that belong to no answer."""
    for name, entry in base.disagreements.items():
        if not (entry.scenarios or entry.topics or entry.frameworks or entry.learning):
            yield finding("disagreements", name, ("id",), "K408", id=name)


def unused_steps(base: KnowledgeBase) -> Iterator[Finding]:
    """Steps of the guided choice that no option leads to."""
    led_to = {option.next for step in base.choice for option in step.options}
    for step in base.choice[1:]:
        if step.id not in led_to:
            yield finding("choice", step.id, ("id",), "K409", id=step.id)


def circles(base: KnowledgeBase) -> Iterator[Finding]:
    """Options of the guided choice that lead back to a step before them: it would never end."""
    steps = {step.id: step for step in base.choice}
    done: set[str] = set()
    for first in steps:
        way: dict[str, int] = {first: 0}
        while way and first not in done:
            name, index = next(reversed(way.items()))
            if index >= len(steps[name].options):
                done.add(name)
                del way[name]
                continue
            way[name] = index + 1
            following = steps[name].options[index].next
            if following in way:
                yield finding("choice", name, ("options", index, "next"), "K410", id=following)
            elif following in steps and following not in done:
                way[following] = 0


def _references(base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Every id that an entry names, with the field that names it."""
    for kind in ("frameworks", "scenarios", "components", "disagreements", "figures"):
        for entry in getattr(base, kind).values():
            yield from _named(entry, "")
    yield from _named(base.learning, "")


def _named(value: object, field: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, Phrases):
        return
    elif isinstance(value, Entry):
        for name in type(value).model_fields:
            yield from _named(getattr(value, name), name)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield field, key
            yield from _named(item, "")
    elif isinstance(value, tuple):
        for item in value:
            yield from _named(item, field)
