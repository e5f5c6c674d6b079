"""What all methods that post a message share."""

from __future__ import annotations

from typing import Any

from ..core.errors import bad_request
from ..core.lookup import find_chat, find_reply, find_topic, require_inside, require_writable
from ..core.model import Chat, Json, Message, Topic, User
from ..core.rendering import message_json
from ..shapes.kinds import BOOLEAN, INTEGER, STRING, Kind
from ..shapes.objects import ENTITIES, REPLY_MARKUP, REPLY_PARAMETERS
from .table import Call

SENDING: dict[str, Kind] = {
    "business_connection_id": STRING,
    "message_thread_id": INTEGER,
    "disable_notification": BOOLEAN,
    "protect_content": BOOLEAN,
    "allow_paid_broadcast": BOOLEAN,
    "message_effect_id": STRING,
    "reply_parameters": REPLY_PARAMETERS,
    "reply_markup": REPLY_MARKUP,
}
FORMATTING: dict[str, Kind] = {"parse_mode": STRING, "entities": ENTITIES}
CAPTION: dict[str, Kind] = {
    "caption": STRING,
    "parse_mode": STRING,
    "caption_entities": ENTITIES,
}
CAPTION_ABOVE: dict[str, Kind] = {"show_caption_above_media": BOOLEAN}


def post(call: Call, content: Json, what: str = "text messages") -> Json:
    """Post this content where the call says, and return the message."""
    chat, marks = destination(call, what)
    reply = find_reply(call.world, call.bot, chat, call.get("reply_parameters"))
    if reply is not None and reply.chat is not chat:
        raise bad_request("this server knows no replies to other chats")
    topic = _topic(call, chat, reply)
    keyboard, interface = _markup(call, chat)
    if call.get("protect_content"):
        marks["has_protected_content"] = True
    message = call.world.post(
        chat,
        content=content,
        reply_to=reply,
        topic=topic,
        marks=marks | _quote(call, reply),
        keyboard=keyboard,
        interface=interface,
        **author(chat, call.bot.user),
    )
    return message_json(message)


def author(chat: Chat, bot: User) -> dict[str, Any]:
    """Who a bot's message comes from: in a channel, the channel itself."""
    if chat.type == "channel":
        return {"sender": None, "sender_chat": chat, "posted_by": bot}
    return {"sender": bot}


def destination(call: Call, what: str = "text messages") -> tuple[Chat, Json]:
    """Where to write, which must be allowed, and what marks a message there."""
    connection_id = call.get("business_connection_id")
    if connection_id is None:
        chat = call.chat()
        require_writable(call.bot, chat, what)
        return chat, {}
    connection = call.world.business.get(connection_id)
    if connection is None or connection.bot is not call.bot:
        raise bad_request("business connection not found")
    customer = connection.chats.get(call["chat_id"])
    if customer is None:
        raise bad_request("chat not found")
    return customer, {"business_connection_id": connection_id}


def _topic(call: Call, chat: Chat, reply: Message | None) -> Topic | None:
    """The named topic; without a name the one of the message replied to."""
    topic = find_topic(call.bot, chat, call.get("message_thread_id"))
    if topic is None and reply is not None:
        return reply.topic
    return topic


def _quote(call: Call, reply: Message | None) -> Json:
    text = (call.get("reply_parameters") or {}).get("quote")
    if reply is None or not text:
        return {}
    position = len(reply.text[: reply.text.find(text)].encode("utf-16-le")) // 2
    return {"quote": {"text": text, "position": position, "is_manual": True}}


def _markup(call: Call, chat: Chat) -> tuple[Json | None, Json | None]:
    """The inline keyboard and the other kind, of which at most one is there."""
    markup = call.get("reply_markup")
    if markup is None:
        return None, None
    call.keyboard_rules(is_private=chat.type == "private").check(markup)
    if "inline_keyboard" in markup:
        return (markup if markup["inline_keyboard"] else None), None
    if chat.type == "channel":
        raise bad_request("reply keyboards can't be used in channels")
    return None, markup


def source_message(call: Call) -> Message:
    """The message to forward or copy."""
    chat = find_chat(call.world, call.bot, call["from_chat_id"])
    require_inside(call.bot, chat)
    message = chat.messages.get(call["message_id"])
    if message is None or message.is_deleted:
        raise bad_request("message to forward not found")
    return message
