"""A question becomes an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.advice import describe
from bot.advice.answer import Answer, Clarify, OutOfScope, Smalltalk
from bot.advice.ranking import ranked, weigh
from bot.advice.recommend import overview, recommend
from bot.knowledge_base import KnowledgeBase
from bot.understanding import Language, Question, Reading, Weighted


class Advisor:
    """Answers questions from one knowledge base."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base

    def answer(self, question: Question) -> Answer:
        """The answer to what was understood."""
        base, language = self.base, question.language
        everything = tuple(base.frameworks)
        named = question.frameworks
        if question.kind == "recommend":
            return recommend(question, base)
        if question.kind == "compare":
            topic = next((found.id for found in question.topics), None)
            return describe.compare(named if len(named) > 1 else everything, self._known(topic), language, base)
        if question.kind == "framework":
            return self._framework(named, language)
        if question.kind == "fact":
            return self._fact(question)
        if question.kind == "learn":
            return describe.teach(named, language, base)
        if question.kind == "smalltalk":
            return self._talk(question)
        options = tuple(self.option(reading) for reading in question.readings)
        if question.kind == "clarify":
            return Clarify(language, (), options)
        reply = base.outside[question.outside].reply if question.outside else None
        return OutOfScope(language, (), reply, options)

    def answer_reading(self, reading: Reading, language: Language) -> Answer:
        """The answer to a reading that somebody chose."""
        return self.answer(as_question(reading, language))

    def option(self, reading: Reading) -> Reading:
        """``reading`` as it is offered: a recommendation with its frameworks in the order of their rank."""
        if reading.kind == "recommend" and reading.scenario and not self.base.scenarios[reading.scenario].open:
            situations = [Weighted(reading.scenario, 1.0)]
            order = ranked(weigh(self.base, situations), self.base, situations)
            several = len(reading.frameworks) > 1
            return replace(reading, frameworks=tuple(n for n in order if not several or n in reading.frameworks))
        if not reading.frameworks:
            return replace(reading, frameworks=tuple(self.base.frameworks))
        return reading

    def _known(self, topic: str | None) -> str | None:
        return topic if topic in self.base.topics else None

    def _framework(self, named: tuple[str, ...], language: Language) -> Answer:
        if len(named) == 1:
            return describe.portray(named[0], language, self.base)
        if named:
            return describe.compare(named, None, language, self.base)
        return overview(self.base, language, tuple(self.base.frameworks))

    def _fact(self, question: Question) -> Answer:
        topic = next((found.id for found in question.topics), None)
        if question.components and not (question.named and topic):
            return describe.explain_component(question.components[0], question.language, self.base)
        if topic is None:
            return self._framework(question.frameworks, question.language)
        return describe.state(question.frameworks or tuple(self.base.frameworks), topic, question.language, self.base)

    def _talk(self, question: Question) -> Answer:
        topic = question.smalltalk or next(iter(self.base.smalltalk))
        return Smalltalk(question.language, (), topic, self.base.smalltalk[topic].reply)


def as_question(
    reading: Reading, language: Language, *, scenarios: Iterable[str] = (), excluded: tuple[str, ...] = ()
) -> Question:
    """The question that a reading stands for, as if it had been asked in so many words.

    ``scenarios`` and ``excluded`` add what several taps of the guided choice have told.
    """
    situations = tuple(dict.fromkeys([*([reading.scenario] if reading.scenario else []), *scenarios]))
    return Question(
        text="",
        language=language,
        kind=reading.kind,
        frameworks=tuple(name for name in reading.frameworks if name not in excluded),
        excluded=excluded,
        scenarios=tuple(Weighted(name, 1.0) for name in situations),
        topics=(Weighted(reading.topic, 1.0),) if reading.topic else (),
        components=(reading.component,) if reading.component else (),
        outside=reading.outside,
        confidence=1.0,
        margin=1.0,
    )
