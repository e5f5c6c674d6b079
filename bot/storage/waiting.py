"""Updates that wait for Telegram while those behind them do not.

Telegram hands out updates in a row, and those that are far behind one that is not handled yet only after it has been
told that it is. So what one chat cannot be answered yet is kept here until it can be: nothing else remembers it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from bot.storage.database import Database
from bot.storage.facts import Json
from bot.storage.schema import waiting

_KEPT = timedelta(days=1)
"""As long as Telegram itself would keep an update."""


@dataclass(frozen=True, slots=True)
class WaitingUpdate:
    """An update as it came."""

    update_id: int
    person_id: int | None
    """Whom it is tied to: all that is kept of a person can be deleted."""
    body: Json


class Waiting:
    """The updates that wait."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._keeping = database.upsert(waiting, ("update_id", "person_id", "body", "kept_at"))

    async def keep(self, updates: Collection[WaitingUpdate]) -> bool:
        """Keeps all of them or, while the database is away, none; whether they are safe."""
        now = self._now()
        rows = [
            {"update_id": one.update_id, "person_id": one.person_id, "body": one.body, "kept_at": now}
            for one in updates
        ]

        def run(connection: Connection) -> bool:
            connection.execute(self._keeping, rows)
            return True

        return not rows or await self._database.write(run, otherwise=False)

    async def drop(self, update_ids: Collection[int]) -> None:
        """Forgets updates: they are handled."""
        await self._database.execute(delete(waiting).where(waiting.c.update_id.in_(update_ids)))

    async def all(self) -> Sequence[WaitingUpdate]:
        """All that wait, in the order in which they came."""
        statement = select(waiting.c.update_id, waiting.c.person_id, waiting.c.body).order_by(waiting.c.update_id)

        def load(connection: Connection) -> Sequence[WaitingUpdate]:
            return tuple(WaitingUpdate(**row) for row in connection.execute(statement).mappings())

        return await self._database.read(load, otherwise=())

    async def purge(self) -> None:
        """Gives up what Telegram would have given up."""
        await self._database.execute(delete(waiting).where(waiting.c.kept_at <= self._now() - _KEPT))
