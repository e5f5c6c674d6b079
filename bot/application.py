"""Puts the rooms together and runs the bot on Telegram."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import signal
import time
from collections.abc import Iterator

import structlog
import uvicorn
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.conversation.desk import Desk
from bot.handlers import ALLOWED_UPDATES, Handlers
from bot.journal import configure
from bot.server.dispatcher import Dispatcher
from bot.server.polling import AnotherPollerError, Poller
from bot.server.web import application
from bot.settings import Settings
from bot.storage import Store, open_store

_log = structlog.get_logger(__name__)

EXIT_OK, EXIT_SETTINGS, EXIT_CONFLICT = 0, 2, 3
DRAIN_SECONDS = 20.0
_POOL = 64
_LONGEST_PAUSE = 30.0
_ASK_EVERY = 10.0


def run_on_telegram(settings: Settings, desk: Desk) -> int:
    """Runs until a signal comes; returns the exit code of the process."""
    secrets = [secret.get_secret_value() for secret in (settings.token, settings.webhook_secret) if secret]
    configure(settings.log_level, settings.log_format, secrets)
    return asyncio.run(_run(settings, desk))


async def _run(settings: Settings, desk: Desk) -> int:
    store = open_store(settings.database_url)
    bot = _telegram(settings)
    async with store:
        try:
            await _introduce(bot)
            _log.info("connected", bot=bot.username)
            handlers = Handlers(bot=bot, desk=desk, store=store, settings=settings)
            await handlers.introduce()
            return await _deliver(settings, bot, Dispatcher(handlers.handle, store), store)
        except InvalidToken:
            _log.error("Telegram does not know the token", variable="BOT_TOKEN")
            return EXIT_SETTINGS
        finally:
            await bot.shutdown()


async def _deliver(settings: Settings, bot: Bot, dispatcher: Dispatcher, store: Store) -> int:
    """Takes updates in until a signal comes."""
    stopping = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    secret = webhook_secret(settings)
    seen = _Reachable(bot)
    web = application(
        ready={"telegram": seen.lately, "store": store.check},
        bot=bot,
        dispatcher=dispatcher,
        webhook_url=settings.webhook_url,
        secret=secret,
    )
    server = _Server(
        uvicorn.Config(web, host=settings.host, port=settings.port, log_config=None, access_log=False, lifespan="off")
    )
    serving = asyncio.create_task(server.serve())
    code = EXIT_OK
    try:
        if settings.webhook_url:
            await bot.set_webhook(settings.webhook_url, secret_token=secret, allowed_updates=ALLOWED_UPDATES)
            _log.info("listening", webhook=True, address=settings.listen)
            await stopping.wait()
        else:
            code = await _poll(bot, dispatcher, stopping)
    finally:
        if not await dispatcher.drain(DRAIN_SECONDS):
            _log.warning("stopped with updates unfinished")
        server.should_exit = True
        await serving
    return code


async def _poll(bot: Bot, dispatcher: Dispatcher, stopping: asyncio.Event) -> int:
    await bot.delete_webhook()
    poller = Poller(bot, dispatcher, ALLOWED_UPDATES)
    polling = asyncio.create_task(poller.run())
    waiting = asyncio.create_task(stopping.wait())
    _log.info("polling")
    await asyncio.wait({polling, waiting}, return_when=asyncio.FIRST_COMPLETED)
    poller.stop()
    waiting.cancel()
    try:
        await polling
    except AnotherPollerError:
        _log.error("another program polls with the same token; giving up")
        return EXIT_CONFLICT
    except InvalidToken:
        _log.error("Telegram does not know the token any more", variable="BOT_TOKEN")
        return EXIT_SETTINGS
    return EXIT_OK


def _telegram(settings: Settings) -> Bot:
    return Bot(
        _token(settings),
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=HTTPXRequest(connection_pool_size=_POOL, read_timeout=15, pool_timeout=5),
        get_updates_request=HTTPXRequest(connection_pool_size=2, read_timeout=45),
    )


async def _introduce(bot: Bot) -> None:
    """Asks Telegram who the bot is, for as long as the network needs to come up."""
    pause = 1.0
    while True:
        try:
            await bot.initialize()
            return
        except InvalidToken:
            raise
        except (NetworkError, RetryAfter) as error:
            _log.warning("Telegram cannot be reached yet", error=type(error).__name__, retry_in=pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)


class _Reachable:
    """Whether Telegram answered lately; asks at most every few seconds."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._asked = -_ASK_EVERY
        self._answered = False

    async def lately(self) -> bool:
        """Whether it answers."""
        if time.monotonic() - self._asked >= _ASK_EVERY:
            self._asked = time.monotonic()
            try:
                await self._bot.get_me()
                self._answered = True
            except TelegramError:
                self._answered = False
        return self._answered


class _Server(uvicorn.Server):
    """Leaves the signals to the application, which drains before it stops."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Captures none."""
        yield


def webhook_secret(settings: Settings) -> str:
    """The secret that Telegram sends along: the operator's, or one that follows from the token."""
    if settings.webhook_secret is not None:
        return settings.webhook_secret.get_secret_value()
    return hmac.new(_token(settings).encode(), b"webhook", hashlib.sha256).hexdigest()


def _token(settings: Settings) -> str:
    """The token, which the commands see to before anything starts."""
    return settings.token.get_secret_value() if settings.token else ""
