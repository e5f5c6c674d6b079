"""Which updates were taken, so that one delivered twice, or to two replicas, is answered once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import and_, delete, false, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.schema import updates

_KEPT = timedelta(days=1)
"""As long as Telegram keeps an update for delivery."""


class Claim(Enum):
    """What became of the wish to handle an update."""

    NEW = "new"
    """It is the caller's to handle."""
    IN_PROGRESS = "in progress"
    """Another is at it: not to be handled now, nor to be confirmed to Telegram."""
    DONE = "done"
    """It was handled: to be confirmed."""


class Updates:
    """The updates of the last day that were worth claiming. Talk that needs no answer needs no claim."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def claim(
        self, update_id: int, owner: str | None = None, *, lifetime: timedelta = timedelta(minutes=1)
    ) -> Claim:
        """Claims an update, or says who came first.

        While the database is away every update is new: an answer twice is better than none.

        Args:
            update_id: Telegram's id.
            owner: who claims it. What it has claimed before and not done is its own again: it must have crashed since,
                for it never handles an update twice at a time.
            lifetime: how old the claim of another may get, since it was made or renewed, before its holder counts as
                crashed.
        """
        now = self._now()
        mine = updates.c.owner == owner if owner is not None else false()
        free = and_(not_(updates.c.done), or_(mine, updates.c.claimed_at <= now - lifetime))
        row = {"update_id": update_id, "claimed_at": now, "done": False, "owner": owner}
        ours = self._database.upsert(updates, row, where=free).returning(updates.c.update_id)
        done = select(updates.c.done).where(updates.c.update_id == update_id)

        async def take(connection: AsyncConnection) -> Claim:
            if (await connection.execute(ours)).first() is not None:
                return Claim.NEW
            return Claim.DONE if await connection.scalar(done) else Claim.IN_PROGRESS

        return await self._database.write(take, otherwise=Claim.NEW)

    async def renew(self, update_ids: Collection[int], owner: str) -> None:
        """Keeps claims from looking abandoned while their holder is still at it."""
        held = and_(updates.c.update_id.in_(update_ids), updates.c.owner == owner, not_(updates.c.done))
        await self._database.execute(update(updates).where(held).values(claimed_at=self._now()))

    async def done(self, update_id: int) -> None:
        """Remembers that an update was handled."""
        row = {"update_id": update_id, "claimed_at": self._now(), "done": True}
        await self._database.execute(self._database.upsert(updates, row))

    async def release(self, update_id: int) -> None:
        """Gives a claim back: the update was not handled, and its next delivery is new."""
        await self._database.execute(delete(updates).where(updates.c.update_id == update_id, not_(updates.c.done)))

    async def purge(self) -> None:
        """Removes what is older than a day."""
        await self._database.execute(delete(updates).where(updates.c.claimed_at <= self._now() - _KEPT))
