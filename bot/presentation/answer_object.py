"""The answer object: what the command line gives for one question, as plain data for JSON."""

from __future__ import annotations

from typing import Any, Protocol

from bot.advice.answer import (
    Answer,
    Clarify,
    Comparison,
    ComponentFact,
    Fact,
    LearningAdvice,
    OutOfScope,
    Overview,
    Portrait,
    Recommendation,
    Smalltalk,
)
from bot.presentation.actions import Show
from bot.presentation.message import Message
from bot.understanding.question import Kind, Question

_KINDS: dict[type[Answer], Kind] = {
    Recommendation: "recommend",
    Overview: "recommend",
    Comparison: "compare",
    Portrait: "framework",
    Fact: "fact",
    ComponentFact: "fact",
    LearningAdvice: "learn",
    Smalltalk: "smalltalk",
    Clarify: "clarify",
    OutOfScope: "out_of_scope",
}


class Replied(Protocol):
    """A question with its answer and the message that was made of it."""

    @property
    def question(self) -> Question:
        """What was understood."""

    @property
    def answer(self) -> Answer:
        """What there is to say."""

    @property
    def message(self) -> Message:
        """What is sent."""


def answer_object(reply: Replied) -> dict[str, Any]:
    """The answer in the shape that other programs rely on."""
    question, answer, message = reply.question, reply.answer, reply.message
    return {
        "question": question.text,
        "language": answer.language,
        "kind": _KINDS[type(answer)],
        "scenarios": _scenarios(question, answer),
        "topics": _topics(question, answer),
        "components": [answer.component] if isinstance(answer, ComponentFact) else list(question.components),
        "frameworks": _frameworks(question, answer),
        "excluded": list(question.excluded),
        "confidence": round(min(max(question.confidence, 0.0), 1.0), 4),
        "suggestions": _suggestions(answer, message),
        "sources": list(answer.sources),
        "text": message.html,
        "plain": message.plain,
    }


def _scenarios(question: Question, answer: Answer) -> list[str]:
    if isinstance(answer, Recommendation):
        return list(answer.scenarios)
    return [scenario.id for scenario in question.scenarios]


def _topics(question: Question, answer: Answer) -> list[str]:
    answered: tuple[str | None, ...] = ()
    if isinstance(answer, Fact | Comparison):
        answered = (answer.topic,)
    elif isinstance(answer, ComponentFact):
        answered = answer.topics
    asked = (topic.id for topic in question.topics)
    return [topic for topic in dict.fromkeys((*answered, *asked)) if topic]


def _frameworks(question: Question, answer: Answer) -> list[str]:
    match answer:
        case Recommendation():
            about = tuple(ranked.framework for ranked in answer.ranking)
        case Overview():
            about = tuple(framework for framework, _ in answer.lines)
        case Portrait():
            about = (answer.framework,)
        case Comparison() | LearningAdvice():
            about = answer.frameworks
        case Fact():
            about = tuple(framework for framework, _, _ in answer.entries)
        case ComponentFact():
            about = answer.goes_with
        case _:
            about = question.frameworks
    return list(about)


def _suggestions(answer: Answer, message: Message) -> list[dict[str, Any]]:
    """What could have been meant: exactly what the message offers."""
    if not isinstance(answer, Clarify | OutOfScope):
        return []
    offered = [
        (button.label, button.action.reading)
        for row in message.buttons
        for button in row
        if isinstance(button.action, Show)
    ]
    return [
        {
            "kind": reading.kind,
            "scenario": reading.scenario,
            "topic": reading.topic,
            "frameworks": list(reading.frameworks),
            "label": label,
        }
        for label, reading in offered
    ]
