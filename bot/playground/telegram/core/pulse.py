"""One way to wait: until something in the state has changed so that a condition holds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Pulse:
    """Beats whenever the state changes; those who wait look again at each beat."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def beat(self) -> None:
        """Wake everybody who waits."""
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()

    async def until(self, condition: Callable[[], Found], timeout: float) -> Found:  # noqa: ASYNC109
        """Wait until the condition gives something truthy, and return that.

        Raises:
            TimeoutError: the condition did not hold in time.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while not (found := condition()):
            if deadline <= loop.time():
                raise TimeoutError
            waiter = loop.create_future()
            self._waiting.add(waiter)
            try:
                await asyncio.wait([waiter], timeout=deadline - loop.time())
            finally:
                self._waiting.discard(waiter)
        return found
