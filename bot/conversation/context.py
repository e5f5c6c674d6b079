"""What a conversation has come to, as plain data that a store can keep for a while; the words are left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.knowledge_base import KnowledgeBase
from bot.understanding import Question

_QUESTIONS = TypeAdapter(Question)


def to_data(question: Question) -> dict[str, Any]:
    """The question as JSON data, without its words; to be kept as it is, for others get the same."""
    return _data(replace(question, text="", signals=(), likely=()))


@lru_cache(maxsize=128)
def _data(wordless: Question) -> dict[str, Any]:
    data: dict[str, Any] = _QUESTIONS.dump_python(wordless, mode="json", exclude_defaults=True)
    return data


def from_data(data: Any, base: KnowledgeBase) -> Question | None:
    """The question that ``data`` was; none if it was written by another version or with other knowledge."""
    try:
        question = _QUESTIONS.validate_python(data)
    except ValidationError:
        return None
    return question if _known(question, base) else None


def _known(question: Question, base: KnowledgeBase) -> bool:
    """Whether everything that the question names still exists."""
    readings = question.readings
    names: list[tuple[str, Iterable[str | None]]] = [
        ("frameworks", (*question.frameworks, *question.excluded, *question.known, *question.target)),
        ("frameworks", (name for reading in readings for name in reading.frameworks)),
        ("scenarios", (scenario.id for scenario in question.scenarios)),
        ("scenarios", (reading.scenario for reading in readings)),
        ("topics", (topic.id for topic in question.topics)),
        ("topics", (reading.topic for reading in readings)),
        ("components", (*question.components, *(reading.component for reading in readings))),
    ]
    return all(name is None or name in getattr(base, kind) for kind, found in names for name in found)
