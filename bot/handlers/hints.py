"""Why there is no answer, in a line, in the language of who asked."""

from __future__ import annotations

from bot.conversation import Reply
from bot.conversation.commands import Asker
from bot.conversation.desk import LONG
from bot.handlers.facts import Facts
from bot.handlers.policy import Reason
from bot.handlers.service import Service
from bot.presentation import Message


def hint(reason: Reason, facts: Facts, reply: Reply | None, asker: Asker, service: Service) -> Message:
    """The line for ``reason``."""
    language = service.desk.language(*asker.preferences, text=facts.words)
    example = service.desk.base.subject.examples[0].in_(language)
    if reason is Reason.NOT_UNDERSTOOD and len(facts.words) > LONG:
        return service.notice("notice.too_long", language, count=LONG)
    if reason is Reason.NOT_UNDERSTOOD and reply:
        return reply.message
    keys = {
        Reason.UNKNOWN_COMMAND: "notice.unknown_command",
        Reason.NO_WORDS: "notice.sticker",
        Reason.NO_LETTERS: "notice.emoji",
        Reason.TOO_MANY: "notice.wait",
    }
    return service.notice(keys.get(reason, "notice.empty"), language, example=example)
