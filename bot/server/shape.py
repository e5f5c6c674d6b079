"""Whether an update has the shape that the Bot API promises, as far as the bot relies on it.

The library takes what comes: a chat whose id is a text, or a number that no database holds, would be found out only
where it does harm.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, InstanceOf, TypeAdapter
from telegram import Bot, Update

Number = Annotated[int, Field(strict=True, ge=-(2**63), lt=2**63)]
"""What databases hold; Telegram's have fewer bits."""
Text = InstanceOf[str]
"""Any, halves of characters among them."""


class _Shape(BaseModel):
    """An object of the Bot API, with the fields that matter here."""

    model_config = ConfigDict(extra="ignore")


class _User(_Shape):
    id: Number
    username: Text | None = None
    language_code: Text | None = None


class _Chat(_Shape):
    id: Number
    type: Text
    username: Text | None = None


class _Entity(_Shape):
    type: Text
    offset: Number
    length: Number
    user: _User | None = None


class _Quote(_Shape):
    text: Text


class _Button(_Shape):
    callback_data: Text | None = None


class _Keyboard(_Shape):
    inline_keyboard: list[list[_Button]]


class _Message(_Shape):
    message_id: Number
    date: Number
    chat: _Chat
    sender: _User | None = Field(None, alias="from")
    sender_chat: _Chat | None = None
    via_bot: _User | None = None
    edit_date: Number | None = None
    message_thread_id: Number | None = None
    migrate_to_chat_id: Number | None = None
    migrate_from_chat_id: Number | None = None
    guest_query_id: Text | None = None
    text: Text | None = None
    caption: Text | None = None
    entities: list[_Entity] = []
    caption_entities: list[_Entity] = []
    quote: _Quote | None = None
    reply_markup: _Keyboard | None = None
    reply_to_message: _Message | None = None


class _InlineQuery(_Shape):
    id: Text
    sender: _User = Field(alias="from")
    query: Text
    offset: Text


class _ChosenInlineResult(_Shape):
    result_id: Text
    sender: _User = Field(alias="from")
    query: Text
    inline_message_id: Text | None = None


class _CallbackQuery(_Shape):
    id: Text
    sender: _User = Field(alias="from")
    message: _Message | None = None
    inline_message_id: Text | None = None
    data: Text | None = None


class _Member(_Shape):
    status: Text
    user: _User


class _MemberUpdated(_Shape):
    chat: _Chat
    sender: _User = Field(alias="from")
    date: Number
    old_chat_member: _Member
    new_chat_member: _Member


class _Update(_Shape):
    update_id: Annotated[Number, Field(ge=0)]
    message: _Message | None = None
    edited_message: _Message | None = None
    channel_post: _Message | None = None
    edited_channel_post: _Message | None = None
    business_message: _Message | None = None
    edited_business_message: _Message | None = None
    guest_message: _Message | None = None
    inline_query: _InlineQuery | None = None
    chosen_inline_result: _ChosenInlineResult | None = None
    callback_query: _CallbackQuery | None = None
    my_chat_member: _MemberUpdated | None = None


_SHAPE: TypeAdapter[_Update] = TypeAdapter(_Update)


def read_update(data: Any, bot: Bot | None) -> Update:
    """The update that ``data``, as it came in JSON, stands for; of a kind that has no shape here, its number alone.

    Raises:
        Exception: it stands for none. (The library raises whatever comes up.)
    """
    _SHAPE.validate_python(data)
    return Update.de_json({name: data[name] for name in _Update.model_fields if name in data}, bot)
