"""The history of the tables, shipped with the program and run when the store is opened.

Where there are none yet, they are made as they are today; that comes to the same, and spares a first start Alembic.

A new step is a file in ``versions/`` named ``r<revision>_<what it does>.py`` with the next number. It spells its tables
out instead of importing :mod:`bot.storage.schema`, which moves on. While replicas are renewed one by one, the version
before still works on the tables: a step adds what is new, and what is old goes one release later.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, String, Table, func, inspect, select

from bot.storage.schema import metadata

_FOLDER = Path(__file__).parent
_VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
"""Alembic's own table, as Alembic makes it."""
_LOCK = 0x6672616D65776F72
"""An arbitrary number, the same in every replica."""


def upgrade(connection: Connection, target: str = "head") -> None:
    """Brings the tables to ``target``, in the transaction that the connection is in.

    Replicas that start at once take turns: in SQLite the transaction itself is exclusive, PostgreSQL needs a lock.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    if not _outdated(connection):
        return
    if target == "head" and not inspect(connection).get_table_names():
        metadata.create_all(connection)
        _VERSION.create(connection)
        connection.execute(_VERSION.insert(), {"version_num": _revisions()[-1]})
    else:
        _step_by_step(connection, target)


def is_current(connection: Connection) -> bool:
    """Whether there is nothing to do. Only reads, so that a read-only database of today's shape can be read."""
    return not _outdated(connection)


def _outdated(connection: Connection) -> bool:
    """Whether the tables are older than this program; those of a newer version are left to it."""
    if not inspect(connection).has_table(_VERSION.name):
        return True
    revision = connection.scalar(select(_VERSION.c.version_num))
    return revision is None or revision in _revisions()[:-1]


def _revisions() -> list[str]:
    """All that this program knows, oldest first."""
    return sorted(step.name[1:].partition("_")[0] for step in (_FOLDER / "versions").glob("r*_*.py"))


def _step_by_step(connection: Connection, target: str) -> None:
    from alembic import command  # noqa: PLC0415 - large, and seldom needed
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, target)
