"""Who of several replicas does what only one may do, such as polling Telegram."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, or_

from bot.storage.database import Database
from bot.storage.schema import Moment, leases


class Leases:
    """Rights that one replica holds at a time, and that pass on if it does not renew them."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._taking = database.upsert(
            leases,
            ("name", "owner", "until"),
            where=lambda new: or_(leases.c.owner == new.owner, leases.c.until <= bindparam("now", type_=Moment)),
        ).returning(leases.c.owner)
        self._held: dict[tuple[str, str], bool] = {}

    async def acquire(self, name: str, owner: str, lifetime: timedelta) -> bool:
        """Takes or renews a lease; whether ``owner`` holds it now.

        While the database is away the last outcome holds. Without one the answer is yes: with several replicas Telegram
        sorts out who polls, and with a single one, the common case, somebody has to.

        Args:
            name: of the right.
            owner: who asks: an id of the replica.
            lifetime: until when it holds unless it is renewed; far longer than the replicas' clocks differ.
        """
        now = self._now()
        row = {"name": name, "owner": owner, "until": now + lifetime, "now": now}

        def take(connection: Connection) -> bool:
            return connection.execute(self._taking, row).first() is not None

        held = await self._database.write(take, otherwise=self._held.get((name, owner), True))
        self._held[name, owner] = held
        return held

    async def release(self, name: str, owner: str) -> None:
        """Gives a lease back, so that the next need not wait."""
        self._held.pop((name, owner), None)
        await self._database.execute(delete(leases).where(leases.c.name == name, leases.c.owner == owner))
