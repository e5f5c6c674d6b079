"""What the admins of a chat, and people for themselves, have chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from sqlalchemy import Connection, Delete, Table, and_, bindparam, delete, select, update

from bot.storage.cache import RecentCache
from bot.storage.database import Database
from bot.storage.schema import chats, people

_AWAY: tuple[()] = ()
"""No line at all: the database could not be asked."""


class _Dataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Any]]


S = TypeVar("S", bound=_Dataclass)


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """How the bot behaves in a chat."""

    language: str | None = None
    """None follows the question."""
    ambient: bool = False
    """Whether clear questions are answered unasked."""
    cooldown: int = 600
    """Seconds in which the same answer becomes a pointer to the earlier one."""
    short: bool = False
    delete_fallbacks: int = 0
    """Seconds after which "did not understand" is deleted; 0 keeps it."""


@dataclass(frozen=True, slots=True)
class PersonSettings:
    """What a person prefers, wherever they ask."""

    language: str | None = None
    short: bool = False


class _Settings(Generic[S]):
    """Settings by id. Only what differs from the defaults has a row."""

    def __init__(self, database: Database, now: Callable[[], datetime], table: Table, defaults: S) -> None:
        self._database = database
        self._now = now
        self._table = table
        self._defaults = defaults
        (self._id,) = table.primary_key
        self._columns = [table.c[field.name] for field in fields(defaults)]
        self._one = select(*self._columns).where(self._id == bindparam("id"))
        self._cache: RecentCache[int, S] = RecentCache(now)

    async def get(self, id_: int) -> S:
        """The settings; the last ones known, or the defaults, while the database is away."""
        known = self._cache.fresh(id_)
        if known is not None:
            return known

        line = await self._database.found(self._one, {"id": id_}, otherwise=_AWAY)
        if line is _AWAY:
            return self._cache.last_known(id_) or self._defaults
        found = self._defaults
        if line is not None:
            found = replace(found, **{column.name: value for column, value in zip(self._columns, line, strict=True)})
        self._cache.keep(id_, found)
        return found

    async def set(self, id_: int, settings: S) -> bool:
        """Keeps the settings; returns whether they were kept."""
        row = {self._id.name: id_, **asdict(settings)}
        if settings == self._defaults:
            kept = await self._database.execute(delete(self._table).where(self._id == id_))
        else:
            kept = await self._database.execute(self._database.upsert(self._table, row), row=row)
        if kept:
            self._cache.keep(id_, settings)
        return kept

    def forget_cached(self, id_: int) -> None:
        """Drops the settings from memory."""
        self._cache.drop(id_)


class People(_Settings[PersonSettings]):
    """People's settings, by user id."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        super().__init__(database, now, people, PersonSettings())


class Chats(_Settings[ChatSettings]):
    """Chats' settings, by chat id, and which chats the bot was removed from."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        super().__init__(database, now, chats, ChatSettings())

    async def deactivate(self, chat_id: int) -> None:
        """Remembers that the bot was removed or blocked. The settings wait for its return, until the retention ends."""
        row = {"chat_id": chat_id, **asdict(self._defaults), "left_at": self._now()}
        leaving = self._database.upsert(chats, row, update=lambda new: {"left_at": new.left_at})
        await self._database.execute(leaving, row=row)

    async def activate(self, chat_id: int) -> None:
        """Remembers that the bot is (again) in the chat."""
        await self._database.execute(
            update(chats).where(self._id == chat_id, chats.c.left_at.is_not(None)).values(left_at=None),
            self._delete_unchanged(chat_id),
        )

    async def active(self, chat_id: int) -> bool:
        """Whether the bot may write to the chat unasked, as far as is known."""

        def load(connection: Connection) -> bool:
            left = select(self._id).where(self._id == chat_id, chats.c.left_at.is_not(None))
            return connection.execute(left).first() is None

        return await self._database.read(load, otherwise=True)

    async def migrate(self, old: int, new: int) -> None:
        """Moves the settings of a group that became a supergroup. Telegram tells it twice: the second is harmless."""

        def move(connection: Connection) -> None:
            row = connection.execute(select(chats).where(self._id == old)).one_or_none()
            if row is not None:
                # Telegram may have reported that the bot left the old group: it is in the new one all the same.
                moved = {**row._mapping, "chat_id": new, "left_at": None}
                connection.execute(self._database.upsert(chats, moved, update=lambda _: {}), moved)
                connection.execute(delete(chats).where(self._id == old))
                connection.execute(self._delete_unchanged(new))

        await self._database.write(move, otherwise=None)
        self.forget_cached(old)
        self.forget_cached(new)

    async def purge(self, retention: timedelta) -> None:
        """Removes the settings of chats that the bot left longer ago than ``retention``."""
        await self._database.execute(delete(chats).where(chats.c.left_at < self._now() - retention), aside=True)

    def _delete_unchanged(self, chat_id: int) -> Delete:
        defaults = asdict(self._defaults)
        return delete(chats).where(
            self._id == chat_id, and_(*(c.is_not_distinct_from(defaults[c.name]) for c in self._columns))
        )
