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
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import timedelta
from typing import Any

import structlog
from starlette.routing import BaseRoute
from telegram import Update
from telegram.error import BadRequest, InvalidToken

from bot import lean
from bot.conversation.desk import Desk
from bot.handlers import ALLOWED_UPDATES, Handlers, Outcome
from bot.journal import configure
from bot.server.digest import Digest
from bot.server.dispatcher import Dispatcher
from bot.server.latecomers import Latecomers
from bot.server.line import Line
from bot.server.patience import patiently, unless
from bot.server.polling import AnotherPollerError, Poller
from bot.server.reach import Reach
from bot.server.readiness import Readiness
from bot.server.request import Request
from bot.server.shelf import Shelf
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

Witness = Callable[[Update, Outcome, Desk], None]
"""Is shown what became of every update, and the desk that answered it: for explaining, not for deciding."""


def run_on_telegram(settings: Settings, desk: Desk, prepare: Callable[[], object] | None = None) -> int:
    """Runs until a signal comes; returns the exit code of the process.

    Args:
        settings: with a token.
        desk: answers.
        prepare: what would otherwise keep a question waiting; it is done in a thread, while updates are taken in.
    """
    configure(settings.log_level, settings.log_format, [_token(settings), webhook_secret(settings)])
    lean.settle()
    try:
        listener = listen(settings.host, settings.port)
    except OSError as error:
        _log.error("cannot listen there", variable="BOT_LISTEN", address=settings.listen, reason=error.strerror)
        return EXIT_SETTINGS
    return asyncio.run(_run(settings, desk, listener, prepare))


async def _run(settings: Settings, desk: Desk, listener: socket.socket, prepare: Callable[[], object] | None) -> int:
    preparing = asyncio.create_task(asyncio.to_thread(prepare)) if prepare else None
    try:
        return await run(settings, desk, listener, stop_on_signals())
    finally:
        if preparing:
            await preparing


def stop_on_signals() -> asyncio.Event:
    """Is set when somebody or something wants the process to end."""
    stopping = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    return stopping


def _reload_on_signal(reload: Callable[[], Coroutine[Any, Any, None]], tasks: list[asyncio.Task[None]]) -> None:
    """Loads the knowledge anew on SIGHUP; ``tasks`` keeps hold of what that begins."""
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGHUP, lambda: tasks.append(asyncio.create_task(reload())))


async def run(
    settings: Settings,
    desk: Desk,
    listener: socket.socket,
    stopping: asyncio.Event,
    *,
    beside: Sequence[BaseRoute] = (),
    witness: Witness | None = None,
) -> int:
    """Runs until ``stopping`` is set; returns the exit code of the process.

    Args:
        settings: with a token.
        desk: answers.
        listener: where health, metrics and the webhook are served.
        stopping: ends it.
        beside: what else is served there.
        witness: is shown what became of every update.
    """

    async def knowledge() -> bool:
        return bool(desk.base.frameworks)

    async with open_store(settings.database_url, retention=timedelta(days=settings.retention_days)) as store:
        line = _telegram(settings)
        seen = Readiness(line, settings.webhook_url)
        # Served from the start: while Telegram cannot be reached, the process is alive, and not ready.
        app = application(ready={"telegram": seen.reachable, "store": store.check, "knowledge": knowledge})
        app.routes.extend(beside)
        server = Server(app)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            if not await unless(stopping, patiently(line.initialize)):
                return EXIT_OK
            _log.info("connected", bot=line.username)
            return await _Bot(settings, desk, store, line, witness).work(stopping, app.routes)
        except InvalidToken:
            _log.error("Telegram does not know the token", variable="BOT_TOKEN")
            return EXIT_SETTINGS
        finally:
            server.should_exit = True
            await serving
            await line.shutdown()


class _Bot:
    """The bot, once Telegram has said who it is."""

    def __init__(self, settings: Settings, desk: Desk, store: Store, line: Line, witness: Witness | None) -> None:
        self._settings, self._store, self._line, self._witness = settings, store, line, witness
        self._handlers = Handlers(bot=line, desk=desk, store=store, settings=settings)
        self._latecomers = Latecomers(self._handlers.service, settings.stale_after)
        owner = _name(settings)
        self._turn = Turn(store, owner)
        self._reach = Reach(line.get_me)
        self._dispatcher = Dispatcher(
            self._handle,
            store,
            concerns=self._concerns,
            too_late=self._latecomers.turn_away,
            owner=owner,
            reach=self._reach,
        )

    async def work(self, stopping: asyncio.Event, routes: list[BaseRoute]) -> int:
        """Takes updates in until it is told to stop; returns the exit code."""
        digest = Digest()
        logging.getLogger().addHandler(digest)
        aside = [
            # Menus and texts of the profile are no reason to let anybody wait.
            asyncio.create_task(self._handlers.introduce()),
            asyncio.create_task(digest.report(self._handlers.service, self._settings.owner_ids)),
            asyncio.create_task(self._handlers.follow()),
        ]
        _reload_on_signal(self._handlers.reload, aside)
        try:
            if self._settings.webhook_url:
                return await self._listen(self._settings.webhook_url, stopping, routes)
            return await self._poll(stopping)
        finally:
            if not await self._dispatcher.drain(DRAIN_SECONDS):
                _log.warning("stopped with updates unfinished: they will be delivered again")
            await self._reach.close()
            for task in aside:
                task.cancel()
            await asyncio.gather(*aside, return_exceptions=True)
            await self._handlers.close()
            logging.getLogger().removeHandler(digest)

    async def _handle(self, update: Update) -> Outcome:
        outcome = await self._handlers.handle(update)
        if self._witness is not None:
            self._witness(update, outcome, self._handlers.service.desk)
        return outcome

    async def _concerns(self, update: Update) -> bool:
        # The talk of a group is only worth handling where somebody watches: its silence has a reason too.
        return self._witness is not None or await self._handlers.concerns(update)

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
        poller = Poller(
            self._line, self._dispatcher, ALLOWED_UPDATES, self._handlers.note_conflict, Shelf(self._store.waiting)
        )
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
        request=Request(settings.api_url, _POOL, read_timeout=15),
        get_updates_request=Request(settings.api_url, 2, read_timeout=45),
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
