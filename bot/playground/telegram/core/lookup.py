"""Finding what a call names, and refusing what the bot may not do there."""

from __future__ import annotations

from .bots import Bot
from .errors import Refusal, bad_request, forbidden
from .model import Chat, Json, Message, Topic, User
from .world import World

_PLACES = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}


def find_chat(world: World, bot: Bot, chat_id: int | str) -> Chat:
    """The chat as this bot knows it.

    Raises:
        Refusal: the bot has never seen it, or was put out of it.
    """
    if isinstance(chat_id, str):
        return _public_chat(world, bot, chat_id)
    if chat := world.private_chats.get((bot.id, chat_id)):
        return chat
    if user := world.users.get(chat_id):
        raise _unreachable(user)
    chat = world.chats.get(chat_id)
    if chat is None or bot.id not in chat.members:
        raise bad_request("chat not found")
    return chat


def _public_chat(world: World, bot: Bot, name: str) -> Chat:
    for chat in world.chats.values():
        if name.startswith("@") and (chat.username or "").lower() == name[1:].lower():
            return chat
    raise bad_request("chat not found")


def _unreachable(user: User) -> Refusal:
    if user.is_bot:
        return forbidden("bot can't send messages to bots")
    return forbidden("bot can't initiate conversation with a user")


def require_inside(bot: Bot, chat: Chat) -> None:
    """Refuse if the bot is not, or no longer, in the chat.

    Raises:
        Refusal: with the text that says why.
    """
    if chat.migrated_to is not None:
        raise bad_request(
            "group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=chat.migrated_to.id,
        )
    if chat.type == "private":
        if chat.is_blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.is_started:
            raise forbidden("bot can't initiate conversation with a user")
        return
    member = chat.members.get(bot.id)
    if member is not None and member.status == "kicked":
        raise forbidden(f"bot was kicked from the {_PLACES[chat.type]}")
    if member is None or not member.is_inside:
        raise forbidden(f"bot is not a member of the {_PLACES[chat.type]}")


def require_writable(bot: Bot, chat: Chat, what: str = "text messages") -> None:
    """Refuse if the bot may not post this here.

    Raises:
        Refusal: with the text that says why.
    """
    require_inside(bot, chat)
    if chat.type == "private":
        return
    member = chat.members[bot.id]
    if chat.type == "channel":
        if not member.has_right("can_post_messages"):
            raise bad_request("need administrator rights in the channel chat")
    elif not member.is_admin and not (member.may_write and chat.may_write):
        raise bad_request(f"not enough rights to send {what} to the chat")


def find_topic(bot: Bot, chat: Chat, thread_id: int | None) -> Topic | None:
    """The topic to post in; General has none, and must not be named by its number 1.

    Raises:
        Refusal: there is no such topic, or it is closed.
    """
    if thread_id is None:
        return None
    topic = chat.topics.get(thread_id) if chat.is_forum else None
    if topic is None or topic.is_deleted:
        raise bad_request("message thread not found")
    if topic.is_closed and not chat.members[bot.id].has_right("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return topic


def find_reply(world: World, bot: Bot, chat: Chat, reply: Json | None) -> Message | None:
    """The message replied to; none if it is gone and that was said to be fine.

    Raises:
        Refusal: it is gone.
    """
    if not reply:
        return None
    where = find_chat(world, bot, reply["chat_id"]) if "chat_id" in reply else chat
    message = where.messages.get(reply["message_id"])
    if message is not None and not message.is_deleted:
        if (quote := reply.get("quote")) and quote not in message.text:
            raise bad_request("QUOTE_TEXT_INVALID")
        return message
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def find_message(chat: Chat, message_id: int, doing: str) -> Message:
    """A message to edit, delete or copy.

    Raises:
        Refusal: it is not there.
    """
    message = chat.messages.get(message_id)
    if message is None or message.is_deleted:
        raise bad_request(f"message to {doing} not found")
    return message
