"""A Telegram in this process that takes every call and keeps nothing: whatever grows is the bot's own."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from telegram.request import BaseRequest, RequestData

_KEYBOARDS = 256
"""How many of the last keyboards are remembered, for somebody to tap."""
BOT_ID = 6_000_000_001
USERNAME = "framebot"
_ME = {
    "id": BOT_ID,
    "is_bot": True,
    "first_name": "Frame",
    "username": USERNAME,
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
    "supports_guest_queries": True,
}

Refusal = tuple[int, str]
"""A status and Telegram's words for it."""
Refuse = Callable[[str], Refusal | None]


class Obliging(BaseRequest):
    """Stands where requests leave the process.

    Args:
        refuse: told the name of each method, says whether and how that call is refused; none is by default.
    """

    def __init__(self, refuse: Refuse | None = None) -> None:
        self._refuse = refuse or (lambda _: None)
        self._number = 0
        self.taken: dict[str, int] = {}
        """How many calls of each method were taken."""
        self.offered: deque[tuple[str, int, str]] = deque(maxlen=_KEYBOARDS)
        """The buttons that were sent last: what each does, and the chat (as text) and message that it stands in."""

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    @property
    def read_timeout(self) -> float | None:
        """None: nothing is waited for."""
        return None

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Answers a call."""
        name = url.rpartition("/")[2]
        parameters: Mapping[str, Any] = request_data.parameters if request_data else {}
        if (refusal := self._refuse(name)) is not None:
            code, words = refusal
            return code, json.dumps({"ok": False, "error_code": code, "description": words}).encode()
        self._number += 1
        self.taken[name] = self.taken.get(name, 0) + 1
        try:
            result = self._result(name, parameters)
        except (TypeError, ValueError):
            return 400, json.dumps(
                {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}
            ).encode()
        return 200, json.dumps({"ok": True, "result": result}).encode()

    def _result(self, name: str, parameters: Mapping[str, Any]) -> object:
        match name:
            case "getMe":
                return _ME
            case "sendMessage" | "sendRichMessage" | "sendPhoto" | "editMessageText" if "chat_id" in parameters:
                return self._message(parameters)
            case "getChatMember":
                return self._member(parameters)
            case "answerGuestQuery":
                return {"inline_message_id": f"guest-{self._number}"}
            case "getMyCommands":
                return []
            case "getWebhookInfo":
                return {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        return True

    def _message(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        chat_id = int(parameters["chat_id"])
        number = int(parameters.get("message_id", self._number))
        for row in parameters.get("reply_markup", {}).get("inline_keyboard", ()):
            for button in row:
                self.offered.append((button["callback_data"], number, str(chat_id)))
        chat = {"id": chat_id, "type": "private" if chat_id > 0 else "supergroup"}
        return {"message_id": number, "date": int(time.time()), "chat": chat, "from": _ME}

    def _member(self, parameters: Mapping[str, Any]) -> object:
        person = int(parameters["user_id"])
        user = {"id": person, "is_bot": person == BOT_ID, "first_name": "A"}
        # Some people have to be admins, for what admins do to happen.
        return {"status": "creator" if person % 4 == 0 else "member", "user": user, "is_anonymous": False}
