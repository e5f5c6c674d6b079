"""What is wrong here, in words, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram import ChatMember, ChatPermissions
from telegram.error import TelegramError

from bot.conversation.commands import Asker
from bot.handlers.facts import Facts
from bot.handlers.faults import Undelivered, diagnose
from bot.handlers.identity import Identity
from bot.handlers.memory import SharedFacts
from bot.handlers.outgoing import Place
from bot.handlers.service import Service
from bot.presentation import Message
from bot.presentation.catalogue import Value
from bot.presentation.document import Document
from bot.presentation.message import paragraph
from bot.presentation.voice import voice

CONFLICT = "polling.conflict"
"""The fact under which the store keeps when Telegram last said that another program polls with the same token."""
_RECENT = timedelta(hours=1)
"""How long a trouble with the delivery is worth telling."""
_MANY_WAITING = 50


@dataclass(frozen=True, slots=True)
class Findings:
    """What was looked at."""

    me: Identity
    in_group: bool
    ambient: bool = False
    """Whether answering unasked is wanted here."""
    admin: bool = False
    """Whether the bot is an admin here: then it hears everything, whatever the privacy mode."""
    may_write: bool = True
    webhook_error: str = ""
    """In Telegram's words."""
    webhook_minutes: int = 0
    """How long ago it was."""
    waiting: int = 0
    """Updates that Telegram could not deliver yet."""
    conflict: bool = False
    """Whether another program polled with the same token lately."""
    remembers: bool = True
    """Whether the store is there."""


def complaints(found: Findings) -> Iterator[tuple[str, dict[str, Value]]]:
    """What is wrong, as keys of the catalogue with their values."""
    deaf = not found.me.hears_everything and not found.admin
    if found.in_group and found.ambient and deaf:
        yield "doctor.deaf", {"bot": found.me.username}
    elif found.in_group and deaf:
        yield "doctor.privacy", {"bot": found.me.username}
    if found.in_group and not found.may_write:
        yield "doctor.mute", {}
    if not found.me.inline:
        yield "doctor.no_inline", {}
    if not found.me.guest:
        yield "doctor.no_guest", {}
    if found.conflict:
        yield "doctor.conflict", {}
    if found.webhook_error:
        yield "doctor.webhook", {"count": found.webhook_minutes, "error": found.webhook_error}
    if found.waiting > _MANY_WAITING:
        yield "doctor.waiting", {"count": found.waiting}
    if not found.remembers:
        yield "doctor.memory", {}


async def doctor(service: Service, facts: Facts, asker: Asker) -> Message:
    """Looks, and says what it found; privately if it may not write where it was asked."""
    found = await _look(service, facts)
    speaker = voice(asker.language, service.desk.base)
    lines = [speaker.line(key, **values) for key, values in complaints(found)]
    title = paragraph(speaker.line("doctor.title"))
    message = Message(Document((title, *(paragraph(line) for line in lines or [speaker.line("doctor.well")]))))
    if not found.may_write and facts.person_id is not None:
        # They may never have started a private chat: then nothing can be said at all.
        with suppress(Undelivered):
            await service.out.send(Place(facts.person_id), message)
    return message


async def note_conflict(facts: SharedFacts, now: datetime) -> None:
    """Remembers that another program polls with the same token, whichever process noticed it."""
    await facts.set(CONFLICT, now.isoformat())


async def _look(service: Service, facts: Facts) -> Findings:
    bot, now = service.out.bot, service.now()
    try:
        service.me = Identity.of(await bot.get_me())
        webhook = await bot.get_webhook_info()
        member = await bot.get_chat_member(facts.chat_id, service.me.id) if facts.in_group else None
        place = await bot.get_chat(facts.chat_id) if facts.in_group else None
    except TelegramError as error:
        raise Undelivered(diagnose(error)) from error
    chat = await service.memory.chats.get(facts.chat_id)
    failed = webhook.last_error_date if webhook.url else None
    recently = failed is not None and now - failed < _RECENT
    return Findings(
        service.me,
        facts.in_group,
        ambient=chat.ambient,
        admin=member is not None and member.status == ChatMember.ADMINISTRATOR,
        may_write=member is None or _may_write(member, place.permissions if place else None),
        webhook_error=(webhook.last_error_message or "?") if recently else "",
        webhook_minutes=int((now - failed).total_seconds() // 60) if failed else 0,
        waiting=webhook.pending_update_count,
        conflict=_lately(await service.memory.facts.get(CONFLICT), now),
        remembers=service.memory.healthy,
    )


def _may_write(member: ChatMember, everybody: ChatPermissions | None) -> bool:
    """Whether the bot may write: as an admin always, under restrictions of its own, or as everybody may."""
    if member.status == ChatMember.RESTRICTED:
        return bool(getattr(member, "can_send_messages", True))
    return member.status == ChatMember.ADMINISTRATOR or everybody is None or everybody.can_send_messages is not False


def _lately(moment: object, now: datetime) -> bool:
    """Whether a moment, as the store keeps it, is not long past."""
    try:
        return isinstance(moment, str) and now - datetime.fromisoformat(moment) < _RECENT
    except (ValueError, TypeError):
        return False
