"""The tables. A change here comes with a migration; a test compares the two.

What is tied to a person stands under the person's id or, in a private chat, under the chat's (the same number), and
nowhere else: see :func:`bot.storage.store.Store.forget`.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, DateTime, Index, Integer, MetaData, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

Id = BigInteger().with_variant(Integer(), "sqlite")
"""Telegram's ids need 64 bits. SQLite's INTEGER has them, and as a primary key it is the table's own order."""


class Moment(TypeDecorator[datetime]):
    """A point in time, in UTC; SQLite, which keeps no zone, gives it back with one too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turns a moment of any zone into UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Gives the moment its zone."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


metadata = MetaData()

chats = Table(
    "chats",
    metadata,
    Column("chat_id", Id, primary_key=True, autoincrement=False),
    Column("language", Text),
    Column("ambient", Boolean, nullable=False),
    Column("cooldown", Integer, nullable=False),
    Column("short", Boolean, nullable=False),
    Column("delete_fallbacks", Integer, nullable=False),
    Column("left_at", Moment),
)

people = Table(
    "people",
    metadata,
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("language", Text),
    Column("short", Boolean, nullable=False),
)

contexts = Table(
    "contexts",
    metadata,
    Column("chat_id", Id, primary_key=True),
    Column("thread_id", Id, primary_key=True),
    Column("person_id", Id, primary_key=True),
    Column("data", JSON, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index("contexts_expires_at", "expires_at"),
)

# A chat has few answers in a day, and its key brings them together: only purging needs an index of its own.
answers = Table(
    "answers",
    metadata,
    Column("chat_id", Id, primary_key=True),
    Column("question_message_id", Id, primary_key=True),
    Column("thread_id", Id, nullable=False),
    Column("answer_key", Text, nullable=False),
    Column("reply_message_id", Id, nullable=False),
    Column("at", Moment, nullable=False),
    Index("answers_at", "at"),
    sqlite_with_rowid=False,
)

# Hints of the bot in groups, until their time is over. Nobody's id is among them.
deletions = Table(
    "deletions",
    metadata,
    Column("chat_id", Id, primary_key=True),
    Column("message_id", Id, primary_key=True),
    Column("due_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

questions = Table(
    "questions",
    metadata,
    Column("language", Text, primary_key=True),
    Column("reason", Text, primary_key=True),
    Column("fingerprint", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("readings", JSON, nullable=False),
    Column("count", Integer, nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Index("questions_recent", "language", "reason", "last_at"),
)

feedback = Table(
    "feedback",
    metadata,
    Column("day", Date, primary_key=True),
    Column("answer_key", Text, primary_key=True),
    Column("verdict", Text, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

statistics = Table(
    "statistics",
    metadata,
    Column("day", Date, primary_key=True),
    Column("door", Text, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("answer_key", Text, primary_key=True),
    Column("answered", Boolean, primary_key=True),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

updates = Table(
    "updates",
    metadata,
    Column("update_id", Id, primary_key=True, autoincrement=False),
    Column("claimed_at", Moment, nullable=False),
    Column("done", Boolean, nullable=False),
    Column("owner", Text),
    Index("updates_claimed_at", "claimed_at"),
)

waiting = Table(
    "waiting",
    metadata,
    Column("update_id", Id, primary_key=True, autoincrement=False),
    Column("person_id", Id),
    Column("body", JSON, nullable=False),
    Column("kept_at", Moment, nullable=False),
)

leases = Table(
    "leases",
    metadata,
    Column("name", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("until", Moment, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", JSON, nullable=False),
    Column("set_at", Moment, nullable=False),
)
