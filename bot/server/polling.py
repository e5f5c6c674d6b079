"""Long polling that confirms an update only after it was handled.

Telegram forgets an update when a later offset is asked for. So the offset stays at the first update that is not yet
handled; what was fetched a second time because of that is known and not handled again.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence

import structlog
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.server.dispatcher import Dispatcher

_log = structlog.get_logger(__name__)

WAIT = 30
"""Seconds that Telegram holds a request open when there is nothing new."""
_BATCH = 100
_LONGEST_PAUSE = 30.0
_CONFLICTS = 10
"""How often another poller is put up with in a row before giving up."""
_SETTLE = 1.0
"""Seconds after which a slow update no longer keeps the next ones from being fetched."""


class AnotherPollerError(Exception):
    """Somebody else polls with the same token, and goes on doing so."""


class Poller:
    """Fetches updates and has them handled, until it is told to stop."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, allowed_updates: Sequence[str]) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._allowed = list(allowed_updates)
        self._pending: dict[int, asyncio.Task[None]] = {}
        self._next: int | None = None
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Fetches nothing more."""
        self._stop.set()

    async def run(self) -> None:
        """Polls until :meth:`stop`.

        Raises:
            AnotherPollerError: another poller stayed.
            telegram.error.InvalidToken: the token is wrong.
        """
        conflicts, pause = 0, 1.0
        while not self._stop.is_set():
            try:
                updates = await self._fetch()
            except Conflict:
                conflicts += 1
                _log.warning("another poller", times=conflicts)
                if conflicts >= _CONFLICTS:
                    raise AnotherPollerError from None
                await self._sleep(pause := min(pause * 2, _LONGEST_PAUSE))
                continue
            except InvalidToken:
                raise
            except RetryAfter as error:
                await self._sleep(float(error.retry_after))  # type: ignore[arg-type]
                continue
            except (NetworkError, TelegramError) as error:
                _log.warning("fetching failed", error=type(error).__name__)
                await self._sleep(pause := min(pause * 2, _LONGEST_PAUSE))
                continue
            conflicts, pause = 0, 1.0
            if updates is None:
                break
            await self._submit(updates)
            await self._settle()
        await self._confirm()

    async def _fetch(self) -> Sequence[Update] | None:
        """The next updates; none once it was told to stop."""
        fetching = asyncio.create_task(
            self._bot.get_updates(
                offset=self._offset(),
                limit=_BATCH,
                timeout=0 if self._pending else WAIT,
                allowed_updates=self._allowed,
                read_timeout=WAIT + 10,
            )
        )
        stopping = asyncio.create_task(self._stop.wait())
        await asyncio.wait({fetching, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if fetching.done():
            return fetching.result()
        fetching.cancel()
        with contextlib.suppress(asyncio.CancelledError, TelegramError):
            await fetching
        return None

    def _offset(self) -> int | None:
        """The first update that is not handled yet."""
        return min(self._pending) if self._pending else self._next

    async def _submit(self, updates: Sequence[Update]) -> None:
        for update in updates:
            number = update.update_id
            if number in self._pending or (self._next is not None and number < self._next):
                continue
            self._pending[number] = await self._dispatcher.submit(update)
            self._next = number + 1

    async def _settle(self) -> None:
        """Lets the updates be handled; a slow one does not hold the others up for long."""
        if self._pending:
            await asyncio.wait(self._pending.values(), timeout=_SETTLE)
        for number, task in list(self._pending.items()):
            if task.done():
                del self._pending[number]

    async def _confirm(self) -> None:
        """Tells Telegram what was handled, so that the next start does not get it again."""
        if self._next is not None:
            await self._settle()
            with contextlib.suppress(TelegramError):
                await self._bot.get_updates(offset=self._offset(), limit=1, timeout=0, allowed_updates=self._allowed)

    async def _sleep(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), seconds)
