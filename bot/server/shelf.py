"""Updates that were put aside: Telegram was told that they are handled, and the store remembers them until they are."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog

from bot.storage import WaitingUpdate
from bot.storage.waiting import Waiting

_log = structlog.get_logger(__name__)

Task = asyncio.Task[None]


class Shelf:
    """What one poller has put aside, and what those before it have left."""

    def __init__(self, waiting: Waiting) -> None:
        self._waiting = waiting
        self._tasks: dict[int, Task] = {}

    async def take_up(self, taken_in: Callable[[dict[str, Any]], Awaitable[Task | None]]) -> None:
        """Has handled what is left on the shelf, before anything newer."""
        for found in await self._waiting.all():
            task = await taken_in(found.body) if isinstance(found.body, dict) else None
            if task is None:
                await self._waiting.drop([found.update_id])
            else:
                self._tasks[found.update_id] = task

    async def put(self, updates: Mapping[int, dict[str, Any]], tasks: Mapping[int, Task]) -> bool:
        """Puts updates that are being handled aside; whether they are safe.

        Args:
            updates: as they came, by number.
            tasks: that handle them, by number; none may be missing.
        """
        if updates.keys() != tasks.keys():
            return False
        if not await self._waiting.keep([WaitingUpdate(n, _person(data), data) for n, data in updates.items()]):
            return False
        _log.warning("updates that have to wait were put aside, so that others come", count=len(updates))
        self._tasks |= tasks
        return True

    async def forget_handled(self) -> None:
        """Takes off the shelf what was handled."""
        handled = [number for number, task in self._tasks.items() if task.done() and not task.cancelled()]
        if handled:
            await self._waiting.drop(handled)
        for number in handled:
            del self._tasks[number]


def _person(data: Mapping[str, Any]) -> int | None:
    """Who caused an update."""
    people = (part["from"].get("id") for part in data.values() if isinstance(part, dict) and "from" in part)
    return next((person for person in people if isinstance(person, int)), None)
