"""Hands updates to the handlers: in order inside a chat, chats side by side, each update once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from telegram import Update

from bot.storage import Claim, Store

_log = structlog.get_logger(__name__)

IN_FLIGHT = 64
"""How many updates are handled at a time; more wait where they come from."""
_LOOK_AGAIN = 1.0
"""Seconds until it is looked again whether another replica has handled the update that it holds."""


class Dispatcher:
    """Runs the handler for each update that is submitted."""

    def __init__(self, handle: Callable[[Update], Awaitable[object]], store: Store, in_flight: int = IN_FLIGHT) -> None:
        self._handle = handle
        self._updates = store.updates
        self._room = asyncio.Semaphore(in_flight)
        self._last: dict[str, asyncio.Task[None]] = {}
        self._running: set[asyncio.Task[None]] = set()

    async def submit(self, update: Update) -> asyncio.Task[None]:
        """Starts handling ``update`` as soon as there is room; the task ends when it is handled."""
        await self._room.acquire()
        key = _lane(update)
        task = asyncio.create_task(self._run(update, self._last.get(key)))
        self._last[key] = task
        self._running.add(task)
        task.add_done_callback(lambda done: self._leave(key, done))
        return task

    async def drain(self, seconds: float) -> bool:
        """Waits for everything that is being handled; whether all of it ended in time."""
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)
        return not self._running

    async def _run(self, update: Update, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        number = update.update_id
        while (claim := await self._updates.claim(number)) is Claim.IN_PROGRESS:
            await asyncio.sleep(_LOOK_AGAIN)
        if claim is Claim.DONE:
            _log.info("update skipped", reason="already handled", update_id=number)
            return
        try:
            await self._handle(update)
        except BaseException:
            await self._updates.release(number)
            raise
        await self._updates.done(number)

    def _leave(self, key: str, task: asyncio.Task[None]) -> None:
        self._room.release()
        self._running.discard(task)
        if self._last.get(key) is task:
            del self._last[key]
        if not task.cancelled() and task.exception() is not None:
            _log.error("update failed", error=type(task.exception()).__name__)


def _lane(update: Update) -> str:
    """Updates with the same lane are handled one after the other."""
    chat, person = update.effective_chat, update.effective_user
    if chat is not None:
        return f"chat {chat.id}"
    return f"person {person.id}" if person is not None else f"update {update.update_id}"
