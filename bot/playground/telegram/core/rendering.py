"""The state as Bot API objects."""

from __future__ import annotations

from .model import Chat, Json, Member, Message, User

RIGHTS_IN_GROUPS = (
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
    "can_pin_messages",
    "can_manage_topics",
)
RIGHTS_IN_CHANNELS = (*RIGHTS_IN_GROUPS[:10], "can_post_messages", "can_edit_messages")
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


def user_json(user: User) -> Json:
    """A `User`."""
    shown: Json = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    for name in ("last_name", "username", "language_code"):
        if value := getattr(user, name):
            shown[name] = value
    if user.is_premium:
        shown["is_premium"] = True
    return shown


def chat_json(chat: Chat) -> Json:
    """A `Chat`."""
    shown: Json = {"id": chat.id, "type": chat.type}
    if chat.peer is not None:
        names = ("first_name", "last_name", "username")
        return shown | {name: value for name in names if (value := getattr(chat.peer, name))}
    shown["title"] = chat.title
    if chat.username:
        shown["username"] = chat.username
    if chat.is_forum:
        shown["is_forum"] = True
    return shown


def message_json(message: Message, *, with_reply: bool = True) -> Json:
    """A `Message`; a replied message is shown without its own reply, as Telegram does."""
    shown: Json = {
        "message_id": message.id,
        "date": message.date,
        "chat": chat_json(message.chat),
    }
    if message.sender is not None:
        shown["from"] = user_json(message.sender)
    if message.sender_chat is not None:
        shown["sender_chat"] = chat_json(message.sender_chat)
    if (thread := message.thread_id) is not None:
        shown["message_thread_id"] = thread
    if message.topic is not None:
        shown["is_topic_message"] = True
    if with_reply and (reply := _shown_reply(message)) is not None:
        shown["reply_to_message"] = message_json(reply, with_reply=False)
    if message.via_bot is not None:
        shown["via_bot"] = user_json(message.via_bot)
    if message.edited_at is not None:
        shown["edit_date"] = message.edited_at
    shown |= message.marks
    shown |= message.content
    if message.keyboard is not None:
        shown["reply_markup"] = message.keyboard
    return shown


def _shown_reply(message: Message) -> Message | None:
    """The replied message; in a topic otherwise the message that opened the topic."""
    if message.reply_to is not None:
        return None if message.reply_to.is_deleted else message.reply_to
    if message.topic is not None and message.id != message.topic.id:
        return message.chat.messages.get(message.topic.id)
    return None


def origin_json(message: Message) -> Json:
    """A `MessageOrigin`: where a forwarded message was first posted."""
    origin = message.content.get("forward_origin")
    if origin is not None:
        return dict(origin)
    if message.sender_chat is None:
        if message.sender is None:
            return {"type": "hidden_user", "date": message.date, "sender_user_name": "Unknown"}
        return {"type": "user", "date": message.date, "sender_user": user_json(message.sender)}
    shown = chat_json(message.sender_chat)
    if message.sender_chat.type == "channel":
        return {"type": "channel", "date": message.date, "chat": shown, "message_id": message.id}
    return {"type": "chat", "date": message.date, "sender_chat": shown}


def inaccessible_json(message: Message) -> Json:
    """A message that is gone but whose button was tapped."""
    return {"chat": chat_json(message.chat), "message_id": message.id, "date": 0}


def member_json(member: Member, chat: Chat) -> Json:
    """A `ChatMember` of the right variety."""
    shown: Json = {"status": member.status, "user": user_json(member.user)}
    if member.is_admin:
        shown["is_anonymous"] = member.is_anonymous
        if member.custom_title:
            shown["custom_title"] = member.custom_title
    if member.status == "administrator":
        names = RIGHTS_IN_CHANNELS if chat.type == "channel" else RIGHTS_IN_GROUPS
        shown["can_be_edited"] = False
        shown |= {name: member.has_right(name) for name in names}
    elif member.status == "restricted":
        shown |= dict.fromkeys(PERMISSIONS, False)
        shown |= {"can_send_messages": member.may_write, "is_member": True, "until_date": 0}
    elif member.status == "kicked":
        shown["until_date"] = 0
    return shown
