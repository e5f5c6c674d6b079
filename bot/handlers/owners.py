"""What only those may do who run the bot."""

from __future__ import annotations

import asyncio

from bot.conversation import Desk
from bot.handlers import reports
from bot.handlers.facts import Facts
from bot.handlers.service import Asker, Service
from bot.knowledge_base import KnowledgeError
from bot.presentation import Message

_PROBLEMS = 8


async def reload(service: Service, _: Facts, asker: Asker) -> Message:
    """Loads the knowledge anew; one with a mistake in it changes nothing."""
    try:
        base = await asyncio.to_thread(service.load)
        service.desk = await asyncio.to_thread(Desk, base, service.desk.default)
    except KnowledgeError as error:
        problems = "\n".join(str(problem) for problem in error.problems[:_PROBLEMS])
        return service.notice("reload.failed", asker.language, problems=problems)
    return service.notice(
        "reload.done",
        asker.language,
        frameworks=len(base.frameworks),
        scenarios=len(base.scenarios),
        topics=len(base.topics),
    )


async def stats(service: Service, _: Facts, asker: Asker) -> Message:
    """How much was asked lately, where, and how well it went."""
    return await reports.stats(service.memory, service.desk, asker.language)


async def unanswered(service: Service, _: Facts, asker: Asker) -> Message:
    """The questions that found no answer, the most frequent first."""
    return await reports.unanswered(service.memory, service.desk, asker.language)
