"""Editing and deleting messages."""

from __future__ import annotations

from ..core.errors import bad_request
from ..core.lookup import find_message, require_inside
from ..core.model import Json, Message
from ..core.rendering import message_json
from ..shapes.kinds import CHAT_ID, INTEGER, STRING, Array, Kind
from ..shapes.objects import INLINE_KEYBOARD, LINK_PREVIEW, RICH_MESSAGE
from .posting import CAPTION, CAPTION_ABOVE, FORMATTING, destination
from .rich import rich_content
from .table import Call, method

DELETABLE_SECONDS = 48 * 3600
_TARGET: dict[str, Kind] = {
    "business_connection_id": STRING,
    "chat_id": CHAT_ID,
    "message_id": INTEGER,
    "inline_message_id": STRING,
    "reply_markup": INLINE_KEYBOARD,
}
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


@method(
    "editMessageText",
    optional={
        **_TARGET,
        "text": STRING,
        **FORMATTING,
        "link_preview_options": LINK_PREVIEW,
        "rich_message": RICH_MESSAGE,
    },
)
def edit_message_text(call: Call) -> Json | bool:
    """Give a text message another text."""
    if "rich_message" in call.arguments:
        content = rich_content(call["rich_message"])
    else:
        content = call.world.writer().message(call.arguments)
    message = _target(call)
    if not {"text", "rich_message"} & set(message.content):
        raise bad_request("there is no text in the message to edit")
    return _change(call, message, content)


@method("editMessageCaption", optional={**_TARGET, **CAPTION, **CAPTION_ABOVE})
def edit_message_caption(call: Call) -> Json | bool:
    """Give a media message another caption."""
    caption = call.world.writer().caption(call.arguments)
    message = _target(call)
    if "text" in message.content:
        raise bad_request("there is no caption in the message to edit")
    kept = {key: value for key, value in message.content.items() if not key.startswith("caption")}
    return _change(call, message, kept | caption)


@method("editMessageReplyMarkup", optional=_TARGET)
def edit_message_reply_markup(call: Call) -> Json | bool:
    """Give a message another keyboard, or none."""
    message = _target(call)
    return _change(call, message, message.content)


def _target(call: Call) -> Message:
    """The message to edit, by its place or by its inline id."""
    if (inline_id := call.get("inline_message_id")) is not None:
        message = call.world.inline_messages.get(inline_id)
        owners = (message.via_bot, message.posted_by) if message else ()
        if message is None or call.bot.user not in owners or message.is_deleted:
            raise bad_request("MESSAGE_ID_INVALID")
        return message
    if call.get("chat_id") is None:
        raise bad_request("chat_id is empty")
    if call.get("message_id") is None:
        raise bad_request("message identifier is not specified")
    if call.get("business_connection_id") is not None:
        chat, _ = destination(call)
    else:
        chat = call.chat()
        require_inside(call.bot, chat)
    message = find_message(chat, call["message_id"], "edit")
    if message.posted_by is not call.bot.user or "forward_origin" in message.content:
        raise bad_request("message can't be edited")
    return message


def _change(call: Call, message: Message, content: Json) -> Json | bool:
    markup = call.get("reply_markup")
    if markup is not None:
        call.keyboard_rules(is_private=message.chat.type == "private").check(markup)
    keyboard = markup if markup and markup["inline_keyboard"] else None
    if content == message.content and keyboard == message.keyboard:
        raise bad_request(_NOT_MODIFIED)
    call.world.edit(message, content, keyboard, by=call.bot.user)
    return True if "inline_message_id" in call.arguments else message_json(message)


@method("deleteMessage", required={"chat_id": CHAT_ID, "message_id": INTEGER})
def delete_message(call: Call) -> bool:
    """Take a message away."""
    chat = call.chat()
    require_inside(call.bot, chat)
    _delete(call, find_message(chat, call["message_id"], "delete"))
    return True


@method("deleteMessages", required={"chat_id": CHAT_ID, "message_ids": Array(INTEGER)})
def delete_messages(call: Call) -> bool:
    """Take several away; those that are not there are passed over."""
    chat = call.chat()
    require_inside(call.bot, chat)
    if not 1 <= len(call["message_ids"]) <= 100:
        raise bad_request("message identifiers are not specified")
    for message_id in call["message_ids"]:
        message = chat.messages.get(message_id)
        if message is not None and not message.is_deleted:
            _delete(call, message)
    return True


def _delete(call: Call, message: Message) -> None:
    is_own = message.posted_by is call.bot.user
    if message.chat.type != "private":
        member = message.chat.members[call.bot.id]
        if not is_own and not member.has_right("can_delete_messages"):
            raise bad_request("message can't be deleted")
        if member.has_right("can_delete_messages"):
            _mark_deleted(call, message)
            return
    if call.world.now() - message.date > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    _mark_deleted(call, message)


def _mark_deleted(call: Call, message: Message) -> None:
    message.is_deleted = True
    call.world.pulse.beat()
