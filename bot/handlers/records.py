"""What is counted of a question: how much is asked, and what found no answer. Nothing of it leads to a person."""

from __future__ import annotations

from bot.conversation import Reply
from bot.conversation.keys import reading_key
from bot.handlers.facts import Door
from bot.handlers.service import Service

_FALLBACKS = frozenset({"clarify", "out_of_scope"})


async def count(service: Service, door: Door, reply: Reply, *, asked: bool = True) -> None:
    """Counts a question, and keeps the words of one that somebody asked in vain."""
    question = reply.question
    answered = question.kind not in _FALLBACKS
    await service.memory.statistics.count(door.value, question.language, question.kind, reply.key, answered)
    if asked and not answered and question.text:
        nearest = [reading_key(reading, service.desk.base) for reading in question.readings]
        await service.memory.questions.unanswered(question.text, question.language, nearest)
