"""Names of answers and of readings: short, the same in every language, and legible again as what they stand for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from bot.knowledge_base import KnowledgeBase
from bot.understanding import KINDS, Kind, Question, Reading

MATTERS: frozenset[Kind] = frozenset({"recommend", "compare", "framework", "fact", "learn"})
"""The kinds that are answers: not a question back, not a refusal, not a greeting."""

_TOPIC, _FRAMEWORK, _COMPONENT = "#", "@", "+"
_BLANK = "_"


def answer_key(question: Question, base: KnowledgeBase) -> str | None:
    """Names the answer to ``question``; none if it is no answer."""
    if question.kind not in MATTERS:
        return None
    return _key(
        question.kind,
        {
            "": [scenario.id for scenario in question.scenarios],
            _TOPIC: [topic.id for topic in question.topics[:1]],
            _FRAMEWORK: _named(question.frameworks, base),
            _COMPONENT: question.components,
            "-": question.excluded,
            "~": question.known,
            ">": question.target,
            "?": ["why"] if question.wants_evidence else [],
        },
    )


def reading_key(reading: Reading, base: KnowledgeBase) -> str:
    """Names a reading."""
    return _key(
        reading.kind,
        {
            "": filter(None, [reading.scenario]),
            _TOPIC: filter(None, [reading.topic]),
            _FRAMEWORK: _named(reading.frameworks, base),
            _COMPONENT: filter(None, [reading.component]),
        },
    )


def reading_of(key: str, base: KnowledgeBase) -> Reading | None:
    """What a key stands for, as far as a few words can name it; none if the knowledge has moved on."""
    name, *parts = key.split(" ")
    kind = next((kind for kind in KINDS if kind == name), None)
    scenarios, topics = _find(parts, "", base.scenarios), _find(parts, _TOPIC, base.topics)
    frameworks, components = _find(parts, _FRAMEWORK, base.frameworks), _find(parts, _COMPONENT, base.components)
    if kind is None or None in (scenarios, topics, frameworks, components):
        return None
    return Reading(
        kind,
        tuple(frameworks or ()),
        scenario=next(iter(scenarios or ()), None),
        topic=next(iter(topics or ()), None),
        component=next(iter(components or ()), None),
    )


def _key(kind: Kind, ids: Mapping[str, Iterable[str]]) -> str:
    # The blank parts the ids, and names of components may hold some.
    written = (sign + name.replace(" ", _BLANK) for sign, names in ids.items() for name in names)
    return " ".join((kind, *written))


def _named(frameworks: Collection[str], base: KnowledgeBase) -> list[str]:
    """To name all of them is to name none."""
    return [] if set(frameworks) == set(base.frameworks) else sorted(frameworks)


def _find(parts: Iterable[str], sign: str, known: Iterable[str]) -> list[str] | None:
    """The ids behind ``sign``; none if one of them is not known."""
    ids = {name.replace(" ", _BLANK): name for name in known}
    if sign:
        found = [ids.get(part[1:]) for part in parts if part.startswith(sign)]
    else:
        found = [ids.get(part) for part in parts if part[:1].isalnum()]
    return None if None in found else [name for name in found if name]
