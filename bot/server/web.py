"""The HTTP side: health, metrics and, where there is one, the webhook."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from telegram import Bot

from bot.server.dispatcher import Dispatcher
from bot.server.webhook import route

Checks = dict[str, Callable[[], Awaitable[bool]]]

_BACKLOG = 1024
_LAST_ANSWERS = 5
"""Seconds that open connections have at the end."""


def application(
    *,
    ready: Checks,
    bot: Bot | None = None,
    dispatcher: Dispatcher | None = None,
    webhook_url: str | None = None,
    secret: str | None = None,
) -> Starlette:
    """The routes: health and metrics always, the webhook where there is a URL and a secret for it."""

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_: Request) -> Response:
        failed = [name for name, check in ready.items() if not await check()]
        text = "".join(f"{name}: {'failed' if name in failed else 'ok'}\n" for name in ready)
        return PlainTextResponse(text or "ok\n", status_code=503 if failed else 200)

    async def metrics(_: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    routes = [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]
    if webhook_url and dispatcher is not None:
        routes.append(route(webhook_url, bot, dispatcher, secret or ""))
    app = Starlette(routes=routes)
    # A path that is almost right is wrong: no word about which one would be.
    app.router.redirect_slashes = False
    return app


class Server(uvicorn.Server):
    """Serves; leaves the signals to the application, which drains before it stops."""

    def __init__(self, app: Starlette) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="off",
                ws="none",
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=_LAST_ANSWERS,
            )
        )

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Captures none."""
        yield


def listen(host: str, port: int) -> socket.socket:
    """Takes the address, which only one process can have.

    Raises:
        OSError: another has it, or it is none of this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small answers at once only over sockets that spell the protocol out.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
        listener.setblocking(False)
    except OSError:
        listener.close()
        raise
    return listener
