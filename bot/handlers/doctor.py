"""What is wrong here, in words, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from telegram import ChatMember, WebhookInfo
from telegram.error import TelegramError

from bot.handlers.facts import Facts
from bot.handlers.faults import Undelivered, diagnose
from bot.handlers.identity import Identity
from bot.handlers.service import Asker, Service
from bot.presentation import Message
from bot.presentation.catalogue import Value
from bot.presentation.document import Document
from bot.presentation.message import paragraph
from bot.presentation.voice import voice

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
    webhook_error: bool = False
    waiting: int = 0
    """Updates that Telegram could not deliver yet."""


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
    if found.webhook_error:
        yield "doctor.webhook", {}
    if found.waiting > _MANY_WAITING:
        yield "doctor.waiting", {"count": found.waiting}


async def doctor(service: Service, facts: Facts, asker: Asker) -> Message:
    """Looks, and says what it found."""
    found = await _look(service, facts)
    speaker = voice(asker.language, service.desk.base)
    lines = [speaker.line(key, **values) for key, values in complaints(found)]
    title = paragraph(speaker.line("doctor.title"))
    return Message(Document((title, *(paragraph(line) for line in lines or [speaker.line("doctor.well")]))))


async def _look(service: Service, facts: Facts) -> Findings:
    bot = service.out.bot
    try:
        service.me = Identity.of(await bot.get_me())
        webhook = await bot.get_webhook_info()
        member = await bot.get_chat_member(facts.chat_id, service.me.id) if facts.in_group else None
    except TelegramError as error:
        raise Undelivered(diagnose(error)) from error
    chat = await service.memory.chats.get(facts.chat_id)
    return Findings(
        service.me,
        facts.in_group,
        ambient=chat.ambient,
        admin=member is not None and member.status == ChatMember.ADMINISTRATOR,
        may_write=member is None or bool(getattr(member, "can_send_messages", True)),
        webhook_error=_failing(webhook),
        waiting=webhook.pending_update_count,
    )


def _failing(webhook: WebhookInfo) -> bool:
    return bool(webhook.url) and webhook.last_error_date is not None
