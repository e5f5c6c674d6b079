"""Messages that are taken away after a while, also when the bot was restarted in between."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.handlers.faults import Undelivered
from bot.handlers.memory import Deletions
from bot.handlers.outgoing import Outgoing, Sent

logger = logging.getLogger(__name__)


class Tidying:
    """Deletes messages when their time has come.

    Of several replicas that start, each takes up what is pending: to delete a message twice does no harm.
    """

    def __init__(self, out: Outgoing, deletions: Deletions, now: Callable[[], datetime]) -> None:
        self._out = out
        self._deletions = deletions
        self._now = now
        self._waiting: set[asyncio.Task[None]] = set()

    async def later(self, sent: Sent, seconds: float) -> None:
        """Takes a message away in a while."""
        await self._deletions.add(sent.chat_id, sent.message_id, self._now() + timedelta(seconds=seconds))
        self._schedule(sent, seconds)

    async def resume(self) -> None:
        """Takes up what another run has left to be deleted; what is overdue goes at once."""
        for found in await self._deletions.pending():
            self._schedule(Sent(found.chat_id, found.message_id), (found.due_at - self._now()).total_seconds())

    async def close(self) -> None:
        """Leaves what is not due yet to the next run."""
        for task in self._waiting:
            task.cancel()
        await asyncio.gather(*self._waiting, return_exceptions=True)

    def _schedule(self, sent: Sent, seconds: float) -> None:
        task = asyncio.create_task(self._delete(sent, seconds))
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)

    async def _delete(self, sent: Sent, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))
        try:
            await self._out.delete(sent)
        except Undelivered as error:
            logger.info("A hint could not be deleted: %s", error.diagnosis.fault.value)
        await self._deletions.done(sent.chat_id, sent.message_id)
