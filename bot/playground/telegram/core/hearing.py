"""Which messages reach a bot: privacy mode and its exceptions."""

from __future__ import annotations

from ..text.entities import entity_text
from .bots import Bot
from .model import ANONYMOUS_ADMIN, CHANNEL_BOT, Json, Message, User

SERVICE_FIELDS = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "new_chat_title",
        "group_chat_created",
        "supergroup_chat_created",
        "channel_chat_created",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "pinned_message",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
        "general_forum_topic_hidden",
        "general_forum_topic_unhidden",
    }
)
_MASKS = frozenset({ANONYMOUS_ADMIN.id, CHANNEL_BOT.id})


def is_service(message: Message) -> bool:
    """Whether the message tells of an event, not of what somebody said."""
    return bool(SERVICE_FIELDS & set(message.content))


def hears(bot: Bot, message: Message) -> bool:
    """Whether Telegram would deliver this message to this bot."""
    chat = message.chat
    if message.sender is bot.user:
        return False
    if chat.type == "private":
        return chat.bot_id == bot.id
    member = chat.members.get(bot.id)
    if member is None or not member.is_inside:
        return False
    if is_service(message) or chat.type == "channel":
        return True
    if _is_bots(message.sender) and not bot.abilities.hears_bots:
        return False
    sees_all = bot.abilities.can_read_all_group_messages or member.is_admin
    return sees_all or _is_meant_for(bot, message)


def _is_bots(sender: User | None) -> bool:
    """Whether a real bot speaks, not a person behind a mask."""
    return sender is not None and sender.is_bot and sender.id not in _MASKS


def _is_meant_for(bot: Bot, message: Message) -> bool:
    """The rules of privacy mode; a reply to a bot is for that bot alone."""
    replied = message.reply_to.sender if message.reply_to else None
    if replied is not None and _is_bots(replied):
        return replied is bot.user
    if message.via_bot is not None:
        return message.via_bot is bot.user
    return any(_addresses(bot, message, entity) for entity in message.entities)


def _addresses(bot: Bot, message: Message, entity: Json) -> bool:
    """Whether a command or a mention is for this bot."""
    name = f"@{bot.username}".lower()
    text = entity_text(message.text, entity).lower()
    if entity["type"] == "bot_command":
        is_bare = "@" not in text and entity["offset"] == 0
        return text.endswith(name) or (is_bare and message.chat.last_bot_id in {None, bot.id})
    if entity["type"] == "mention":
        return text == name and bot.abilities.privacy_hears_mentions
    if entity["type"] == "text_mention":
        return bool(entity["user"]["id"] == bot.id) and bot.abilities.privacy_hears_mentions
    return False
