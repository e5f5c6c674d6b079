"""How many answers may be in doubt: sent, and not yet known to be sent.

When the process is killed, an answer that is on its way, or that Telegram has taken and the store has not yet noted,
will be sent again, for nobody can ask Telegram whether it was. So such answers go out one at a time, as long as
Telegram is quick. One that is slow makes way for the next: nobody is kept waiting for the sake of a kill that will
hardly come just then.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

PATIENCE = 0.5
"""Seconds after which an answer that is still in doubt makes way for the next."""


class Doubt:
    """Lets answers through one after the other."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._one = asyncio.Lock()
        self._patience = patience

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Waits until the answer before is no longer in doubt, or has been so for too long."""
        await self._one.acquire()
        turn = _Turn(self._one)
        too_long = asyncio.get_running_loop().call_later(self._patience, turn.end)
        try:
            yield
        finally:
            too_long.cancel()
            turn.end()


class _Turn:
    """Holds the lock until it ends, which it does once."""

    def __init__(self, lock: asyncio.Lock) -> None:
        self._lock = lock
        self._over = False

    def end(self) -> None:
        """Makes way, unless it has already."""
        if not self._over:
            self._over = True
            self._lock.release()
