"""Work that may take only so long."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

LIMIT = 2.0
"""Seconds that one operation may take, so that no answer waits for its memory."""


class Deadline:
    """Runs work until it is done or its time is over, whichever comes first.

    ``asyncio.timeout`` would not do: it waits for what it has cancelled, and a driver that is cancelled takes its time
    to say goodbye to a server that does not listen.
    """

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """The outcome of ``work``.

        Raises:
            TimeoutError: the limit is over. The work is cancelled, and not waited for.
        """
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)
        try:
            done, _ = await asyncio.wait({task}, timeout=LIMIT)
        finally:
            task.cancel()
        if not done:
            raise TimeoutError(f"no answer within {LIMIT:g} seconds")
        return task.result()

    async def quiet(self) -> None:
        """Waits for what is under way by now, but not for what cannot be stopped."""
        if self._running:
            await asyncio.wait(set(self._running), timeout=LIMIT)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            # Looked at, so that asyncio does not complain of the late failure of one that nobody waits for.
            task.exception()
