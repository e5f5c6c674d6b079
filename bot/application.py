"""Puts the rooms together and runs the bot on Telegram."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import logging
import signal
import socket
import uuid
from collections.abc import Awaitable
from datetime import timedelta

import structlog
from starlette.routing import BaseRoute
from telegram import Update
from telegram.error import BadRequest, InvalidToken
from telegram.request import HTTPXRequest

from bot.conversation.desk import Desk
from bot.handlers import ALLOWED_UPDATES, Handlers
from bot.journal import configure
from bot.server.digest import Digest
from bot.server.dispatcher import Dispatcher
from bot.server.latecomers import Latecomers
from bot.server.line import Line
from bot.server.patience import patiently, unless
from bot.server.polling import AnotherPollerError, Poller
from bot.server.readiness import Readiness
from bot.server.turn import Turn
from bot.server.web import Server, application, listen
from bot.server.webhook import route
from bot.settings import Settings
from bot.storage import Store, open_store

_log = structlog.get_logger(__name__)

EXIT_OK, EXIT_SETTINGS, EXIT_CONFLICT = 0, 2, 3
DRAIN_SECONDS = 8.0
"""Less than the ten that container runtimes give before they kill."""
_POOL = 64


def run_on_telegram(settings: Settings, desk: Desk) -> int:
    """Runs until a signal comes; returns the exit code of the process."""
    configure(settings.log_level, settings.log_format, [_token(settings), webhook_secret(settings)])
    return asyncio.run(_run(settings, desk))


async def _run(settings: Settings, desk: Desk) -> int:
    stopping = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    try:
        listener = listen(settings.host, settings.port)
    except OSError as error:
        _log.error("cannot listen there", variable="BOT_LISTEN", address=settings.listen, reason=error.strerror)
        return EXIT_SETTINGS
    async with open_store(settings.database_url, retention=timedelta(days=settings.retention_days)) as store:
        line = _telegram(settings)
        seen = Readiness(line, settings.webhook_url)
        # Served from the start: while Telegram cannot be reached, the process is alive, and not ready.
        app = application(ready={"telegram": seen.reachable, "store": store.check})
        server = Server(app)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            if not await unless(stopping, patiently(line.initialize)):
                return EXIT_OK
            _log.info("connected", bot=line.username)
            return await _Bot(settings, desk, store, line).work(stopping, app.routes)
        except InvalidToken:
            _log.error("Telegram does not know the token", variable="BOT_TOKEN")
            return EXIT_SETTINGS
        finally:
            server.should_exit = True
            await serving
            await line.shutdown()


class _Bot:
    """The bot, once Telegram has said who it is."""

    def __init__(self, settings: Settings, desk: Desk, store: Store, line: Line) -> None:
        self._settings, self._line = settings, line
        self._handlers = Handlers(bot=line, desk=desk, store=store, settings=settings)
        self._latecomers = Latecomers(self._handlers.service, settings.stale_after)
        owner = _name(settings)
        self._turn = Turn(store, owner)
        self._dispatcher = Dispatcher(self._handlers.handle, store, concerns=self._concerns, owner=owner)

    async def work(self, stopping: asyncio.Event, routes: list[BaseRoute]) -> int:
        """Takes updates in until it is told to stop; returns the exit code."""
        digest = Digest()
        logging.getLogger().addHandler(digest)
        aside = [
            # Menus and texts of the profile are no reason to let anybody wait.
            asyncio.create_task(self._handlers.introduce()),
            asyncio.create_task(digest.report(self._handlers.service, self._settings.owner_ids)),
        ]
        try:
            if self._settings.webhook_url:
                return await self._listen(self._settings.webhook_url, stopping, routes)
            return await self._poll(stopping)
        finally:
            if not await self._dispatcher.drain(DRAIN_SECONDS):
                _log.warning("stopped with updates unfinished: they will be delivered again")
            for task in aside:
                task.cancel()
            await asyncio.gather(*aside, return_exceptions=True)
            await self._handlers.close()
            logging.getLogger().removeHandler(digest)

    async def _concerns(self, update: Update) -> bool:
        return not await self._latecomers.turn_away(update) and await self._handlers.concerns(update)

    async def _listen(self, url: str, stopping: asyncio.Event, routes: list[BaseRoute]) -> int:
        secret = webhook_secret(self._settings)
        routes.append(route(url, self._line, self._dispatcher, secret))

        async def set_webhook() -> None:
            await self._line.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED_UPDATES)

        try:
            if await unless(stopping, patiently(set_webhook)):
                _log.info("listening", webhook=True, address=self._settings.listen)
                await stopping.wait()
        except BadRequest as error:
            _log.error("Telegram does not take the webhook", variable="BOT_WEBHOOK_URL", reason=error.message)
            return EXIT_SETTINGS
        return EXIT_OK

    async def _poll(self, stopping: asyncio.Event) -> int:
        """Polls whenever it is this replica's turn."""
        try:
            while await unless(stopping, self._turn.come()):
                if not await unless(stopping, patiently(self._line.delete_webhook)):
                    break
                _log.info("polling")
                await self._poll_for_a_turn(stopping)
        except AnotherPollerError:
            _log.error("another program polls with the same token; giving up")
            return EXIT_CONFLICT
        finally:
            await self._turn.give_up()
        return EXIT_OK

    async def _poll_for_a_turn(self, stopping: asyncio.Event) -> None:
        poller = Poller(self._line, self._dispatcher, ALLOWED_UPDATES, self._handlers.note_conflict)
        polling = asyncio.create_task(poller.run())
        ends = [asyncio.create_task(end) for end in (_wait(stopping.wait()), self._turn.pass_by())]
        try:
            await asyncio.wait({polling, *ends}, return_when=asyncio.FIRST_COMPLETED)
            poller.stop()
            await polling
        finally:
            for end in ends:
                end.cancel()
        if stopping.is_set():
            await self._dispatcher.drain(DRAIN_SECONDS)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(poller.confirm(), DRAIN_SECONDS / 4)


async def _wait(what: Awaitable[object]) -> None:
    await what


def _telegram(settings: Settings) -> Line:
    return Line(
        _token(settings),
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=HTTPXRequest(connection_pool_size=_POOL, read_timeout=15, pool_timeout=5),
        get_updates_request=HTTPXRequest(connection_pool_size=2, read_timeout=45),
    )


def _name(settings: Settings) -> str:
    """What this replica is called: the same after a restart, and never two at a time, for an address has one owner."""
    return f"{socket.gethostname()} {settings.listen}" if settings.port else uuid.uuid4().hex


def webhook_secret(settings: Settings) -> str:
    """The secret that Telegram sends along: the operator's, or one that follows from the token."""
    if settings.webhook_secret is not None:
        return settings.webhook_secret.get_secret_value()
    return hmac.new(_token(settings).encode(), b"webhook", hashlib.sha256).hexdigest()


def _token(settings: Settings) -> str:
    """The token, which the commands see to before anything starts."""
    return settings.token.get_secret_value() if settings.token else ""
