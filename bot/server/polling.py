"""Long polling that confirms an update only after it was handled.

Telegram forgets an update when a later offset is asked for. So the offset stays at the first update that is not yet
handled; what was fetched a second time because of that is known and not handled again.

Only so many updates come at a time, though: one that cannot be handled for long, as when Telegram lets the bot say
nothing in its chat, would in the end be all that comes. Then those that are not handled yet are put into the store, and
the offset moves on.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.handlers.faults import Fault, diagnose
from bot.server import metrics
from bot.server.dispatcher import Dispatcher
from bot.server.line import Line
from bot.server.shape import read_update
from bot.server.shelf import Shelf

_log = structlog.get_logger(__name__)

WAIT = 30
"""Seconds that Telegram holds a request open when there is nothing new."""
_BATCH = 100
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 5.0
"""Seconds between two attempts: whoever waits for an answer when Telegram is back does not wait for long."""
_LONGEST_CONFLICT = 30.0
"""The same while another polls, who may need a moment to end."""
_CONFLICTS = 10
"""How often another poller is put up with in a row before giving up."""
_GLANCE = 0.05
"""Seconds that updates have before it is looked whether more have come meanwhile."""
_SETTLE = 1.0
"""The same when nothing new comes: a slow update keeps Telegram from holding a request open."""
_IN_THE_WAY = 3.0
"""Seconds after which updates that let no others come are put aside."""


class AnotherPollerError(Exception):
    """Somebody else polls with the same token, and goes on doing so."""


class Poller:
    """Fetches updates and has them handled, until it is told to stop."""

    def __init__(
        self,
        line: Line,
        dispatcher: Dispatcher,
        allowed_updates: Sequence[str],
        note_conflict: Callable[[], Awaitable[None]] | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        self._line = line
        self._shelf = shelf
        self._note_conflict = note_conflict
        self._dispatcher = dispatcher
        self._allowed = list(allowed_updates)
        self._pending: dict[int, asyncio.Task[None]] = {}
        self._next: int | None = None
        self._stop = asyncio.Event()
        self._patience = _GLANCE
        self._first: tuple[int | None, float] = (None, 0.0)

    def stop(self) -> None:
        """Fetches nothing more."""
        self._stop.set()

    async def run(self) -> None:
        """Polls until :meth:`stop`.

        Raises:
            AnotherPollerError: another poller stayed.
            telegram.error.InvalidToken: the token is wrong.
        """
        conflicts, pause = 0, _FIRST_PAUSE
        if self._shelf is not None:
            await self._shelf.take_up(self._taken_in)
        while not self._stop.is_set():
            try:
                updates = await self._fetch()
            except RetryAfter as error:
                await self._sleep(diagnose(error).seconds)
                continue
            except Exception as error:
                if isinstance(error, InvalidToken) and diagnose(error).fault is Fault.UNAUTHORIZED:
                    raise
                # Whatever an answer of Telegram's looks like, the next one may be better.
                if isinstance(error, Conflict) and self._note_conflict:
                    await self._note_conflict()
                conflicts = self._count(error, conflicts)
                await self._sleep(pause)
                pause = min(2 * pause, _LONGEST_CONFLICT if conflicts else _LONGEST_PAUSE)
                continue
            conflicts, pause = 0, _FIRST_PAUSE
            if updates is None:
                break
            fresh = await self._submit(updates)
            if not fresh and len(updates) >= _BATCH:
                await self._make_way(updates)
            await self._settle()

    async def confirm(self) -> None:
        """Tells Telegram what was handled, so that the next start does not get it again."""
        await self._forget_handled()
        if (offset := self._offset()) is not None:
            with contextlib.suppress(TelegramError):
                await self._line.fetch(offset=offset, limit=1, wait=0, allowed=self._allowed)

    def _count(self, error: Exception, conflicts: int) -> int:
        """How many conflicts there were in a row, with this fault.

        Raises:
            AnotherPollerError: too many.
        """
        if not isinstance(error, Conflict):
            _log.warning("fetching failed", error=type(error).__name__)
            return 0
        metrics.CONFLICTS.inc()
        _log.warning("another program polls with the same token", times=conflicts + 1)
        if conflicts + 1 >= _CONFLICTS:
            raise AnotherPollerError from None
        return conflicts + 1

    async def _fetch(self) -> Sequence[Any] | None:
        """The next updates; none once it was told to stop."""
        wait = 0 if self._pending else WAIT
        fetching = asyncio.create_task(
            self._line.fetch(offset=self._offset(), limit=_BATCH, wait=wait, allowed=self._allowed)
        )
        stopping = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait({fetching, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if fetching.done():
                return fetching.result()
            return None
        finally:
            stopping.cancel()
            fetching.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await fetching

    def _offset(self) -> int | None:
        """The first update that is not handled yet."""
        return min(self._pending) if self._pending else self._next

    async def _submit(self, found: Sequence[Any]) -> bool:
        """Has what is new handled; whether anything is. Waits as long as there is no space: nothing is fetched then."""
        fresh = False
        for data in found:
            number = data.get("update_id") if isinstance(data, dict) else None
            if not isinstance(number, int) or (self._next is not None and number < self._next):
                continue
            fresh = True
            self._next = number + 1
            if (task := await self._taken_in(data)) is not None:
                self._pending[number] = task
        self._patience = _GLANCE if fresh else min(2 * self._patience, _SETTLE)
        return fresh

    async def _taken_in(self, data: dict[str, Any]) -> asyncio.Task[None] | None:
        """The handling of an update; none if it cannot be read."""
        try:
            update = read_update(data, self._line)
        except Exception as error:
            # It would come again and again, and nothing behind it ever would.
            metrics.SKIPPED.labels("unreadable").inc()
            _log.error("update cannot be read", error=type(error).__name__, update_id=data.get("update_id"))
            return None
        return await self._dispatcher.submit(update)

    async def _make_way(self, found: Sequence[Any]) -> None:
        """Puts aside what has let no other update come for a while."""
        first, since = self._first
        if first != self._offset():
            self._first = (self._offset(), time.monotonic())
        elif self._shelf is not None and time.monotonic() - since >= _IN_THE_WAY:
            waiting = {data["update_id"]: data for data in found if data.get("update_id") in self._pending}
            if await self._shelf.put(waiting, self._pending):
                self._pending = {}

    async def _settle(self) -> None:
        """Lets the updates be handled; a slow one does not hold the others up for long."""
        if self._pending:
            await asyncio.wait(self._pending.values(), timeout=self._patience)
        await self._forget_handled()

    async def _forget_handled(self) -> None:
        self._pending = {number: task for number, task in self._pending.items() if not task.done() or task.cancelled()}
        if self._shelf is not None:
            await self._shelf.forget_handled()

    async def _sleep(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), seconds)
