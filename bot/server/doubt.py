"""How many answers may be in doubt: sent, and not yet known to be sent.

When the process is killed, an answer that is on its way, or that Telegram has taken and the store has not yet noted,
will be sent again, for nobody can ask Telegram whether it was. So such answers go out one at a time, as long as
Telegram is quick. Where it is slow, nobody is kept waiting for the sake of a kill that will hardly come just then.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

PATIENCE = 0.25
"""Seconds that an answer waits for the one before it."""


class Doubt:
    """Lets answers through one after the other."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._one = asyncio.Lock()
        self._patience = patience

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Waits until no other answer is in doubt, or until waiting has lasted long enough."""
        held = await self._take()
        try:
            yield
        finally:
            if held:
                self._one.release()

    async def _take(self) -> bool:
        try:
            async with asyncio.timeout(self._patience):
                return await self._one.acquire()
        except TimeoutError:
            return False
