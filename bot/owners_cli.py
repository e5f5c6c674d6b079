"""What the operator asks the store in the terminal: the same as ``/stats`` and ``/unanswered`` tell on Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from bot.conversation.desk import Desk
from bot.handlers import reports
from bot.pasting import command
from bot.presentation import Message
from bot.presentation.catalogue import catalogue
from bot.presentation.guides import notice
from bot.proposals import patch
from bot.proposals.clusters import Asked, clusters
from bot.proposals.intents import Intents
from bot.settings import Settings
from bot.storage import Store, database_file, open_store

_MOST = 1000
"""How many open questions proposals are made of."""


class NothingToTellError(Exception):
    """There is no database to look into; the message says so."""


def stats(settings: Settings, desk: Desk, days: int) -> str:
    """How much was asked in the last ``days``.

    Raises:
        NothingToTellError: there is no database, or it cannot be read.
    """
    return _tell(settings, desk, lambda store: reports.stats(store, desk, settings.language, days))


def unanswered(settings: Settings, desk: Desk, limit: int) -> str:
    """The ``limit`` most frequent questions without a good answer.

    Raises:
        NothingToTellError: there is no database, or it cannot be read.
    """
    return _tell(settings, desk, lambda store: reports.unanswered(store, desk, settings.language, limit))


def propose(settings: Settings, desk: Desk, folder: Path) -> str:
    """Writes what the open questions may belong to into ``folder``; says where.

    Raises:
        NothingToTellError: there is no database, or it cannot be read.
    """

    async def report(store: Store) -> Message:
        asked = [
            Asked(question.text, question.language, question.count) for question in await store.questions.list(_MOST)
        ]
        intents = Intents(desk.understanding)
        proposals = patch.propose(clusters(asked, intents.lexicon), intents)
        empty = not any(proposal.phrases for proposal in proposals)
        nothing = catalogue(settings.language).text("unanswered.no_phrases")
        phrases, labels = await asyncio.to_thread(patch.write, proposals, folder, nothing)
        return notice(
            "unanswered.proposed_nothing" if empty else "unanswered.proposed",
            settings.language,
            desk.base,
            questions=len(asked),
            groups=len(proposals),
            phrases=str(phrases),
            labels=str(labels),
            evaluate=command("evaluate", "--proposal", phrases),
            apply=command("apply", phrases),
        )

    return _tell(settings, desk, report)


def _tell(settings: Settings, desk: Desk, report: Callable[[Store], Awaitable[Message]]) -> str:
    try:
        file = database_file(settings.database_url)
    except ValueError as error:
        raise NothingToTellError(str(error)) from None
    # To look must not make one: it would hide that the path is wrong.
    if file is not None and not file.exists():
        raise NothingToTellError(notice("cli.no_database", settings.language, desk.base, path=str(file)).plain)

    async def run() -> str:
        async with open_store(settings.database_url, retention=timedelta(days=settings.retention_days)) as store:
            if not store.healthy:
                raise NothingToTellError(notice("stats.away", settings.language, desk.base).plain)
            return (await report(store)).plain

    return asyncio.run(run())
