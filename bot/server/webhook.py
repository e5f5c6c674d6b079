"""The webhook: strict about who speaks, and the 200 follows the handling."""

from __future__ import annotations

import asyncio
import hmac
import json
import re
from urllib.parse import urlparse

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from telegram import Bot, Update

from bot.server import metrics
from bot.server.dispatcher import Dispatcher
from bot.server.shape import read_update

_log = structlog.get_logger(__name__)

LARGEST_BODY = 1_000_000
"""Bytes of an update that are accepted; Telegram's are far smaller."""
LONGEST_WAIT = 25.0
"""Seconds that Telegram is kept waiting for an update to be handled, well below its own limit."""
_LENGTH = re.compile(r"[0-9]{1,9}")
"""An announced length that is worth a look: other scripts' digits, and thousands of them, are none."""


def route(url: str, bot: Bot | None, dispatcher: Dispatcher, secret: str) -> Route:
    """The way in for what Telegram sends to ``url``."""
    return Route(urlparse(url).path or "/", Webhook(bot, dispatcher, secret).receive, methods=["POST"])


class Webhook:
    """Takes updates in."""

    def __init__(self, bot: Bot | None, dispatcher: Dispatcher, secret: str) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._secret = secret.encode()

    async def receive(self, request: Request) -> Response:
        """Answers one delivery; anything but a 200 means that it is to come again."""
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "").encode()
        if not self._secret or not hmac.compare_digest(given, self._secret):
            return _refuse(403, "forbidden")
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return _refuse(415, "unsupported media type")
        try:
            body = await _body(request)
        except ClientDisconnect:
            return _refuse(400, "cut off")
        if body is None:
            return _refuse(413, "too large")
        update = self._update(body)
        if update is None:
            return _refuse(400, "not an update")
        if self._dispatcher.closing or not await self._handled(update):
            return PlainTextResponse("not yet\n", status_code=503, headers={"Retry-After": "1"})
        return PlainTextResponse("ok\n")

    def _update(self, body: bytes) -> Update | None:
        """The update that ``body`` holds, if it holds one."""
        try:
            return read_update(json.loads(body), self._bot)
        except Exception as error:
            _log.warning("body is no update", error=type(error).__name__)
            return None

    async def _handled(self, update: Update) -> bool:
        """Whether the update was handled in time. It goes on being handled after that, too."""
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                task = await self._dispatcher.submit(update)
                await asyncio.wait([task])
        except TimeoutError:
            return False
        return not task.cancelled() and task.exception() is None


async def _body(request: Request) -> bytes | None:
    """The whole body; none if it is too large."""
    announced = request.headers.get("content-length", "0")
    if not _LENGTH.fullmatch(announced) or int(announced) > LARGEST_BODY:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)


def _refuse(status: int, reason: str) -> Response:
    metrics.SKIPPED.labels(reason).inc()
    return PlainTextResponse(f"{reason}\n", status_code=status)
