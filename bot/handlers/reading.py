"""An update is read: everything that it says about itself, without a call to Telegram.

Offsets of entities count UTF-16 units, so texts are cut in that encoding (:class:`_Units`) and never by characters.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from telegram import Chat, Message, MessageEntity, Update

from bot.handlers.facts import Addressed, Author, Command, Content, Door, Facts
from bot.handlers.identity import Identity

_GLUED_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?=[\u3400-\u9fff])")
"""A command with Chinese right behind it. Telegram marks none there, but people who write no blanks mean one."""
_FIRST_NAME = re.compile(r"\s*@([A-Za-z0-9_]+)")
_QUOTED_CODE = (MessageEntity.CODE, MessageEntity.PRE)


def read(update: Update, me: Identity, commands: Mapping[str, bool]) -> Facts:
    """The facts of ``update``; ``commands`` are those that the bot knows, with whether they mean nothing alone."""
    if update.my_chat_member:
        return Facts(Door.MEMBERSHIP, chat_id=update.my_chat_member.chat.id)
    for door, asked in (
        (Door.INLINE, update.inline_query),
        (Door.CHOSEN, update.chosen_inline_result),
        (Door.BUTTON, update.callback_query),
    ):
        if asked:
            person = asked.from_user
            return Facts(door, author_id=person.id, client_language=person.language_code)
    message = update.effective_message
    if message is None:
        return Facts(Door.OTHER)
    return of_message(message, _door(update, message), me, commands, edited=bool(update.edited_message))


def _door(update: Update, message: Message) -> Door:
    if update.guest_message:
        return Door.GUEST
    if update.business_message or update.edited_business_message:
        return Door.BUSINESS
    if update.message and (message.migrate_to_chat_id or message.migrate_from_chat_id):
        return Door.MEMBERSHIP
    if not (update.message or update.edited_message):
        return Door.CHANNEL if update.channel_post or update.edited_channel_post else Door.OTHER
    return {Chat.PRIVATE: Door.PRIVATE, Chat.CHANNEL: Door.CHANNEL}.get(message.chat.type, Door.GROUP)


def of_message(
    message: Message, door: Door, me: Identity, commands: Mapping[str, bool], *, edited: bool = False
) -> Facts:
    """The facts of one message."""
    text = message.text or message.caption or ""
    entities = message.entities or message.caption_entities
    author, author_id = _author(message, me)
    command, start = _command(text, entities, me, commands)
    spans = _mentions(text, entities, me)
    replied = _replied(message)
    to_bot = bool(replied and replied.from_user and replied.from_user.id == me.id and not replied.sender_chat)
    first_name = _FIRST_NAME.match(text)
    return Facts(
        door,
        chat_id=message.chat.id,
        chat_name=message.chat.username,
        supergroup=message.chat.type == Chat.SUPERGROUP,
        thread_id=message.message_thread_id if message.is_topic_message else None,
        message_id=message.message_id,
        author=author,
        author_id=author_id,
        client_language=message.from_user.language_code if message.from_user else None,
        addressed=_addressed(door, command, bool(spans), to_bot),
        content=_content(message),
        command=command,
        question=_Units(text).without([(0, start), *spans]),
        quoted=(replied.text or replied.caption or "") if replied and _is_person(replied) else "",
        calls_other=bool(first_name and not me.is_called(first_name[1])) or _calls_by_name(entities, me),
        replies_to_other=bool(replied and not to_bot) or bool(message.external_reply),
        forwarded=message.forward_origin is not None,
        edited_after=_seconds_to_edit(message) if edited else None,
        at=(message.edit_date if edited else None) or message.date,
    )


def _author(message: Message, me: Identity) -> tuple[Author, int]:
    if message.is_automatic_forward:
        return Author.LINKED_CHANNEL, 0
    # The user of a message in a chat's name is a mask of Telegram's, marked as a bot: the chat is who counts.
    if message.sender_chat:
        own = message.sender_chat.id == message.chat.id
        return (Author.ANONYMOUS_ADMIN if own else Author.CHANNEL), message.sender_chat.id
    if message.from_user is None:
        return Author.CHANNEL, message.chat.id
    person = message.from_user
    if person.is_bot:
        return Author.BOT, person.id
    if message.via_bot:
        return (Author.OWN_RESULT if message.via_bot.id == me.id else Author.OTHER_RESULT), person.id
    return Author.PERSON, person.id


def _is_person(message: Message) -> bool:
    return bool(message.from_user) and (not message.from_user.is_bot or bool(message.sender_chat))  # type: ignore[union-attr]


def _replied(message: Message) -> Message | None:
    """The message that is replied to. In a topic, every message that replies to none replies to the topic's first."""
    replied = message.reply_to_message
    if replied and message.is_topic_message and replied.message_id == message.message_thread_id:
        return None
    return replied


def _addressed(door: Door, command: Command | None, mentioned: bool, to_bot: bool) -> Addressed:
    if command and not command.for_other_bot:
        return Addressed.BY_COMMAND
    if door is Door.PRIVATE:
        return Addressed.PRIVATELY
    if mentioned or door is Door.GUEST:
        return Addressed.BY_MENTION
    return Addressed.BY_REPLY if to_bot else Addressed.NOT


def _content(message: Message) -> Content:
    if message.text or message.caption:
        return Content.WORDS
    return Content.MEDIA if message.effective_attachment else Content.EVENT


def _command(
    text: str, entities: Collection[MessageEntity], me: Identity, commands: Mapping[str, bool]
) -> tuple[Command | None, int]:
    """The command that ``text`` begins with, and how many units it takes."""
    marked = next((e for e in entities if e.type == MessageEntity.BOT_COMMAND and e.offset == 0), None)
    if marked:
        name, _, target = _Units(text).part(0, marked.length)[1:].partition("@")
    elif glued := _GLUED_COMMAND.match(text):
        name, target = glued[1], glued[2] or ""
    else:
        return None, 0
    length = 1 + len(name) + (1 + len(target) if target else 0)
    for_other_bot = bool(target) and not me.is_called(target)
    name = name.lower()
    return Command(name, name in commands, for_other_bot, commands.get(name, False)), length


def _mentions(text: str, entities: Collection[MessageEntity], me: Identity) -> list[tuple[int, int]]:
    """Where the bot is mentioned, in units.

    The name is looked for in the text, not among the entities: Telegram marks no mention where Chinese follows without
    a blank. What is quoted as code is an example, not a call.
    """
    spans = [
        (e.offset, e.offset + e.length)
        for e in entities
        if e.type == MessageEntity.TEXT_MENTION and e.user and e.user.id == me.id
    ]
    code = [(e.offset, e.offset + e.length) for e in entities if e.type in _QUOTED_CODE]
    if me.username:
        name = rf"(?<![A-Za-z0-9_./@])@{re.escape(me.username)}(?![A-Za-z0-9_])"
        for found in re.finditer(name, text, re.IGNORECASE):
            start = _Units(text[: found.start()]).length
            end = start + len(found.group())
            if not any(first <= start and end <= last for first, last in code):
                spans.append((start, end))
    return spans


def _calls_by_name(entities: Collection[MessageEntity], me: Identity) -> bool:
    """Whether the text begins with the name of somebody who has no username."""
    first = next((e for e in entities if e.type == MessageEntity.TEXT_MENTION and e.offset == 0), None)
    return bool(first and first.user and first.user.id != me.id)


def _seconds_to_edit(message: Message) -> int:
    return int((message.edit_date - message.date).total_seconds()) if message.edit_date else 0


class _Units:
    """A text in UTF-16, in which Telegram counts."""

    def __init__(self, text: str) -> None:
        self._raw = text.encode("utf-16-le", "surrogatepass")

    @property
    def length(self) -> int:
        return len(self._raw) // 2

    def part(self, start: int, end: int) -> str:
        return self._raw[2 * start : 2 * end].decode("utf-16-le", "replace")

    def without(self, spans: Collection[tuple[int, int]]) -> str:
        """The text without some parts, and without the blanks at its ends and where they were."""
        pieces, done = [], 0
        for start, end in sorted(spans):
            pieces.append(self.part(done, max(start, done)).strip())
            done = max(done, end)
        pieces.append(self.part(done, self.length).strip())
        return " ".join(piece for piece in pieces if piece)
