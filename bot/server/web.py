"""The HTTP side: webhook, health and metrics."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from urllib.parse import urlparse

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from telegram import Bot, Update

from bot.server.dispatcher import Dispatcher

LARGEST_BODY = 1_000_000
"""Bytes of an update that are accepted; Telegram's are far smaller."""
LONGEST_WAIT = 25.0
"""Seconds that Telegram is kept waiting for an update to be handled, well below its own limit."""

Checks = dict[str, Callable[[], Awaitable[bool]]]


def application(
    *,
    ready: Checks,
    bot: Bot | None = None,
    dispatcher: Dispatcher | None = None,
    webhook_url: str | None = None,
    secret: str | None = None,
) -> Starlette:
    """The routes: health and metrics always, the webhook where there is a URL for it."""

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_: Request) -> Response:
        failed = [name for name, check in ready.items() if not await check()]
        text = "".join(f"{name}: {'failed' if name in failed else 'ok'}\n" for name in ready)
        return PlainTextResponse(text or "ok\n", status_code=503 if failed else 200)

    async def metrics(_: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    routes = [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]
    if webhook_url and bot is not None and dispatcher is not None:
        receive = _Webhook(bot, dispatcher, secret or "").receive
        routes.append(Route(urlparse(webhook_url).path or "/", receive, methods=["POST"]))
    return Starlette(routes=routes)


class _Webhook:
    """Takes updates in; the answer 200 follows the handling."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, secret: str) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._secret = secret.encode()

    async def receive(self, request: Request) -> Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "").encode()
        if self._secret and not hmac.compare_digest(given, self._secret):
            return PlainTextResponse("forbidden\n", status_code=403)
        if not request.headers.get("content-type", "").startswith("application/json"):
            return PlainTextResponse("unsupported media type\n", status_code=415)
        body = await self._body(request)
        if body is None:
            return PlainTextResponse("too large\n", status_code=413)
        try:
            update = Update.de_json(json.loads(body), self._bot)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return PlainTextResponse("not an update\n", status_code=400)
        task = await self._dispatcher.submit(update)
        done, _ = await asyncio.wait([task], timeout=LONGEST_WAIT)
        handled = bool(done) and not task.cancelled() and task.exception() is None
        return PlainTextResponse("ok\n" if handled else "not yet\n", status_code=200 if handled else 503)

    async def _body(self, request: Request) -> bytes | None:
        """The whole body; none if it is too large."""
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST_BODY:
                return None
        return body
