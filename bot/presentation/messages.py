"""An answer becomes a message: one phone screen, the evidence folded behind it, buttons for the next steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
from bot.knowledge_base.models import KnowledgeBase
from bot.presentation import comparison, fact, learning, portrait, recommendation, small
from bot.presentation.document import Block, Document, Paragraph
from bot.presentation.message import Draft, Message
from bot.presentation.voice import Voice, voice

_DRAFTS: dict[type[Answer], Callable[[Any, Voice], Draft]] = {
    Recommendation: recommendation.draft,
    Overview: recommendation.overview,
    Comparison: comparison.draft,
    Portrait: portrait.draft,
    Fact: fact.draft,
    ComponentFact: fact.component,
    LearningAdvice: learning.draft,
    Smalltalk: small.smalltalk,
    Clarify: small.clarify,
    OutOfScope: small.out_of_scope,
}


def render(answer: Answer, base: KnowledgeBase, *, short: bool = False) -> Message:
    """The message for ``answer``, in its language; without the evidence if it is to be ``short``."""
    draft = _DRAFTS[type(answer)](answer, voice(answer.language, base))
    return draft.short() if short else draft.folded()


def explain(answer: Answer, base: KnowledgeBase) -> Message:
    """All the evidence for ``answer``, unfolded, with the articles that it comes from."""
    speaker = voice(answer.language, base)
    draft = _DRAFTS[type(answer)](answer, speaker)
    blocks: list[Block] = list(draft.head[:1])
    if draft.evidence:
        blocks.append(Paragraph(draft.evidence))
    articles = [line for source in answer.sources for line in speaker.article(base.sources[source])[:2]]
    if articles:
        blocks.append(Paragraph((speaker.line("sources.drawn_on"), *articles)))
    return Message(Document(tuple(blocks)).fitted())
