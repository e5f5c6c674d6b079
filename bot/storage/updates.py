"""Which updates were taken, so that one delivered twice, or to two replicas, is answered once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import and_, bindparam, delete, not_, or_, select, update

from bot.storage.database import Database
from bot.storage.schema import Moment, updates

_KEPT = timedelta(days=1)
"""As long as Telegram keeps an update for delivery."""
_AT_ONCE = 100
"""How many updates are claimed together, at most."""


class Claim(Enum):
    """What became of the wish to handle an update."""

    NEW = "new"
    """It is the caller's to handle."""
    IN_PROGRESS = "in progress"
    """Another is at it: not to be handled now, nor to be confirmed to Telegram."""
    DONE = "done"
    """It was handled: to be confirmed."""


@dataclass(frozen=True, slots=True, eq=False)
class _Wish:
    """To handle an update."""

    update_id: int
    owner: str | None
    lifetime: timedelta
    claim: asyncio.Future[Claim]


class Updates:
    """The updates of the last day that were worth claiming. Talk that needs no answer needs no claim."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._taking = database.upsert(
            updates,
            ("update_id", "claimed_at", "done", "owner"),
            where=lambda new: and_(
                not_(updates.c.done),
                # Nobody's claim is like no other's: to compare with NULL is never true.
                or_(updates.c.owner == new.owner, updates.c.claimed_at <= bindparam("abandoned", type_=Moment)),
            ),
        ).returning(updates.c.update_id)
        self._looking = select(updates.c.done).where(updates.c.update_id == bindparam("update_id"))
        self._wishes: list[_Wish] = []
        self._granting: asyncio.Task[None] | None = None
        self._ending = database.upsert(updates, ("update_id", "claimed_at", "done"))

    async def claim(
        self, update_id: int, owner: str | None = None, *, lifetime: timedelta = timedelta(minutes=1)
    ) -> Claim:
        """Claims an update, or says who came first.

        While the database is away every update is new: an answer twice is better than none. What is claimed at the same
        time is claimed together.

        Args:
            update_id: Telegram's id.
            owner: who claims it. What it has claimed before and not done is its own again: it must have crashed since,
                for it never handles an update twice at a time.
            lifetime: how old the claim of another may get, since it was made or renewed, before its holder counts as
                crashed.
        """
        wish = _Wish(update_id, owner, lifetime, asyncio.get_running_loop().create_future())
        self._wishes.append(wish)
        if self._granting is None:
            self._granting = asyncio.create_task(self._grant())
        return await wish.claim

    async def renew(self, update_ids: Collection[int], owner: str) -> None:
        """Keeps claims from looking abandoned while their holder is still at it."""
        held = and_(updates.c.update_id.in_(update_ids), updates.c.owner == owner, not_(updates.c.done))
        await self._database.execute(update(updates).where(held).values(claimed_at=self._now()))

    async def done(self, update_id: int) -> None:
        """Remembers that an update was handled."""
        row = {"update_id": update_id, "claimed_at": self._now(), "done": True}
        await self._database.put([(self._ending, [row])], otherwise=None)

    async def release(self, update_id: int) -> None:
        """Gives a claim back: the update was not handled, and its next delivery is new."""
        await self._database.execute(delete(updates).where(updates.c.update_id == update_id, not_(updates.c.done)))

    async def purge(self) -> None:
        """Removes what is older than a day."""
        await self._database.execute(delete(updates).where(updates.c.claimed_at <= self._now() - _KEPT), aside=True)

    async def _grant(self) -> None:
        """Grants all wishes, or does not."""
        while self._wishes:
            some, self._wishes = _together(self._wishes)
            try:
                claims = await self._take(some)
            except Exception as error:
                for wish in some:
                    if not wish.claim.cancelled():
                        wish.claim.set_exception(error)
                continue
            for wish in some:
                if not wish.claim.cancelled():
                    wish.claim.set_result(claims[wish.update_id])
                elif claims[wish.update_id] is Claim.NEW:
                    await self.release(wish.update_id)
        self._granting = None

    async def _take(self, wishes: Sequence[_Wish]) -> dict[int, Claim]:
        now = self._now()
        rows = [
            {
                "update_id": wish.update_id,
                "claimed_at": now,
                "done": False,
                "owner": wish.owner,
                "abandoned": now - wish.lifetime,
            }
            for wish in wishes
        ]
        taken = await self._database.put([(self._taking, rows)], otherwise=None)
        if taken is None:
            return {wish.update_id: Claim.NEW for wish in wishes}
        new = {number for (number,) in taken}
        return {
            wish.update_id: Claim.NEW if wish.update_id in new else await self._others(wish.update_id)
            for wish in wishes
        }

    async def _others(self, update_id: int) -> Claim:
        """What became of an update that somebody else has claimed."""
        found = await self._database.found(self._looking, {"update_id": update_id}, otherwise=None)
        return Claim.DONE if found and found[0] else Claim.IN_PROGRESS


def _together(wishes: Sequence[_Wish]) -> tuple[list[_Wish], list[_Wish]]:
    """Wishes that one statement can grant, and the rest: it knows each update once, and one lifetime."""
    some: dict[int, _Wish] = {}
    rest = []
    for wish in wishes:
        if wish.update_id in some or wish.lifetime != wishes[0].lifetime or len(some) == _AT_ONCE:
            rest.append(wish)
        else:
            some[wish.update_id] = wish
    return list(some.values()), rest
