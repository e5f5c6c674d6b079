"""An answer was not what was meant: that is noted, and the next best readings are offered."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.instead import instead
from bot.conversation.keys import answer_key, reading_key
from bot.handlers.service import Service
from bot.handlers.tapping import Tap
from bot.presentation import Message, question_of
from bot.presentation.actions import Misheard
from bot.understanding import Reading


async def misheard(service: Service, tap: Tap, action: Misheard) -> Message:
    """Thanks, records it, and offers what else the question could have meant."""
    desk = service.desk
    question = question_of(action)
    key = answer_key(question, desk.base)
    await service.memory.feedback.record(key or question.kind, "misheard", action.language)
    readings = await _readings(service, tap, action, key)
    thanks = service.notice("notice.misheard", action.language)
    return Message(thanks.document, instead(desk, readings, action.reading, action.language))


async def _readings(service: Service, tap: Tap, action: Misheard, key: str | None) -> Sequence[Reading]:
    """What the question could mean.

    The words of a question are nowhere kept. In a group Telegram shows the message that the answer replied to; in
    private there is the memory of what was understood a moment ago, if it is the same question.
    """
    base = service.desk.base
    if tap.asked:
        asked = service.desk.understanding.ask(tap.asked, action.language)
        names = [reading_key(reading, base) for reading in asked.readings]
        await service.memory.questions.unanswered(tap.asked, action.language, names, "misheard")
        return asked.readings
    before = await service.before(tap.facts) if tap.chat_id else None
    return before.readings if before and answer_key(before, base) == key else ()
