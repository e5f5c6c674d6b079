"""Guest mode: somebody mentions the bot in a chat that it is not in, and it may answer once."""

from __future__ import annotations

from telegram import InlineQueryResultArticle, Message

from bot.handlers.facts import Facts
from bot.handlers.hints import hint
from bot.handlers.inline import article
from bot.handlers.keyboard import keyboard
from bot.handlers.messages import hear, outcome_of
from bot.handlers.outcome import Outcome
from bot.handlers.outgoing import content
from bot.handlers.policy import Action, Heard, Manners, Reason, Recent, decide
from bot.handlers.records import count
from bot.handlers.service import Service

_HINT = "hint"


async def on_guest(service: Service, facts: Facts, message: Message) -> Outcome:
    """Answers with one result, or leaves it."""
    asker = await service.asker(facts)
    reply = hear(service, facts, asker)
    heard = Heard(reply.question.kind, reply.question.confidence) if reply else None
    decision = decide(facts, Manners(), Recent(service.allowance(facts)), heard)
    query_id = message.guest_query_id
    if decision.action is Action.SILENT or not query_id:
        return outcome_of(facts, decision, reply)
    if decision.action is Action.ANSWER and reply:
        result = article(service, reply)
    else:
        # A command that asks nothing (/help…) belongs into a chat with the bot: here it gets the same hint.
        said = hint(
            decision.reason if decision.action is Action.HINT else Reason.NOTHING_ASKED, facts, reply, asker, service
        )
        result = InlineQueryResultArticle(_HINT, service.me.name or _HINT, content(said), reply_markup=keyboard(said))
    await service.out.answer_guest(query_id, result)
    if reply:
        await count(service, facts.door, reply)
    return outcome_of(facts, decision, reply)
