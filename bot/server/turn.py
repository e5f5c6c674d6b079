"""The right to poll: of several replicas one has it, and another takes over when it is gone."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import timedelta

from bot.server import metrics
from bot.storage import Store

_NAME = "polling"
_LIFETIME = timedelta(seconds=6)
_RENEW = 2.0


class Turn:
    """This replica's turn to poll."""

    def __init__(self, store: Store, owner: str) -> None:
        self._leases = store.leases
        self._owner = owner

    async def come(self) -> None:
        """Waits until it is this replica's turn."""
        while not await self._take():  # noqa: ASYNC110 - the other replica's only word is its lease
            await asyncio.sleep(_RENEW)
        metrics.POLLING.set(1)

    async def pass_by(self) -> None:
        """Keeps the turn; returns when it was lost, as after a time in which this process stood still."""
        while True:
            await asyncio.sleep(_RENEW)
            if not await self._take():
                metrics.POLLING.set(0)
                return

    async def give_up(self) -> None:
        """Lets another replica poll at once."""
        metrics.POLLING.set(0)
        with contextlib.suppress(asyncio.CancelledError):
            await self._leases.release(_NAME, self._owner)

    async def _take(self) -> bool:
        return await self._leases.acquire(_NAME, self._owner, _LIFETIME)
