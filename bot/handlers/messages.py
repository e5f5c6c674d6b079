"""Messages in private chats and in groups: whether to speak, what to say, and what to remember of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.conversation import Reply
from bot.conversation.commands import Asker, asking
from bot.handlers.errands import ERRANDS
from bot.handlers.facts import Addressed, Facts
from bot.handlers.hints import hint
from bot.handlers.outcome import Outcome
from bot.handlers.outgoing import Place, Sent
from bot.handlers.pointer import pointer
from bot.handlers.policy import Action, Decision, Heard, Manners, Reason, Recent, decide
from bot.handlers.records import count
from bot.handlers.service import Service
from bot.presentation import Message
from bot.presentation.voice import voice
from bot.storage import ChatSettings, GivenAnswer


@dataclass(frozen=True, slots=True)
class _Case:
    """A message with all that is known about it."""

    facts: Facts
    chat: ChatSettings
    asker: Asker
    reply: Reply | None
    given: GivenAnswer | None = None
    """The answer that the message had before it was edited, or the same answer to somebody else a moment ago."""


async def on_message(service: Service, facts: Facts) -> Outcome:
    """Decides, and does it. What is certainly silence ends before anything is looked up or understood."""
    chat = await service.memory.chats.get(facts.chat_id) if facts.in_group else ChatSettings()
    manners = _manners(service, chat)
    waited = (service.now() - facts.at).total_seconds()
    hopeful = Recent(answered=True, waited=waited)
    decision = decide(facts, manners, hopeful)
    if decision.action is Action.SILENT:
        return outcome_of(facts, decision, None)
    asker = await service.asker(facts, chat if facts.in_group else None)
    if facts.addressed is not Addressed.NOT:
        asker = replace(asker, before=await service.before(facts))
    reply = hear(service, facts, asker)
    heard = Heard(reply.question.kind, reply.question.confidence) if reply else None
    decision = decide(facts, manners, hopeful, heard)
    if decision.action is Action.SILENT:
        return outcome_of(facts, decision, reply)
    given = await _given(service, facts, reply)
    recent = Recent(
        service.allowance(facts),
        answered=facts.edited and given is not None,
        same_answer_ago=(service.now() - given.at).total_seconds() if given and not facts.edited else None,
        waited=waited,
    )
    decision = decide(facts, manners, recent, heard)
    if decision.action is not Action.SILENT:
        await _act(service, decision, _Case(facts, chat, asker, reply, given))
    return outcome_of(facts, decision, reply)


async def concerns(service: Service, facts: Facts) -> bool:
    """Whether the message may lead to anything, found out without a look at what it says."""
    chat = await service.memory.chats.get(facts.chat_id) if facts.in_group else ChatSettings()
    return decide(facts, _manners(service, chat), Recent(answered=True)).action is not Action.SILENT


def _manners(service: Service, chat: ChatSettings) -> Manners:
    return Manners(chat.ambient, chat.cooldown, service.desk.base.weights.answer_unasked_above)


def hear(service: Service, facts: Facts, asker: Asker) -> Reply | None:
    """The answer to the words; none if they are none, or a command that asks nothing."""
    if facts.command is None:
        return service.ask(facts.words, asker) if facts.has_letters else None
    ask = asking(service.desk).get(facts.command.name)
    if ask is None or (facts.command.needs_words and not facts.words):
        return None
    return ask(service.desk, facts.words, asker)


async def _given(service: Service, facts: Facts, reply: Reply | None) -> GivenAnswer | None:
    if facts.edited:
        return await service.memory.answers.reply_to(facts.chat_id, facts.message_id)
    if not facts.in_group or reply is None or reply.key is None:
        return None
    return await service.memory.answers.latest(facts.chat_id, facts.thread_id, _key(reply))


async def _act(service: Service, decision: Decision, case: _Case) -> None:
    facts, reply = case.facts, case.reply
    if decision.action is Action.POINT and case.given and reply:
        message, place = pointer(facts, case.given, voice(reply.answer.language, service.desk.base))
        await service.say(place, message)
        await _note(service, facts, reply)
        return
    message = await _message(service, decision, case)
    if decision.action is Action.EDIT and case.given:
        if reply is None or case.given.answer_key != _key(reply):
            await service.out.edit(Sent(facts.chat_id, case.given.reply_message_id), message)
            await _remember(service, case, Sent(facts.chat_id, case.given.reply_message_id))
        return
    # In private a quote of the question right above would only repeat it.
    quoted = facts.message_id if facts.in_group else None
    sent = await service.say(Place(facts.chat_id, facts.thread_id, quoted), message)
    if decision.action is Action.HINT and facts.in_group and case.chat.delete_fallbacks:
        await service.tidying.later(sent, case.chat.delete_fallbacks)
    await _remember(service, case, sent)
    if reply:
        await _note(service, facts, reply)


async def _note(service: Service, facts: Facts, reply: Reply) -> None:
    """Counts the question and, of somebody who turned to the bot, keeps what a follow-up would follow."""
    asked = facts.addressed is not Addressed.NOT
    await count(service, facts.door, reply, asked=asked)
    if asked:
        await service.keep(facts, reply.question)


async def _message(service: Service, decision: Decision, case: _Case) -> Message:
    facts, reply = case.facts, case.reply
    if decision.action is Action.HINT:
        return hint(decision.reason, facts, reply, case.asker, service)
    if reply and reply.question.kind == "out_of_scope":
        return hint(Reason.NOT_UNDERSTOOD, facts, reply, case.asker, service)
    if reply:
        return reply.message
    if facts.command and (errand := ERRANDS.get(facts.command.name)):
        return await errand(service, facts, case.asker)
    return hint(Reason.NOTHING_ASKED, facts, reply, case.asker, service)


async def _remember(service: Service, case: _Case, sent: Sent) -> None:
    """Keeps where the answer stands, for the cooldown and for an edit of the question."""
    facts = case.facts
    if case.reply is None and facts.command and facts.command.name in ERRANDS:
        return
    await service.remember(sent, facts.thread_id, _key(case.reply), facts.message_id)


def _key(reply: Reply | None) -> str:
    """Names the answer together with its language: the same in another language is not the same to its reader."""
    return f"{reply.answer.language} {reply.key or reply.question.kind}" if reply else "hint"


def outcome_of(facts: Facts, decision: Decision, reply: Reply | None) -> Outcome:
    """The decision as it is counted."""
    question = reply.question if reply else None
    return Outcome(
        facts.door,
        decision.action,
        decision.reason.value,
        kind=question.kind if question else "",
        language=question.language if question else "",
        confidence=question.confidence if question else None,
        reply=reply,
    )
