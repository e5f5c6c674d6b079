"""The desk where questions are answered: a text becomes what was understood, the answer and its message."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2s

from bot.advice import Advisor, Answer
from bot.conversation.keys import MATTERS, answer_key, reading_of
from bot.conversation.recent import Recent
from bot.knowledge_base import KnowledgeBase
from bot.presentation import Message, explain, question_of, render
from bot.presentation.actions import About, Show
from bot.presentation.labels import label
from bot.presentation.voice import voice
from bot.understanding import Language, Question, Reading, Understanding
from bot.understanding.language import decide, from_code

__all__ = ["LONG", "MATTERS", "Desk", "Reply"]

LONG = 600
"""Characters beyond which a text that was not understood is called too long."""
_OFTEN = 100
"""Characters up to which a text may well be asked again, word for word."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a question."""

    question: Question
    answer: Answer
    message: Message
    key: str | None = None
    """Names the answer, whatever words asked for it and in whatever language; none if it is no answer."""

    @property
    def reading(self) -> Reading:
        """What was answered, as one reading: enough to name it."""
        question = self.question
        return Reading(
            question.kind,
            question.frameworks,
            scenario=next((scenario.id for scenario in question.scenarios), None),
            topic=next((topic.id for topic in question.topics), None),
            component=next(iter(question.components), None),
            outside=question.outside,
        )


class Desk:
    """Answers questions from one knowledge base. Holds no state of any conversation; the same is answered the same."""

    def __init__(self, base: KnowledgeBase, default: Language = "en") -> None:
        self.base = base
        self.default = default
        self.advisor = Advisor(base)
        self.understanding = Understanding(base)
        self._recent: Recent[tuple[object, ...], Reply] = Recent()

    @cached_property
    def version(self) -> str:
        """Names the knowledge: it changes when anything in it changes."""
        return blake2s(self.base.model_dump_json().encode(), digest_size=8).hexdigest()

    def ask(
        self,
        text: str,
        *preferences: str | None,
        language: str | None = None,
        before: Question | None = None,
        short: bool = False,
    ) -> Reply:
        """Answers ``text``.

        Args:
            text: as it was typed.
            *preferences: what speaks for a language beside the text's own script, strongest first: the chat's setting,
                the person's, the client's code.
            language: answered in whatever the text is written in.
            before: what was asked before in the same conversation (a follow-up is completed by it).
            short: without the evidence.
        """
        forced = from_code(language)

        def work_out() -> Reply:
            question = self.understanding.ask(text, forced, *preferences, default=self.default, before=before)
            return self.answer(replace(question, language=forced) if forced else question, short=short)

        asked = (text, forced, preferences, before, short)
        return self._recent.get(asked, work_out) if len(text) <= _OFTEN else work_out()

    def language(self, *preferences: str | None, text: str = "") -> Language:
        """The language to speak in: that of ``text`` if it has one, else the first preference that is spoken."""
        return decide(text, self.understanding.lexicon.language_free, *preferences, default=self.default)

    def show(self, reading: Reading, language: Language, *, short: bool = False) -> Reply:
        """Answers a reading that somebody chose."""
        return self.again(Show(reading, language), short=short)

    def again(self, action: About, *, short: bool = False) -> Reply:
        """Answers what a button stands for."""
        return self.answer(question_of(action), short=short)

    def title(self, key: str, language: Language) -> str:
        """The answer or reading that ``key`` names, in a few words; the key itself if the knowledge has moved on."""
        reading = reading_of(key, self.base)
        return label(reading, voice(language, self.base)) if reading else key

    def explain(self, action: About) -> Message:
        """All the evidence for the answer to what a button stands for."""
        return explain(self.advisor.answer(question_of(action)), self.base)

    def answer(self, question: Question, *, short: bool = False) -> Reply:
        """Answers what was understood."""
        answer = self.advisor.answer(question)
        message = explain(answer, self.base) if question.wants_evidence else render(answer, self.base, short=short)
        return Reply(question, answer, message, answer_key(question, self.base))
