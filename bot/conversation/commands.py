"""Commands that ask: each turns the words behind it into an answer. Those of the frameworks come from the knowledge."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.conversation.desk import Desk, Reply
from bot.knowledge_base.models import Framework
from bot.understanding import Kind, Language, Question, Reading


@dataclass(frozen=True, slots=True)
class Asker:
    """What is known of who asks, beside the question."""

    preferences: tuple[str | None, ...]
    """What speaks for a language, strongest first: the chat's setting, the person's, the client's code."""
    language: Language
    """To speak in where the words tell nothing."""
    short: bool = False
    before: Question | None = None
    """What they asked a moment ago."""


Asking = Callable[[Desk, str, Asker], Reply]
"""The desk, the words behind the command, and who asks."""


@lru_cache(maxsize=1)
def asking(desk: Desk) -> Mapping[str, Asking]:
    """The commands that ask, by name."""
    portraits = {name: _about(framework) for name, framework in desk.base.frameworks.items()}
    return {**portraits, "ask": _ask, "recommend": _recommend, "compare": _compare, "learn": _learn}


NEEDS_WORDS = frozenset({"ask"})
"""Those that mean nothing alone."""


def _ask(desk: Desk, words: str, asker: Asker) -> Reply:
    return desk.ask(words, *asker.preferences, before=asker.before, short=asker.short)


def _recommend(desk: Desk, words: str, asker: Asker) -> Reply:
    """``/recommend a shop``: whatever else the words could mean, a recommendation is wanted."""
    return _as("recommend", desk, words, asker)


def _compare(desk: Desk, words: str, asker: Asker) -> Reply:
    """``/compare`` these two, on this topic; without names, all of them."""
    return _as("compare", desk, words, asker)


def _learn(desk: Desk, words: str, asker: Asker) -> Reply:
    """``/learn``: which one first, or how hard this one is."""
    return _as("learn", desk, words, asker)


def _about(framework: Framework) -> Asking:
    """The command of a framework: the framework in general, or what the words ask of it."""

    def ask(desk: Desk, words: str, asker: Asker) -> Reply:
        if not words:
            return desk.show(Reading("framework", (framework.id,)), asker.language, short=asker.short)
        language = desk.language(*asker.preferences, text=words)
        named = replace(asker, preferences=(language, *asker.preferences), before=None)
        return _ask(desk, f"{framework.name} {words}", named)

    return ask


def _as(kind: Kind, desk: Desk, words: str, asker: Asker) -> Reply:
    """Answers ``words`` as a question of this kind, as long as they are about the matter at all."""
    if not words:
        return desk.show(Reading(kind), asker.language, short=asker.short)
    reply = _ask(desk, words, asker)
    question = reply.question
    about_it = question.frameworks or question.scenarios or question.topics or question.components
    if question.kind == kind or not about_it:
        return reply
    return desk.answer(replace(question, kind=kind, confidence=1.0), short=asker.short)
