"""The server as tests and the playground use it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

from starlette.requests import Request

from .cast import Cast
from .core.bots import Abilities
from .core.hearing import is_service
from .core.model import Message
from .core.world import Lifetimes, World
from .people import Place
from .transport.dispatch import Dispatcher
from .transport.faults import Faults
from .transport.http import BotApi
from .transport.journal import Entry, Journal
from .transport.limits import RateLimits
from .transport.serving import LoopbackServer
from .transport.webhooks import Courier

Found = TypeVar("Found")


class TelegramServer(Cast):
    """A Telegram of one's own, on 127.0.0.1.

    Args:
        username: the name of the first bot, `server.bot`.
        abilities: what that bot may do, as set in BotFather.
        strict: refuse also what Telegram would ignore or mend but is surely a bug.
        local_webhooks: accept webhooks on http://127.0.0.1.
        port: where to listen; 0 takes a free port.
        inline_cache: keep inline answers for their `cache_time`, as Telegram does.
        lifetimes: how long questions can be answered.
        limits: rate limits; none by default.
        webhook_pauses: seconds between attempts to reach a webhook.
    """

    def __init__(
        self,
        *,
        username: str = "framebot",
        abilities: Abilities | None = None,
        strict: bool = True,
        local_webhooks: bool = False,
        inline_cache: bool = False,
        port: int = 0,
        lifetimes: Lifetimes | None = None,
        limits: RateLimits | None = None,
        webhook_pauses: tuple[float, ...] = (0.05, 0.1, 0.2, 0.5),
    ) -> None:
        world = World(strict=strict, local_webhooks=local_webhooks, lifetimes=lifetimes or Lifetimes())
        world.queries.cache.is_on = inline_cache
        super().__init__(world, username, abilities)
        self._dispatcher = Dispatcher(self.world, Journal(self.world.pulse.beat), limits=limits or RateLimits())
        self._http = LoopbackServer(BotApi(self._dispatcher, self._cut).app, port)
        self._courier = Courier(self._dispatcher, webhook_pauses)
        self._courier_task: asyncio.Task[None] | None = None
        self._read: set[Message] = set()

    async def __aenter__(self) -> TelegramServer:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Begin to listen; after a stop, on the same port and with the same state."""
        await self._http.start()
        self._courier_task = asyncio.create_task(self._courier.run())

    async def stop(self) -> None:
        """Stop listening and cut every connection; the state stays."""
        if self._courier_task is not None:
            self._courier_task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._courier_task
            self._courier_task = None
        await self._http.stop()

    @property
    def url(self) -> str:
        """The root: method URLs are `<url>/bot<token>/<method>`."""
        return self._http.url

    @property
    def token(self) -> str:
        """The token of the first bot."""
        return self.bot.token

    @property
    def base_url(self) -> str:
        """What python-telegram-bot calls `base_url`."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot calls `base_file_url`."""
        return f"{self.url}/file/bot"

    @property
    def faults(self) -> Faults:
        """Bad days on demand."""
        return self._dispatcher.faults

    @property
    def limits(self) -> RateLimits:
        """The rate limits; assign to change them."""
        return self._dispatcher.limits

    @limits.setter
    def limits(self, limits: RateLimits) -> None:
        self._dispatcher.limits = limits

    @property
    def journal(self) -> Journal:
        """All calls, with ways to pick some."""
        return self._dispatcher.journal

    @property
    def calls(self) -> list[Entry]:
        """All calls, in the order they were answered."""
        return self.journal.entries

    @property
    def refusals(self) -> list[Entry]:
        """The calls that Telegram, not a fault, refused."""
        return self.journal.refused()

    def skip(self, seconds: float) -> None:
        """Let time pass for the server without waiting."""
        self.world.skip(seconds)

    async def until(self, condition: Callable[[], Found], timeout: float = 5.0) -> Found:  # noqa: ASYNC109
        """Wait until a condition on the state holds, and return what it gave."""
        return await self.world.pulse.until(condition, timeout)

    async def replies(
        self,
        place: Place,
        count: int = 1,
        timeout: float = 5.0,  # noqa: ASYNC109
    ) -> list[Message]:
        """The bots' next messages here, not those returned before.

        Raises:
            TimeoutError: fewer came in time.
        """

        def new() -> list[Message]:
            found = self._unread(place)
            return found if len(found) >= count else []

        try:
            found = (await self.until(new, timeout))[:count]
        except TimeoutError:
            texts = [message.text for message in self._unread(place)]
            refused = [f"{entry.method}: {entry.refusal}" for entry in self.refusals[-3:]]
            raise TimeoutError(f"{len(texts)} of {count} messages came: {texts}; refused were {refused}") from None
        self._read.update(found)
        return found

    async def silence(self, place: Place, seconds: float = 0.2) -> None:
        """Wait a while after all updates were handled, and see that no bot spoke.

        Raises:
            AssertionError: one did.
        """
        await self.handled()
        await asyncio.sleep(seconds)
        if unread := self._unread(place):
            raise AssertionError(f"the bot said {[message.text for message in unread]}")

    async def handled(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109
        """Wait until the bots have confirmed every update.

        Raises:
            TimeoutError: some are still pending.
        """
        bots = self.world.bots.values()
        await self.until(lambda: not any(bot.updates.pending for bot in bots), timeout)

    def _cut(self, request: Request) -> None:
        self._http.cut(request)

    def _unread(self, place: Place) -> list[Message]:
        bots = {bot.user for bot in self.world.bots.values()}
        return [
            message
            for message in place.messages
            if message.posted_by in bots and not is_service(message) and message not in self._read
        ]
