"""Forum topics."""

from __future__ import annotations

from ..core.errors import bad_request
from ..core.lookup import require_inside
from ..core.model import Chat, Json, Topic
from ..shapes.kinds import CHAT_ID, INTEGER, STRING
from .table import Call, method

MAX_NAME = 128


@method(
    "createForumTopic",
    required={"chat_id": CHAT_ID, "name": STRING},
    optional={"icon_color": INTEGER, "icon_custom_emoji_id": STRING},
)
def create_forum_topic(call: Call) -> Json:
    """Open a topic."""
    chat = _forum(call)
    if not 1 <= len(call["name"]) <= MAX_NAME:
        raise bad_request("TOPIC_TITLE_EMPTY")
    color = call.get("icon_color", Topic.icon_color)
    topic = call.world.open_topic(chat, call.bot.user, call["name"], color)
    return {"message_thread_id": topic.id, "name": topic.name, "icon_color": color}


@method("closeForumTopic", required={"chat_id": CHAT_ID, "message_thread_id": INTEGER})
def close_forum_topic(call: Call) -> bool:
    """Let only administrators write in a topic."""
    _topic(call).is_closed = True
    return True


@method("reopenForumTopic", required={"chat_id": CHAT_ID, "message_thread_id": INTEGER})
def reopen_forum_topic(call: Call) -> bool:
    """Let everybody write in a topic again."""
    _topic(call).is_closed = False
    return True


@method("deleteForumTopic", required={"chat_id": CHAT_ID, "message_thread_id": INTEGER})
def delete_forum_topic(call: Call) -> bool:
    """Take a topic away with all its messages."""
    topic = _topic(call)
    topic.is_deleted = True
    for message in call.chat().messages.values():
        if message.topic is topic:
            message.is_deleted = True
    return True


def _forum(call: Call) -> Chat:
    chat = call.chat()
    require_inside(call.bot, chat)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if not chat.members[call.bot.id].has_right("can_manage_topics"):
        raise bad_request("not enough rights to create a topic")
    return chat


def _topic(call: Call) -> Topic:
    topic = _forum(call).topics.get(call["message_thread_id"])
    if topic is None or topic.is_deleted:
        raise bad_request("message thread not found")
    return topic
