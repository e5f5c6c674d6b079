"""Small things that all replicas should know: the version of the knowledge, what the owners were told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Connection, select

from bot.storage.database import Database
from bot.storage.schema import facts

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


class Facts:
    """JSON values by name."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    async def get(self, key: str) -> Json:
        """The value; None if there is none."""

        def load(connection: Connection) -> Json:
            value: Json = connection.scalar(select(facts.c.value).where(facts.c.key == key))
            return value

        return await self._database.read(load, otherwise=None)

    async def set(self, key: str, value: Json) -> None:
        """Sets the value."""
        row = self._row(key, value)
        await self._database.execute(self._database.upsert(facts, row), row=row)

    async def add(self, key: str, value: Json) -> bool:
        """Sets the value unless there is one; whether this call did: of many replicas, one is told yes.

        While the database is away nobody is.
        """
        row = self._row(key, value)
        adding = self._database.upsert(facts, row, update=lambda _: {}).returning(facts.c.key)

        def run(connection: Connection) -> bool:
            return connection.execute(adding, row).first() is not None

        return await self._database.write(run, otherwise=False)

    def _row(self, key: str, value: Json) -> dict[str, Json | datetime]:
        return {"key": key, "value": value, "set_at": self._now()}
