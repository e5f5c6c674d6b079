"""What speaks for one kind of answer or another, as named numbers.

Nothing here names an entry of the knowledge base: a signal says *that* a situation or a topic was seen, and how
clearly, never which. So the weights hold for any knowledge base.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from bot.knowledge_base import KnowledgeBase
from bot.understanding.spotting import Span, Spotted
from bot.understanding.wording import wording

_CODE = re.compile(r"`|\w\(|\)\.|\{\w|[a-z]_[a-z]|==|/\w+/|@\w+\.|\bdef\b|\.py\b|--\w|^\s*>>>")
_EXTENSION = re.compile(r"[-_.][A-Za-z]")
_LINK = re.compile(r"https?://")
_VERSION = re.compile(r"\d+\.\d+")
AGAINST_ANOTHER = "against another"
"""A choice between one of the frameworks and something else, which the knowledge base has not compared."""
ONLY_TALK = "only small talk"
"""Nothing but phrases of small talk."""
_CHOOSING = frozenset(
    {"choose", "versus", "should_use", "instead", "better", "which", "another", "change", "difference"}
)
_ONLY = 0.75
"""Evidence of a topic from which it stands for the one framework that has it."""
_WHOLE = frozenset({"smalltalk", "scenario", "open situation", "topic", "outside", "component", "rival", "other tool"})
"""What means more where there is nothing else in a text."""
_LENGTHS = ((3, "tiny"), (7, "short"), (16, "medium"), (40, "long"))

Value = tuple[float, tuple[Span, ...]]


def collect(spotted: Spotted, base: KnowledgeBase, words: Container[str] | None = None) -> dict[str, Value]:
    """All signals of a text that are not zero.

    ``words`` are the word signals that are of interest, by default those that the weights know.
    """
    single = dict(_single(spotted, base))
    wanted = base.weights.signals if words is None else words
    many = _many(len(about(spotted, base)))
    plain = {name: (1.0, (span,)) for name, span in wording(spotted, many) if name in wanted}
    return plain | single | dict(_crossed(single, many))


def about(spotted: Spotted, base: KnowledgeBase) -> tuple[str, ...]:
    """The frameworks that a text is about: those it names, or else those of the components that belong to just one."""
    named: list[str] = []
    implied: list[str] = []
    for mention in spotted.mentions:
        if mention.entity.sort == "framework":
            named.append(mention.entity.id)
        elif mention.entity.sort == "component":
            component = base.components[mention.entity.id]
            if component.stands_for:
                named.append(component.stands_for)
            elif len(component.goes_with) == 1:
                implied.append(component.goes_with[0])
    if not named and not implied:
        implied += _only_ones(spotted, base)
    return tuple(dict.fromkeys(named or implied))


def _only_ones(spotted: Spotted, base: KnowledgeBase) -> list[str]:
    """The one framework that has anything to do with the topic of a text, if there is just one."""
    for name, evidence in spotted.best("topic")[:1]:
        having = [framework.id for framework in base.frameworks.values() if name in framework.topics]
        if evidence.weight >= _ONLY and len(having) == 1:
            return having
    return []


def _single(spotted: Spotted, base: KnowledgeBase) -> Iterator[tuple[str, Value]]:
    yield "bias", (1.0, ())
    for cue, spans in spotted.cues.items():
        yield f"cue {cue}", (1.0, spans)
    named = about(spotted, base)
    spans = tuple(mention.span for mention in spotted.mentions if mention.entity.sort == "framework")
    yield f"frameworks {min(len(named), 3)}", (1.0, spans)
    yield from _evidence(spotted, base)
    components = [mention for mention in spotted.mentions if mention.entity.sort == "component"]
    if components:
        yield "component", (1.0, tuple(mention.span for mention in components))
    rivals = [m for m in spotted.mentions if m.entity.sort == "other" and base.outside[m.entity.id].rival]
    others = [m for m in spotted.mentions if m.entity.sort == "other" and not base.outside[m.entity.id].rival]
    if rivals:
        yield "rival", (1.0, tuple(mention.span for mention in rivals))
        if named and not _CHOOSING.isdisjoint(spotted.cues) and "replace_other" not in spotted.cues:
            yield AGAINST_ANOTHER, (2.0, tuple(mention.span for mention in rivals))
        if len({mention.span for mention in rivals}) > 1:
            yield "rivals", (1.0, tuple(mention.span for mention in rivals))
    if others:
        yield "other tool", (1.0, tuple(mention.span for mention in others))
    if _only_talk(spotted):
        yield ONLY_TALK, (1.0, ())
    yield from _extensions(spotted)
    yield from _roles(spotted)
    yield from _form(spotted)


def _only_talk(spotted: Spotted) -> bool:
    """Whether phrases of small talk are all that there is."""
    spans = [span for _, evidence in spotted.best("smalltalk") for span in evidence.spans]
    return bool(spotted.tokens) and all(
        any(start <= token.start and token.end <= end for start, end in spans) for token in spotted.tokens
    )


def _extensions(spotted: Spotted) -> Iterator[tuple[str, Value]]:
    """Names of a framework's extensions, such as ``framework-something``, that are no component we know."""
    known = {mention.span for mention in spotted.mentions if mention.entity.sort == "component"}
    spans = tuple(
        mention.span
        for mention in spotted.mentions
        if mention.entity.sort == "framework"
        and _EXTENSION.match(spotted.text, mention.span[1])
        and not any(start <= mention.span[0] and mention.span[1] < end for start, end in known)
    )
    if spans:
        yield "extension", (1.0, spans)


def _roles(spotted: Spotted) -> Iterator[tuple[str, Value]]:
    """What becomes of the frameworks that are named: a move from one to another is seen in nothing else so clearly."""
    given = {role for roles in spotted.roles.values() for role in roles}
    if {"left", "target"} <= given:
        yield "from one to another", (1.0, ())
    elif "left" in given:
        yield "away from one", (1.0, ())


def _evidence(spotted: Spotted, base: KnowledgeBase) -> Iterator[tuple[str, Value]]:
    for sort in ("scenario", "topic", "outside", "smalltalk"):
        found = spotted.best(sort)
        if sort == "scenario":
            opened = [item for item in found if base.scenarios[item[0]].open]
            found = [item for item in found if not base.scenarios[item[0]].open]
            if opened:
                yield "open situation", (opened[0][1].weight, opened[0][1].spans)
        if not found:
            continue
        name, evidence = found[0]
        yield sort, (evidence.weight, evidence.spans)
        if sort == "scenario" and base.scenarios[name].change:
            yield "change situation", (evidence.weight, evidence.spans)
        if sort == "topic" and base.topics[name].general:
            yield "general topic", (evidence.weight, evidence.spans)
        if len(found) > 1:
            yield f"second {sort}", (found[1][1].weight, found[1][1].spans)


def _form(spotted: Spotted) -> Iterator[tuple[str, Value]]:
    count = len(spotted.tokens)
    han = sum(token.script == "han" for token in spotted.tokens)
    size = count - han + han / 2
    yield f"length {next((name for limit, name in _LENGTHS if size <= limit), 'rambling')}", (1.0, ())
    if count:
        unknown = 1 - spotted.covered / count
        yield "unexplained", (unknown, ())
        if unknown > 0.6:
            yield "mostly unexplained", (1.0, ())
        if spotted.covered == count:
            yield "all explained", (1.0, ())
    text = spotted.text
    if "?" in text or "？" in text:
        yield "question mark", (1.0, ())
    for name, pattern in (("code", _CODE), ("link", _LINK), ("version number", _VERSION)):
        found = pattern.search(text)
        if found:
            yield name, (1.0, (found.span(),))
    if han:
        yield "chinese", (1.0, ())


def _many(count: int) -> str:
    return "several" if count > 1 else "one" if count == 1 else "none"


def _crossed(single: dict[str, Value], many: str) -> Iterator[tuple[str, Value]]:
    """Signals that mean something else together: choosing among several is not choosing with none named."""
    for name, (value, spans) in single.items():
        if name.startswith(
            ("cue ", "scenario", "topic", "outside", "component", "rival", "length", "other", "general")
        ):
            yield f"{name} & {many} named", (value, spans)
    if "all explained" in single:
        for name in _WHOLE & single.keys():
            yield f"{name} & all explained", single[name]
    matter = [
        name
        for name, there in (
            ("situation", single.get("scenario", (0, ()))[0] >= 0.5),
            ("topic", single.get("topic", (0, ()))[0] >= 0.5),
        )
        if there
    ]
    yield f"about {' and '.join(matter) or 'nothing'} & {many} named", (1.0, ())
    for name, (value, spans) in single.items():
        if name.startswith("cue "):
            yield f"{name} & about {' and '.join(matter) or 'nothing'}", (value, spans)
