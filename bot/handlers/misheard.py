"""An answer was not what was meant: that is noted, and the next best readings are offered."""

from __future__ import annotations

from bot.handlers.records import name_of
from bot.handlers.service import Service
from bot.handlers.tapping import Tap
from bot.presentation import Message
from bot.presentation.actions import Misheard
from bot.presentation.message import rows
from bot.presentation.steps import ask, choose, situations
from bot.presentation.voice import voice
from bot.understanding import Reading


async def misheard(service: Service, tap: Tap, action: Misheard) -> Message:
    """Thanks, records it, and offers what else the question could have meant.

    The question itself is nowhere kept: Telegram shows the message that the answer replied to, if there was one.
    """
    reply = service.desk.again(action)
    await service.memory.feedback.record(reply.key or reply.question.kind, "misheard", action.language)
    others: list[Reading] = []
    if tap.asked:
        asked = service.desk.understanding.ask(tap.asked, action.language)
        others = [reading for reading in asked.readings if not _same(reading, action.reading)]
        names = [name_of(reading) for reading in asked.readings]
        await service.memory.questions.unanswered(tap.asked, action.language, names, "misheard")
    speaker = voice(action.language, service.desk.base)
    offers = [[ask(speaker, service.desk.advisor.option(reading))] for reading in others]
    thanks = service.notice("notice.misheard", action.language)
    return Message(thanks.document, rows(*offers, [choose(speaker), situations(speaker)]))


def _same(one: Reading, other: Reading) -> bool:
    return (one.kind, one.scenario, one.topic, one.component) == (
        other.kind,
        other.scenario,
        other.topic,
        other.component,
    )
