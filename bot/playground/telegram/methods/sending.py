"""Sending texts, forwarding, copying, and the signs of life."""

from __future__ import annotations

from ..core.errors import bad_request
from ..core.lookup import find_message, find_topic, require_inside, require_writable
from ..core.model import Json
from ..core.rendering import message_json, origin_json
from ..shapes.kinds import BOOLEAN, CHAT_ID, INTEGER, STRING, Array
from ..shapes.objects import LINK_PREVIEW, REACTION
from .posting import CAPTION, CAPTION_ABOVE, FORMATTING, SENDING, destination, post, source_message
from .table import Call, method

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
_REACTIONS = """
❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣
⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪
🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
"""
REACTIONS = frozenset(_REACTIONS.split())
_COPYING = {name: kind for name, kind in SENDING.items() if name != "business_connection_id"}


@method(
    "sendMessage",
    required={"chat_id": CHAT_ID, "text": STRING},
    optional={**SENDING, **FORMATTING, "link_preview_options": LINK_PREVIEW},
)
def send_message(call: Call) -> Json:
    """Post a text."""
    return post(call, call.world.writer().message(call.arguments))


@method(
    "forwardMessage",
    required={"chat_id": CHAT_ID, "from_chat_id": CHAT_ID, "message_id": INTEGER},
    optional={
        "message_thread_id": INTEGER,
        "disable_notification": BOOLEAN,
        "protect_content": BOOLEAN,
        "message_effect_id": STRING,
    },
)
def forward_message(call: Call) -> Json:
    """Post a message again, with its origin."""
    source = source_message(call)
    return post(call, {**source.content, "forward_origin": origin_json(source)})


@method(
    "copyMessage",
    required={"chat_id": CHAT_ID, "from_chat_id": CHAT_ID, "message_id": INTEGER},
    optional={**_COPYING, **CAPTION, **CAPTION_ABOVE},
)
def copy_message(call: Call) -> Json:
    """Post a message again as one's own."""
    content = dict(source_message(call).content)
    if call.get("caption") is not None and "text" not in content:
        content = {k: v for k, v in content.items() if not k.startswith("caption")}
        content |= call.world.writer().caption(call.arguments)
    return {"message_id": post(call, content)["message_id"]}


@method(
    "sendMessageDraft",
    required={"chat_id": INTEGER, "draft_id": INTEGER},
    optional={"message_thread_id": INTEGER, "text": STRING, **FORMATTING},
)
def send_message_draft(call: Call) -> bool:
    """Show an unfinished text; it leaves no trace."""
    chat = call.chat()
    if chat.type != "private":
        raise bad_request("chat is not a private chat")
    require_writable(call.bot, chat)
    if call["draft_id"] == 0:
        raise bad_request("invalid draft identifier specified")
    if call.get("text"):
        call.world.writer().message(call.arguments)
    return True


@method(
    "sendChatAction",
    required={"chat_id": CHAT_ID, "action": STRING},
    optional={"business_connection_id": STRING, "message_thread_id": INTEGER},
)
def send_chat_action(call: Call) -> bool:
    """Say that an answer is being written."""
    if call["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat, _ = destination(call)
    find_topic(call.bot, chat, call.get("message_thread_id"))
    return True


@method(
    "setMessageReaction",
    required={"chat_id": CHAT_ID, "message_id": INTEGER},
    optional={"reaction": Array(REACTION), "is_big": BOOLEAN},
)
def set_message_reaction(call: Call) -> bool:
    """React with one emoji, or take the reaction back."""
    chat = call.chat()
    require_inside(call.bot, chat)
    message = find_message(chat, call["message_id"], "react")
    reactions = call.get("reaction", [])
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(reaction.get("emoji", "") not in REACTIONS for reaction in reactions):
        raise bad_request("REACTION_INVALID")
    message.reactions[call.bot.id] = [reaction["emoji"] for reaction in reactions]
    call.world.pulse.beat()
    return True


@method(
    "pinChatMessage",
    required={"chat_id": CHAT_ID, "message_id": INTEGER},
    optional={"business_connection_id": STRING, "disable_notification": BOOLEAN},
)
def pin_chat_message(call: Call) -> bool:
    """Pin a message; in groups an administrator's right."""
    chat = call.chat()
    require_inside(call.bot, chat)
    message = find_message(chat, call["message_id"], "pin")
    if chat.type != "private" and not chat.members[call.bot.id].has_right("can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    pinned = {"pinned_message": message_json(message, with_reply=False)}
    call.world.post(chat, call.bot.user, pinned)
    return True
