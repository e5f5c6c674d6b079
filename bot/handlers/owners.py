"""What only those may do who run the bot."""

from __future__ import annotations

from bot.conversation.commands import Asker
from bot.handlers import reports
from bot.handlers.facts import Facts
from bot.handlers.service import Service
from bot.knowledge_base import KnowledgeError
from bot.presentation import Message
from bot.presentation.problems import listed
from bot.understanding import Language

_PROBLEMS = 8


async def reload(service: Service, _: Facts, asker: Asker) -> Message:
    """Loads the knowledge anew; one with a mistake in it changes nothing."""
    return await reloaded(service, asker.language)


async def reloaded(service: Service, language: Language) -> Message:
    """What came of loading the knowledge anew."""
    try:
        edition = await service.editions.reload()
    except KnowledgeError as error:
        return service.notice("reload.failed", language, problems=listed(error.problems[:_PROBLEMS], language))
    base = edition.desk.base
    return service.notice(
        "reload.done",
        language,
        frameworks=len(base.frameworks),
        scenarios=len(base.scenarios),
        topics=len(base.topics),
        version=edition.version,
        date=edition.since.date().isoformat(),
    )


async def rollback(service: Service, _: Facts, asker: Asker) -> Message:
    """Goes back to the knowledge before the one in use."""
    edition = await service.editions.rollback()
    if edition is None:
        return service.notice("rollback.none", asker.language)
    return service.notice("rollback.done", asker.language, version=edition.version)


async def stats(service: Service, _: Facts, asker: Asker) -> Message:
    """How much was asked lately, where, and how well it went."""
    return await reports.stats(service.memory, service.desk, asker.language)


async def unanswered(service: Service, _: Facts, asker: Asker) -> Message:
    """The questions that found no answer, the most frequent first."""
    return await reports.unanswered(service.memory, service.desk, asker.language)
