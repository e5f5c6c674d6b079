"""The history of the tables, shipped with the program and run when the store is opened.

A new step is a file in ``versions/`` named ``r<revision>_<what it does>.py`` with the next number. It spells its tables
out instead of importing :mod:`bot.storage.schema`, which moves on. While replicas are renewed one by one, the version
before still works on the tables: a step adds what is new, and what is old goes one release later.
"""

from __future__ import annotations

import functools
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, column, func, inspect, select, table

_FOLDER = Path(__file__).parent
_LOCK = 0x6672616D65776F72
"""An arbitrary number, the same in every replica."""


def upgrade(connection: Connection, target: str = "head") -> None:
    """Brings the tables to ``target``, in the transaction that the connection is in.

    Replicas that start at once take turns: in SQLite the transaction itself is exclusive, PostgreSQL needs a lock.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    if _outdated(connection):
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, target)


def is_current(connection: Connection) -> bool:
    """Whether there is nothing to do. Only reads, so that a read-only database of today's shape can be read."""
    return not _outdated(connection)


def _outdated(connection: Connection) -> bool:
    """Whether the tables are older than this program; those of a newer version are left to it."""
    if not inspect(connection).has_table("alembic_version"):
        return True
    revision = connection.scalar(select(column("version_num")).select_from(table("alembic_version")))
    return revision is None or revision in _revisions()[1:]


@functools.cache
def _revisions() -> tuple[str, ...]:
    """All that this program knows, newest first."""
    return tuple(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
