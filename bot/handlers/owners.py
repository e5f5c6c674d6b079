"""What only those may do who run the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot.conversation import Desk
from bot.handlers.facts import Facts
from bot.handlers.service import Asker, Service
from bot.knowledge_base import KnowledgeError
from bot.presentation import Message
from bot.presentation.document import Document
from bot.presentation.message import paragraph
from bot.presentation.voice import Voice, voice

_DAYS = 7
_PROBLEMS = 8
_QUESTIONS = 15


async def reload(service: Service, _: Facts, asker: Asker) -> Message:
    """Loads the knowledge anew; one with a mistake in it changes nothing."""
    try:
        base = await asyncio.to_thread(service.load)
        service.desk = await asyncio.to_thread(Desk, base, service.desk.default)
    except KnowledgeError as error:
        problems = "\n".join(str(problem) for problem in error.problems[:_PROBLEMS])
        return service.notice("reload.failed", asker.language, problems=problems)
    counts = [f"{len(base.frameworks)} frameworks", f"{len(base.scenarios)} scenarios", f"{len(base.topics)} topics"]
    return service.notice("reload.done", asker.language, counts=counts)


async def stats(service: Service, _: Facts, asker: Asker) -> Message:
    """How much was asked lately, where, and how well it went."""
    speaker = voice(asker.language, service.desk.base)
    summary = await service.memory.statistics.summary(_DAYS)
    feedback = await service.memory.feedback.summary(_DAYS)
    lines = [
        _counts(speaker, "stats.doors", summary.doors),
        _counts(speaker, "stats.languages", summary.languages),
        _counts(speaker, "stats.kinds", summary.kinds),
        _counts(speaker, "stats.top", dict(summary.top_answers)),
        _counts(speaker, "stats.feedback", {item.answer_key: item.count for item in feedback}),
    ]
    share = f"{summary.share_answered:.0%}"
    return Message(
        Document(
            (
                paragraph(speaker.line("stats.title", count=_DAYS)),
                paragraph(speaker.line("stats.questions", count=summary.questions, share=share)),
                paragraph(*(speaker.line("item", text=line) for line in lines if line)),
            )
        ).fitted()
    )


async def unanswered(service: Service, _: Facts, asker: Asker) -> Message:
    """The questions that found no answer, the most frequent first."""
    questions = await service.memory.questions.list(_QUESTIONS)
    if not questions:
        return service.notice("unanswered.none", asker.language)
    speaker = voice(asker.language, service.desk.base)
    title = speaker.line("unanswered.title", count=len(questions))
    lines = (speaker.line("unanswered.line", count=question.count, text=question.text) for question in questions)
    return Message(Document((paragraph(title), paragraph(*lines))).fitted())


def _counts(speaker: Voice, key: str, counts: Mapping[str, int]) -> str:
    """``Where: group 12, private 3``; nothing where nothing was counted."""
    if not counts:
        return ""
    entries = [speaker.text("stats.entry", name=name, count=count) for name, count in counts.items()]
    return speaker.text("stats.line", name=speaker.text(key), values=speaker.text("list.comma").join(entries))
