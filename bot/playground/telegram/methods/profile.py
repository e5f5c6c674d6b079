"""What the bot says about itself: name, descriptions, menu button, default rights."""

from __future__ import annotations

from ..core.errors import bad_request
from ..core.model import Json
from ..core.rendering import user_json
from ..shapes.kinds import BOOLEAN, INTEGER, STRING
from ..shapes.objects import ADMIN_RIGHTS, MENU_BUTTON
from .commands import language_of
from .table import Call, Handler, method

_TEXTS = {
    "name": ("MyName", 64),
    "description": ("MyDescription", 512),
    "short_description": ("MyShortDescription", 120),
}


@method("getMe")
def get_me(call: Call) -> Json:
    """The bot's own user, with its abilities."""
    abilities = call.bot.abilities
    return user_json(call.bot.user) | {
        "can_join_groups": abilities.can_join_groups,
        "can_read_all_group_messages": abilities.can_read_all_group_messages,
        "supports_inline_queries": abilities.supports_inline_queries,
        "supports_guest_queries": abilities.supports_guest_queries,
        "can_connect_to_business": abilities.can_connect_to_business,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


def _setter(field: str, limit: int) -> Handler:
    def set_text(call: Call) -> bool:
        text, language = call.get(field, ""), language_of(call)
        if len(text) > limit:
            raise bad_request(f"bot {field.replace('_', ' ')} is too long")
        if text:
            call.bot.texts[field, language] = text
        else:
            call.bot.texts.pop((field, language), None)
        return True

    return set_text


def _getter(field: str) -> Handler:
    def get_text(call: Call) -> Json:
        texts, language = call.bot.texts, language_of(call)
        default = call.bot.user.first_name if field == "name" else ""
        return {field: texts.get((field, language), texts.get((field, ""), default))}

    return get_text


for _field, (_name, _limit) in _TEXTS.items():
    _optional = {_field: STRING, "language_code": STRING}
    method(f"set{_name}", optional=_optional)(_setter(_field, _limit))
    method(f"get{_name}", optional={"language_code": STRING})(_getter(_field))


@method("setChatMenuButton", optional={"chat_id": INTEGER, "menu_button": MENU_BUTTON})
def set_chat_menu_button(call: Call) -> bool:
    """Choose the button beside the input field."""
    chat = call.chat() if call.get("chat_id") is not None else None
    button = call.get("menu_button", {"type": "default"})
    call.bot.menu_buttons[chat.id if chat else None] = button
    return True


@method("getChatMenuButton", optional={"chat_id": INTEGER})
def get_chat_menu_button(call: Call) -> Json:
    """The button beside the input field."""
    default: Json = call.bot.menu_buttons.get(None, {"type": "commands"})
    return call.bot.menu_buttons.get(call.get("chat_id"), default)


@method(
    "setMyDefaultAdministratorRights",
    optional={"rights": ADMIN_RIGHTS, "for_channels": BOOLEAN},
)
def set_my_default_administrator_rights(call: Call) -> bool:
    """Which rights to ask for when added as an administrator."""
    call.bot.admin_rights[call.get("for_channels", False)] = call.get("rights", {})
    return True


@method("getMyDefaultAdministratorRights", optional={"for_channels": BOOLEAN})
def get_my_default_administrator_rights(call: Call) -> Json:
    """The rights asked for."""
    rights = call.bot.admin_rights.get(call.get("for_channels", False), {})
    return {name: rights.get(name, False) for name in ADMIN_RIGHTS.required} | rights
