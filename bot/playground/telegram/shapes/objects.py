"""The objects a bot may send, field by field, as the Bot API describes them."""

from __future__ import annotations

from collections.abc import Mapping

from .kinds import (
    BOOLEAN,
    CHAT_ID,
    INTEGER,
    STRING,
    Array,
    Kind,
    Object,
    Reading,
    by_field,
    tagged,
)

_USER = Object(
    required={"id": INTEGER},
    optional={
        "is_bot": BOOLEAN,
        "first_name": STRING,
        "last_name": STRING,
        "username": STRING,
        "language_code": STRING,
        "is_premium": BOOLEAN,
    },
)
_SPAN: Mapping[str, Kind] = {"type": STRING, "offset": INTEGER, "length": INTEGER}
_PLAIN_ENTITY = Object(required=_SPAN)
MESSAGE_ENTITY = tagged(
    {
        **dict.fromkeys(
            (
                "mention",
                "hashtag",
                "cashtag",
                "bot_command",
                "url",
                "email",
                "phone_number",
                "bold",
                "italic",
                "underline",
                "strikethrough",
                "spoiler",
                "blockquote",
                "expandable_blockquote",
                "code",
            ),
            _PLAIN_ENTITY,
        ),
        "pre": Object(required=_SPAN, optional={"language": STRING}),
        "text_link": Object(required={**_SPAN, "url": STRING}),
        "text_mention": Object(required={**_SPAN, "user": _USER}),
        "custom_emoji": Object(required={**_SPAN, "custom_emoji_id": STRING}),
        "date_time": Object(required={**_SPAN, "unix_time": INTEGER}, optional={"date_time_format": STRING}),
    },
    "can't parse entities: unsupported type specified",
)
ENTITIES = Array(MESSAGE_ENTITY)

LINK_PREVIEW = Object(
    optional={
        "is_disabled": BOOLEAN,
        "url": STRING,
        "prefer_small_media": BOOLEAN,
        "prefer_large_media": BOOLEAN,
        "show_above_text": BOOLEAN,
    }
)
REPLY_PARAMETERS = Object(
    required={"message_id": INTEGER},
    optional={
        "chat_id": CHAT_ID,
        "allow_sending_without_reply": BOOLEAN,
        "quote": STRING,
        "quote_parse_mode": STRING,
        "quote_entities": ENTITIES,
        "quote_position": INTEGER,
    },
)
WEB_APP = Object(required={"url": STRING})
INLINE_BUTTON = Object(
    required={"text": STRING},
    optional={
        "icon_custom_emoji_id": STRING,
        "style": STRING,
        "url": STRING,
        "callback_data": STRING,
        "web_app": WEB_APP,
        "login_url": Object(
            required={"url": STRING},
            optional={
                "forward_text": STRING,
                "bot_username": STRING,
                "request_write_access": BOOLEAN,
            },
        ),
        "switch_inline_query": STRING,
        "switch_inline_query_current_chat": STRING,
        "switch_inline_query_chosen_chat": Object(
            optional={
                "query": STRING,
                "allow_user_chats": BOOLEAN,
                "allow_bot_chats": BOOLEAN,
                "allow_group_chats": BOOLEAN,
                "allow_channel_chats": BOOLEAN,
            }
        ),
        "copy_text": Object(required={"text": STRING}),
        "callback_game": Object(),
        "pay": BOOLEAN,
    },
)
INLINE_KEYBOARD = Object(required={"inline_keyboard": Array(Array(INLINE_BUTTON))})


class KeyboardButtonKind(Kind):
    """A button of a reply keyboard; a bare text stands for a button with that text."""

    _full = Object(
        required={"text": STRING},
        optional={
            "icon_custom_emoji_id": STRING,
            "style": STRING,
            "request_contact": BOOLEAN,
            "request_location": BOOLEAN,
            "web_app": WEB_APP,
            "request_poll": Object(optional={"type": STRING}),
        },
    )

    def read(self, value: object, name: str, reading: Reading) -> dict[str, object]:
        """Check the object, or make one of the text."""
        if isinstance(value, str):
            return {"text": value}
        return self._full.read(value, name, reading)


REPLY_MARKUP = by_field(
    {
        "inline_keyboard": INLINE_KEYBOARD,
        "keyboard": Object(
            required={"keyboard": Array(Array(KeyboardButtonKind()))},
            optional={
                "is_persistent": BOOLEAN,
                "resize_keyboard": BOOLEAN,
                "one_time_keyboard": BOOLEAN,
                "input_field_placeholder": STRING,
                "selective": BOOLEAN,
            },
        ),
        "remove_keyboard": Object(required={"remove_keyboard": BOOLEAN}, optional={"selective": BOOLEAN}),
        "force_reply": Object(
            required={"force_reply": BOOLEAN},
            optional={"input_field_placeholder": STRING, "selective": BOOLEAN},
        ),
    },
    "object expected as reply markup",
)
BOT_COMMAND = Object(required={"command": STRING, "description": STRING})
COMMAND_SCOPE = tagged(
    {
        **dict.fromkeys(
            (
                "default",
                "all_private_chats",
                "all_group_chats",
                "all_chat_administrators",
            ),
            Object(required={"type": STRING}),
        ),
        **dict.fromkeys(
            ("chat", "chat_administrators"),
            Object(required={"type": STRING, "chat_id": CHAT_ID}),
        ),
        "chat_member": Object(required={"type": STRING, "chat_id": CHAT_ID, "user_id": INTEGER}),
    },
    "can't parse BotCommandScope: Unsupported type specified",
)
MENU_BUTTON = tagged(
    {
        "default": Object(required={"type": STRING}),
        "commands": Object(required={"type": STRING}),
        "web_app": Object(required={"type": STRING, "text": STRING, "web_app": WEB_APP}),
    },
    "can't parse menu button: Unsupported type specified",
)
REACTION = tagged(
    {
        "emoji": Object(required={"type": STRING, "emoji": STRING}),
        "custom_emoji": Object(required={"type": STRING, "custom_emoji_id": STRING}),
    },
    "REACTION_INVALID",
)
RICH_MESSAGE = Object(
    optional={
        "html": STRING,
        "markdown": STRING,
        "is_rtl": BOOLEAN,
        "skip_entity_detection": BOOLEAN,
    }
)
RESULTS_BUTTON = Object(required={"text": STRING}, optional={"web_app": WEB_APP, "start_parameter": STRING})
ADMIN_RIGHTS = Object(
    required=dict.fromkeys(
        (
            "is_anonymous",
            "can_manage_chat",
            "can_delete_messages",
            "can_manage_video_chats",
            "can_restrict_members",
            "can_promote_members",
            "can_change_info",
            "can_invite_users",
            "can_post_stories",
            "can_edit_stories",
            "can_delete_stories",
        ),
        BOOLEAN,
    ),
    optional=dict.fromkeys(
        (
            "can_post_messages",
            "can_edit_messages",
            "can_pin_messages",
            "can_manage_topics",
            "can_manage_direct_messages",
            "can_manage_tags",
        ),
        BOOLEAN,
    ),
)
