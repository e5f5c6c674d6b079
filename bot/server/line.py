"""The line to Telegram: the bot of python-telegram-bot, with an ear on every call."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from telegram import Bot
from telegram.error import TelegramError, TimedOut

from bot.handlers.faults import diagnose
from bot.server import delivery, metrics
from bot.server.doubt import Doubt

_SHOWS_TWICE = frozenset({"sendMessage", "sendRichMessage", "sendPhoto", "answerGuestQuery"})
"""Methods that a second call would repeat before everybody's eyes."""
ANSWERS = _SHOWS_TWICE | {"editMessageText", "answerInlineQuery"}
"""Methods that bring an answer to whoever asked."""


class Line(Bot):
    """Counts what fails, knows when Telegram was last heard, and tells an update when its answer is out."""

    _heard: float | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._doubt = Doubt()

    @property
    def silent_for(self) -> float:
        """Seconds since Telegram last did what it was asked."""
        return float("inf") if self._heard is None else time.monotonic() - self._heard

    async def fetch(self, *, offset: int | None, limit: int, wait: int, allowed: Sequence[str]) -> list[Any]:
        """The next updates as they came, so that one that cannot be read does not cost the others.

        Raises:
            telegram.error.TelegramError: there are none to be had.
        """
        asked = {"offset": offset, "limit": limit, "timeout": wait, "allowed_updates": list(allowed)}
        found = await self._post("getUpdates", asked, read_timeout=wait + 10)
        if not isinstance(found, list):
            raise TelegramError("Invalid server response: no list of updates")
        return found

    async def _do_post(self, endpoint: str, data: dict[str, Any], **timeouts: Any) -> Any:
        """Makes a call. Every method of the library ends up here."""
        if endpoint in _SHOWS_TWICE and delivery.current.get() is not None:
            async with self._doubt.alone():
                return await self._make(endpoint, data, **timeouts)
        return await self._make(endpoint, data, **timeouts)

    async def _make(self, endpoint: str, data: dict[str, Any], **timeouts: Any) -> Any:
        update = delivery.current.get()
        try:
            result = await super()._do_post(endpoint, data, **timeouts)
        except TelegramError as error:
            metrics.CALLS_FAILED.labels(endpoint, diagnose(error).fault.value).inc()
            if update is not None and isinstance(error, TimedOut):
                update.timed_out = True
            raise
        self._heard = time.monotonic()
        if update is not None and endpoint in ANSWERS:
            await update.answer_taken()
        return result
