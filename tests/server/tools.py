"""What stands in for Telegram: updates, and the side of getUpdates that the bot cannot see."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import Any

from telegram import Update
from telegram.request import BaseRequest, RequestData

from bot.server.line import Line

PATIENCE = 20
"""Seconds after which a test that hangs is given up."""


def message(number: int, chat: int = 1, text: str = "hi") -> dict[str, Any]:
    """An update with a message, as Telegram sends it."""
    person = {"id": chat, "is_bot": False, "first_name": "A"}
    place = {"id": chat, "type": "private"}
    return {
        "update_id": number,
        "message": {"message_id": number, "date": 1, "chat": place, "from": person, "text": text},
    }


def inline(number: int, person: int) -> dict[str, Any]:
    """An update with an inline query, which comes from no chat."""
    sender = {"id": person, "is_bot": False, "first_name": "A"}
    return {"update_id": number, "inline_query": {"id": str(number), "from": sender, "query": "hi", "offset": ""}}


def update(data: dict[str, Any]) -> Update:
    """The library's object for it."""
    return Update.de_json(data, None)


class Telegram(BaseRequest):
    """Keeps updates until a later offset is asked for; holds a request open while there are none."""

    def __init__(self, *updates: dict[str, Any]) -> None:
        self.kept = {one["update_id"]: one for one in updates}
        self.asked: list[dict[str, Any]] = []
        """The parameters of each call, in order."""
        self.refusals: list[tuple[int, dict[str, Any]]] = []
        """What the next calls are answered with instead."""
        self.pages: list[tuple[int, bytes]] = []
        """The same, as it goes over the line."""
        self._changed = asyncio.Condition()
        self.line = Line("123456:TEST", request=self, get_updates_request=self)

    async def send(self, *updates: dict[str, Any]) -> None:
        """More updates come in."""
        self.kept |= {one["update_id"]: one for one in updates}
        await self._tell()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Waits for something that follows from a call or from a handled update."""
        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(condition)

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        assert url.endswith("/getUpdates")
        parameters: dict[str, Any] = dict(request_data.parameters) if request_data else {}
        self.asked.append(parameters)
        await self._tell()
        if self.pages:
            return self.pages.pop(0)
        if self.refusals:
            code, more = self.refusals.pop(0)
            return code, json.dumps({"ok": False, "error_code": code, "description": "no", **more}).encode()
        offset = parameters.get("offset", 0)
        self.kept = {number: one for number, one in self.kept.items() if number >= offset}
        await self._tell()
        if not self.kept and parameters.get("timeout"):
            async with self._changed:
                await self._changed.wait_for(lambda: bool(self.kept))
        found: Sequence[dict[str, Any]] = [self.kept[number] for number in sorted(self.kept)]
        return 200, json.dumps({"ok": True, "result": found[: parameters.get("limit", 100)]}).encode()

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    @property
    def read_timeout(self) -> float | None:
        return None
