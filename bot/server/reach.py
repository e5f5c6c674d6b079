"""Whether Telegram is there: after a call that got no answer, nothing is sent until one that does no harm got its own.

Of a call that got no answer nobody knows whether it did its work. While a line is broken each further answer would be
such a call, and come twice in the end. So they wait; only those that were on their way when it broke are in doubt.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import structlog
from telegram.error import TelegramError

from bot.server.patience import patiently

_log = structlog.get_logger(__name__)


class Reach:
    """Looks whether Telegram is there, once for all who wait.

    Args:
        probe: a call that does no harm.
    """

    def __init__(self, probe: Callable[[], Awaitable[object]]) -> None:
        self._probe = probe
        self._looking: asyncio.Task[None] | None = None

    def lost(self) -> None:
        """A call got no answer."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())

    async def back(self) -> bool:
        """Returns when Telegram is there, as far as is known; whether that had to be waited for."""
        if self._looking is None or self._looking.done():
            return False
        await asyncio.wait([self._looking])
        return True

    async def close(self) -> None:
        """Looks no longer."""
        if self._looking is not None:
            self._looking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._looking

    async def _look(self) -> None:
        try:
            await patiently(self._probe)
        except TelegramError as error:
            # It is there, and has something else to say: whoever calls next hears it.
            _log.info("Telegram answers with a fault", error=type(error).__name__)
