"""Taps on buttons. A button carries its whole state, so it works after a restart and on any replica."""

from __future__ import annotations

from bot.conversation import Reply
from bot.conversation.commands import Asker
from bot.handlers.allowance import Allowance
from bot.handlers.facts import Door
from bot.handlers.faults import Fault, Undelivered
from bot.handlers.misheard import misheard
from bot.handlers.outcome import Outcome
from bot.handlers.outgoing import Sent
from bot.handlers.pictures import send_picture
from bot.handlers.policy import Action as Deed
from bot.handlers.policy import Reason
from bot.handlers.records import count
from bot.handlers.service import Service
from bot.handlers.tapping import Tap
from bot.handlers.tuning import tune
from bot.presentation import Action, Button, Message, encode
from bot.presentation.actions import Choose, Misheard, Picture, Set, Show, Situations, Why
from bot.presentation.choice import choose
from bot.presentation.lists import situations, sources
from bot.presentation.message import rows
from bot.presentation.voice import voice
from bot.storage import ChatSettings


async def on_button(service: Service, tap: Tap) -> Outcome:
    """Does what the button says, and stops its spinner first."""
    chat = await service.memory.chats.get(tap.chat_id) if tap.in_group else ChatSettings()
    asker = await service.asker(tap.facts, chat if tap.in_group else None)
    if tap.action is None:
        return await _alert(service, tap, asker, "notice.old_button")
    if service.allowance(tap.facts) is not Allowance.ENOUGH:
        return await _alert(service, tap, asker, "notice.wait", Reason.TOO_MANY)
    if isinstance(tap.action, Choose) and tap.action.by not in (0, tap.person_id):
        return await _alert(service, tap, asker, "notice.not_yours")
    if isinstance(tap.action, Set):
        return await tune(service, tap, tap.action, asker)
    reply: Reply | None = None
    if tap.in_place:
        await service.out.toast(tap.query_id)
        message, reply = await _answer(service, tap, tap.action, asker)
        await _replace(service, tap, message)
    elif tap.chat_id:
        if await _said(service, tap, chat.cooldown):
            await service.out.toast(tap.query_id, service.notice("notice.repeated", asker.language).plain)
            return Outcome(Door.BUTTON, Deed.POINT, Reason.ANSWERED_BEFORE.value)
        await service.out.toast(tap.query_id)
        if isinstance(tap.action, Picture):
            await _note(service, tap, await send_picture(service, tap.place, tap.action))
        else:
            message, reply = await _answer(service, tap, tap.action, asker)
            await _reply(service, tap, message)
    return Outcome(Door.BUTTON, Deed.ANSWER, type(tap.action).__name__.lower(), reply=reply)


async def _answer(service: Service, tap: Tap, action: Action, asker: Asker) -> tuple[Message, Reply | None]:
    """What follows the tap, and the question that it answers if there is one."""
    base = service.desk.base
    if isinstance(action, Choose):
        by = 0 if tap.private else action.by or tap.person_id
        found = choose(action.path, action.language, base, by)
        if isinstance(found, Message):
            return found, None
        action = found
    if isinstance(action, Show):
        reply = service.desk.again(action, short=asker.short)
        await count(service, Door.BUTTON, reply)
        if tap.chat_id:
            await service.keep(tap.facts, reply.question)
        return reply.message, reply
    return await _aside(service, tap, action, asker), None


async def _aside(service: Service, tap: Tap, action: Action, asker: Asker) -> Message:
    """What follows a tap that asks no question."""
    base = service.desk.base
    if isinstance(action, Why):
        evidence = service.desk.explain(action)
        return _with_way_back(service, action, evidence) if tap.inline_id else evidence
    if isinstance(action, Picture):
        # Where only words can follow.
        return service.desk.again(action).message
    if isinstance(action, Misheard):
        return await misheard(service, tap, action)
    if isinstance(action, Situations):
        return situations(action.page, action.language, base)
    return sources(asker.language if isinstance(action, Set) else action.language, base)


def _with_way_back(service: Service, action: Why, evidence: Message) -> Message:
    """An inline message has room for the answer or for its evidence: a button leads back."""
    label = voice(action.language, service.desk.base).text("button.back")
    show = Show(action.reading, action.language, action.also, action.excluded, action.known, action.target)
    return Message(evidence.document, rows([Button(label, show)]))


async def _said(service: Service, tap: Tap, cooldown: int) -> bool:
    """Whether somebody in the group has tapped for the same a moment ago: then it stands there."""
    # A choice is whose who began it: another's, a moment ago, is of no use.
    if not tap.in_group or tap.action is None or isinstance(tap.action, Choose):
        return False
    given = await service.memory.answers.latest(tap.chat_id, tap.thread_id, _key(tap.action))
    return given is not None and (service.now() - given.at).total_seconds() < cooldown


async def _replace(service: Service, tap: Tap, message: Message) -> None:
    try:
        await service.out.edit(tap.target, message)
    except Undelivered as error:
        if error.diagnosis.fault is not Fault.TARGET_GONE or not tap.chat_id:
            raise
        await _reply(service, tap, message)


async def _reply(service: Service, tap: Tap, message: Message) -> None:
    await _note(service, tap, await service.say(tap.place, message))


async def _note(service: Service, tap: Tap, sent: Sent) -> None:
    """Keeps where it stands, so that the next tap for the same can be spared."""
    if tap.in_group and tap.action and not isinstance(tap.action, Choose):
        await service.remember(sent, tap.thread_id, _key(tap.action))


def _key(action: Action) -> str:
    return f"tap {encode(action)}"


async def _alert(service: Service, tap: Tap, asker: Asker, key: str, reason: Reason = Reason.NOTHING_ASKED) -> Outcome:
    await service.out.toast(
        tap.query_id, service.notice(key, asker.language, bot=service.me.username).plain, alert=True
    )
    return Outcome(Door.BUTTON, Deed.HINT, reason.value)
