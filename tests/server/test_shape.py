from __future__ import annotations

import copy
from typing import Any

import pytest
from pydantic import ValidationError

from bot.conversation import Desk
from bot.server.shape import read_update

from .mutants import originals
from .tools import inline, message


async def test_all_that_telegram_sends_is_read(desk: Desk) -> None:
    updates = await originals(desk)
    kinds = {kind for update in updates for kind in update}
    assert kinds > {"message", "edited_message", "guest_message", "inline_query", "chosen_inline_result"}
    assert kinds > {"callback_query", "my_chat_member", "channel_post", "business_message"}
    for update in updates:
        assert read_update(update, None).update_id == update["update_id"]


def test_half_a_character_is_a_text() -> None:
    update = read_update(message(1, text="\ud83d?"), None)
    assert update.message is not None
    assert update.message.text == "\ud83d?"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("update_id", -1),
        ("update_id", 2**63),
        ("update_id", True),
        ("update_id", "1"),
        ("message", 7),
        ("message", []),
        ("message.chat", None),
        ("message.chat.id", "a"),
        ("message.chat.id", 2**63),
        ("message.chat.id", 1.5),
        ("message.chat.type", {}),
        ("message.from.id", None),
        ("message.from.language_code", 5),
        ("message.text", 5),
        ("message.date", None),
        ("message.entities", [{"type": "bold", "offset": "0", "length": 1}]),
        ("message.reply_to_message", {"message_id": 1}),
        ("inline_query.query", None),
        ("inline_query.from", {}),
    ],
)
def test_what_the_bot_could_not_work_with_is_none(path: str, value: object) -> None:
    data: dict[str, Any] = copy.deepcopy(inline(1, person=5) if path.startswith("inline") else message(1))
    *way, last = path.split(".")
    part = data
    for name in way:
        part = part[name]
    part[last] = value
    with pytest.raises(ValidationError):
        read_update(data, None)


def test_of_a_kind_that_nobody_asked_for_only_the_number_is_read() -> None:
    """Its shape is not looked at, and so nothing of it is used: here an id that could not even be looked up."""
    chat, person = {"id": [], "type": "group"}, {"id": [], "is_bot": False, "first_name": "A"}
    update = read_update({"update_id": 7, "chat_join_request": {"chat": chat, "from": person, "date": 0}}, None)
    assert (update.update_id, update.effective_chat, update.effective_user) == (7, None, None)
