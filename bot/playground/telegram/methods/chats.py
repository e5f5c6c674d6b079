"""Looking at chats and their members, and leaving."""

from __future__ import annotations

from ..core.errors import bad_request
from ..core.lookup import require_inside
from ..core.model import Chat, Json, Member
from ..core.rendering import PERMISSIONS, chat_json, member_json, user_json
from ..shapes.kinds import BOOLEAN, CHAT_ID, INTEGER, STRING
from .table import Call, method


@method("getChat", required={"chat_id": CHAT_ID})
def get_chat(call: Call) -> Json:
    """Everything about a chat."""
    chat = call.chat()
    if chat.type != "private":
        require_inside(call.bot, chat)
    full = chat_json(chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }
    if chat.is_group:
        full["permissions"] = dict.fromkeys(PERMISSIONS, chat.may_write)
    if chat.description:
        full["description"] = chat.description
    if chat.linked is not None:
        full["linked_chat_id"] = chat.linked.id
    return full


@method("getChatMember", required={"chat_id": CHAT_ID, "user_id": INTEGER})
def get_chat_member(call: Call) -> Json:
    """How somebody stands in a chat; strangers have left."""
    chat = call.chat()
    require_inside(call.bot, chat)
    user = call.world.users.get(call["user_id"])
    if user is None:
        raise bad_request("user not found")
    if chat.type == "private":
        if user is not chat.peer and user is not call.bot.user:
            raise bad_request("user not found")
        return member_json(Member(user), chat)
    return member_json(chat.members.get(user.id, Member(user, "left")), chat)


@method("getChatAdministrators", required={"chat_id": CHAT_ID}, optional={"return_bots": BOOLEAN})
def get_chat_administrators(call: Call) -> list[Json]:
    """The owner and the administrators; of the bots only this one, unless asked for."""
    chat = _group(call)
    return [
        member_json(member, chat)
        for member in chat.members.values()
        if member.is_admin and (not member.user.is_bot or member.user is call.bot.user or call.get("return_bots"))
    ]


@method("getChatMemberCount", required={"chat_id": CHAT_ID})
def get_chat_member_count(call: Call) -> int:
    """How many are in a chat."""
    chat = call.chat()
    require_inside(call.bot, chat)
    if chat.type == "private":
        return 2
    return sum(member.is_inside for member in chat.members.values())


@method("leaveChat", required={"chat_id": CHAT_ID})
def leave_chat(call: Call) -> bool:
    """Go away."""
    chat = call.chat()
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    require_inside(call.bot, chat)
    bot = call.bot.user
    call.world.change_member(chat, chat.members[bot.id], bot, status="left")
    if chat.is_group:
        call.world.post(chat, bot, {"left_chat_member": user_json(bot)})
    return True


@method(
    "banChatMember",
    required={"chat_id": CHAT_ID, "user_id": INTEGER},
    optional={"until_date": INTEGER, "revoke_messages": BOOLEAN},
)
def ban_chat_member(call: Call) -> bool:
    """Put somebody out."""
    chat = _group(call)
    if not chat.members[call.bot.id].has_right("can_restrict_members"):
        raise bad_request("not enough rights to restrict/unrestrict chat member")
    member = chat.members.get(call["user_id"])
    if member is None:
        raise bad_request("user not found")
    if member.is_admin:
        raise bad_request("user is an administrator of the chat")
    call.world.change_member(chat, member, call.bot.user, status="kicked")
    return True


@method("getUserProfilePhotos", {"user_id": INTEGER}, {"offset": INTEGER, "limit": INTEGER})
def get_user_profile_photos(call: Call) -> Json:
    """Nobody has photos here."""
    if call["user_id"] not in call.world.users:
        raise bad_request("user not found")
    return {"total_count": 0, "photos": []}


@method("getBusinessConnection", required={"business_connection_id": STRING})
def get_business_connection(call: Call) -> Json:
    """What the bot may do for a business account."""
    connection = call.world.business.get(call["business_connection_id"])
    if connection is None or connection.bot is not call.bot:
        raise bad_request("business connection not found")
    return connection.json()


def _group(call: Call) -> Chat:
    chat = call.chat()
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    require_inside(call.bot, chat)
    return chat
