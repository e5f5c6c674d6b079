"""The bot comes and goes: a welcome, rows that go to sleep, settings that move house."""

from __future__ import annotations

from datetime import timedelta

from telegram import Chat, ChatMemberUpdated, Message
from telegram.constants import ChatMemberStatus

from bot.handlers.facts import Door, Facts
from bot.handlers.outcome import Outcome
from bot.handlers.outgoing import Place, Sent
from bot.handlers.policy import Action
from bot.handlers.service import Service
from bot.presentation.guides import welcome

_INSIDE = frozenset({ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.RESTRICTED})
_WELCOMED = "welcome"
_ONCE_IN = timedelta(minutes=10)


async def on_membership(service: Service, change: ChatMemberUpdated) -> Outcome:
    """The bot was added or removed, promoted or demoted, blocked or let in again."""
    was_inside, is_inside = (member.status in _INSIDE for member in (change.old_chat_member, change.new_chat_member))
    chat_id = change.chat.id
    if not is_inside:
        await service.memory.chats.deactivate(chat_id)
        return Outcome(Door.MEMBERSHIP, Action.SILENT, "removed")
    if was_inside:
        return Outcome(Door.MEMBERSHIP, Action.SILENT, "still there")
    await service.memory.chats.activate(chat_id)
    if change.chat.type not in {Chat.GROUP, Chat.SUPERGROUP} or await _welcomed(service, chat_id):
        return Outcome(Door.MEMBERSHIP, Action.SILENT, "let in")
    person = Facts(
        Door.MEMBERSHIP, chat_id, author_id=change.from_user.id, client_language=change.from_user.language_code
    )
    asker = await service.asker(person, await service.memory.chats.get(chat_id))
    hearing = await service.hearing(chat_id, change.new_chat_member.status == ChatMemberStatus.ADMINISTRATOR)
    message = welcome(asker.language, service.desk.base, service.me.username, hearing)
    sent = await service.say(Place(chat_id), message)
    await service.remember(sent, None, _WELCOMED)
    return Outcome(Door.MEMBERSHIP, Action.ANSWER, "welcome", language=asker.language)


async def on_migration(service: Service, message: Message) -> Outcome:
    """A group has become a supergroup. Both tell it, in any order, and either may be lost."""
    old = message.migrate_from_chat_id or message.chat.id
    new = message.migrate_to_chat_id or message.chat.id
    await service.memory.chats.migrate(old, new)
    # Telegram reports the move as the bot's arrival too, and nobody wants a second welcome.
    await service.remember(Sent(new, 0), None, _WELCOMED)
    return Outcome(Door.MEMBERSHIP, Action.SILENT, "migrated")


async def _welcomed(service: Service, chat_id: int) -> bool:
    given = await service.memory.answers.latest(chat_id, None, _WELCOMED)
    return given is not None and service.now() - given.at < _ONCE_IN
