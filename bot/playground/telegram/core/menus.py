"""Which commands a person sees: the narrowest scope wins, then the person's language."""

from __future__ import annotations

import json
from collections.abc import Iterator

from .bots import Bot
from .model import Chat, Json, User


def visible_commands(bot: Bot, chat: Chat, user: User) -> list[Json]:
    """The menu as a client would show it to this person in this chat."""
    language = (user.language_code or "")[:2].lower()
    for scope in _scopes(chat, user):
        key = json.dumps(scope, sort_keys=True)
        for code in (language, ""):
            if commands := bot.commands.get((key, code)):
                return commands
    return []


def _scopes(chat: Chat, user: User) -> Iterator[Json]:
    here = {"chat_id": chat.id}
    if chat.type == "private":
        yield {"type": "chat", **here}
        yield {"type": "all_private_chats"}
    else:
        member = chat.members.get(user.id)
        is_admin = member is not None and member.is_admin
        yield {"type": "chat_member", **here, "user_id": user.id}
        if is_admin:
            yield {"type": "chat_administrators", **here}
        yield {"type": "chat", **here}
        if is_admin:
            yield {"type": "all_chat_administrators"}
        yield {"type": "all_group_chats"}
    yield {"type": "default"}
