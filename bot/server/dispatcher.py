"""Hands updates to the handlers: in order inside a chat, chats side by side, each update once.

An update is claimed in the store before it is handled, so that one that is delivered twice, or to two replicas, is
answered once. A claim is renewed as long as its holder lives; a crashed holder's is free after a few seconds, and at
once for the same replica after a restart.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from telegram import Update

from bot import journal
from bot.handlers import Outcome
from bot.handlers.faults import Fault
from bot.server import delivery, metrics
from bot.server.decisions import lane, pause_before_another_try, words
from bot.server.reach import Reach
from bot.storage import Claim, Store

_log = structlog.get_logger(__name__)

IN_FLIGHT = 64
"""How many updates are handled at a time; of one chat, one."""
ACCEPTED = 2048
"""How many updates are taken in at a time, a few kilobytes each; more wait where they come from."""
CLAIM = timedelta(seconds=6)
"""After that time without a sign of life the holder of a claim counts as crashed."""
_RENEW = 2.0
_LOOK_AGAIN = 0.5
"""Seconds until it is looked again whether another replica has handled the update that it holds."""
_LAST_WORDS = 2.0
"""Seconds that what is broken off has to give its claim back."""

Handle = Callable[[Update], Awaitable[Outcome | None]]
Judge = Callable[[Update], Awaitable[bool]]


class Dispatcher:
    """Runs the handler for each update that is submitted.

    Args:
        handle: does what an update asks for.
        store: where updates are claimed.
        concerns: whether an update may lead to anything; one that does not is neither claimed nor handled. None: all.
        too_late: whether it is done with because it came too late, asked whenever it is its turn. None: never.
        owner: names this replica, the same after a restart, and never two at a time.
        reach: knows when there is no use in sending. None: there always is.
        in_flight: how many updates are handled at a time.
        accepted: how many updates are taken in at a time.
    """

    def __init__(
        self,
        handle: Handle,
        store: Store,
        *,
        concerns: Judge | None = None,
        too_late: Judge | None = None,
        owner: str | None = None,
        reach: Reach | None = None,
        in_flight: int = IN_FLIGHT,
        accepted: int = ACCEPTED,
    ) -> None:
        self._handle = handle
        self._concerns = concerns
        self._too_late = too_late
        self._updates = store.updates
        self._owner = owner or uuid.uuid4().hex
        self._reach = reach
        self._space = asyncio.Semaphore(accepted)
        self._room = asyncio.Semaphore(in_flight)
        self._last: dict[str, asyncio.Task[None]] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._taken: dict[int, asyncio.Task[None]] = {}
        self._busy: set[asyncio.Task[None] | None] = set()
        self._claimed: dict[int, float] = {}
        self._keeper: asyncio.Task[None] | None = None
        self.closing = False
        """Whether nothing more is taken in."""

    async def submit(self, update: Update) -> asyncio.Task[None]:
        """Takes ``update`` in as soon as there is space; the task ends when it is handled.

        A task that was cancelled has not handled its update.
        """
        arrived = time.monotonic()
        await self._space.acquire()
        key, number = lane(update), update.update_id
        if (task := self._taken.get(number)) is not None:
            # Delivered again, as a webhook is while the update waits: it takes no second place.
            self._space.release()
            return task
        task = asyncio.create_task(self._run(update, arrived, self._last.get(key)))
        self._last[key] = self._taken[number] = task
        self._running.add(task)
        metrics.WAITING.inc()
        task.add_done_callback(lambda done: self._leave(key, number, done))
        return task

    async def drain(self, seconds: float) -> bool:
        """Ends: what is being handled may end in time, what waits is given up; whether nothing was broken off."""
        self.closing = True
        for task in self._running - self._busy:
            task.cancel()
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)
        late = set(self._running)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=_LAST_WORDS)
        if self._keeper is not None:
            self._keeper.cancel()
        return not late

    async def _run(self, update: Update, arrived: float, before: asyncio.Task[None] | None) -> None:
        if before is not None and not before.done():
            # The talk of a chat that waits for Telegram need not wait with it.
            if not await self._may_matter(update):
                return
            await asyncio.wait([before])
        if not await self._worthwhile(update) or not await self._claim(update.update_id):
            return
        done = False
        try:
            done = await self._handle_until_done(update, arrived)
        finally:
            self._claimed.pop(update.update_id, None)
            if not done:
                await self._updates.release(update.update_id)

    async def _worthwhile(self, update: Update) -> bool:
        """Whether the update is worth being handled now."""
        return not await self._judged(self._too_late, update, otherwise=False) and await self._may_matter(update)

    async def _may_matter(self, update: Update) -> bool:
        """Whether the update may lead to anything."""
        return await self._judged(self._concerns, update, otherwise=True)

    @staticmethod
    async def _judged(judge: Judge | None, update: Update, *, otherwise: bool) -> bool:
        """What ``judge`` says. What cannot be judged is left to the handler, which sees to it."""
        try:
            return otherwise if judge is None else await judge(update)
        except Exception as error:
            _log.error("update cannot be judged", error=type(error).__name__, update_id=update.update_id)
            return otherwise

    async def _claim(self, number: int) -> bool:
        """Whether the update is ours to handle; waits as long as another replica is at it."""
        while (claim := await self._ask_for(number)) is Claim.IN_PROGRESS:  # noqa: ASYNC110 - the other may be elsewhere
            await asyncio.sleep(_LOOK_AGAIN)
        if claim is Claim.DONE:
            metrics.SKIPPED.labels("already handled").inc()
            _log.info("update skipped", reason="already handled", update_id=number)
            return False
        self._claimed[number] = time.monotonic()
        if self._keeper is None or self._keeper.done():
            self._keeper = asyncio.create_task(self._renew())
        return True

    async def _ask_for(self, number: int) -> Claim:
        return await self._updates.claim(number, self._owner, lifetime=CLAIM)

    async def _handle_until_done(self, update: Update, arrived: float) -> bool:
        """Handles, and again after a while where that helps; the chat's other updates wait meanwhile."""
        number, doubts, waited = update.update_id, 0, False
        while True:
            waited = await self._in_reach() or waited
            if waited and not await self._worthwhile(update):
                # It has come too late by now.
                await self._updates.done(number)
                return True
            progress = delivery.Delivery(number, lambda: self._updates.done(number), arrived)
            outcome = await self._once(update, progress)
            if outcome is not None and outcome.fault is Fault.MAYBE_SENT:
                doubts += 1
                if self._reach is not None:
                    self._reach.lost()
            pause = pause_before_another_try(
                outcome, doubts=doubts, answered=progress.answered, timed_out=progress.timed_out
            )
            if pause is None:
                if outcome is not None:
                    metrics.count(outcome)
                if not progress.answered:
                    await self._updates.done(number)
                return True
            _log.info("update waits", fault=outcome.fault.value if outcome and outcome.fault else "", seconds=pause)
            if self.closing:
                # What waits at the end is given up.
                raise asyncio.CancelledError
            await asyncio.sleep(pause)
            waited = True

    async def _in_reach(self) -> bool:
        """Waits until there is use in sending; whether it had to."""
        return self._reach is not None and await self._reach.back()

    async def _once(self, update: Update, progress: delivery.Delivery) -> Outcome | None:
        task = asyncio.current_task()
        async with self._room:
            token = delivery.current.set(progress)
            self._busy.add(task)
            try:
                with metrics.IN_FLIGHT.track_inprogress(), journal.hiding(words(update)):
                    outcome = await self._handle(update)
            finally:
                self._busy.discard(task)
                delivery.current.reset(token)
        if progress.answered_after is not None:
            metrics.SECONDS.observe(progress.answered_after)
        return outcome

    async def _renew(self) -> None:
        """Shows that the holder of the claims lives, as long as there are any."""
        while self._claimed:
            await asyncio.sleep(_RENEW)
            long_ago = time.monotonic() - _RENEW
            held = [number for number, since in self._claimed.items() if since <= long_ago]
            if held:
                await self._updates.renew(held, self._owner)

    def _leave(self, key: str, number: int, task: asyncio.Task[None]) -> None:
        self._space.release()
        metrics.WAITING.dec()
        self._running.discard(task)
        self._taken.pop(number, None)
        if self._last.get(key) is task:
            del self._last[key]
        with contextlib.suppress(asyncio.CancelledError):
            if (error := task.exception()) is not None:
                _log.error("update failed", error=type(error).__name__)
