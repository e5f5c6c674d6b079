"""Statements that every update needs, made ready for the driver of SQLite once and for all.

SQLAlchemy takes ten times as long on the way to the driver as SQLite does for the whole statement: it would be a fifth
of what an update costs. So it says once how the statement reads and how values are to be written and read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Dialect, Insert, Select
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Row: TypeAlias = Mapping[str, Any]
Statement: TypeAlias = "Insert | Select[Any]"
Batch: TypeAlias = tuple[Statement, Sequence[Row]]
"""A statement with the rows that it is executed for, each of which fills in what the statement leaves open."""

_Convert = Callable[[Any], Any]


class Prepared:
    """One statement, for rows with certain names."""

    def __init__(self, statement: Statement, names: Collection[str], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=list(names))
        if not isinstance(compiled, SQLCompiler) or compiled.positiontup is None:
            raise TypeError(f"{dialect.name} takes its values by name")
        fixed = compiled.params
        self.text = compiled.string
        self._values = [
            (name, _writer(compiled.binds[name].type, dialect), None if name in names else fixed[name])
            for name in compiled.positiontup
        ]
        self._columns = [_reader(column.type, dialect) for column in statement.exported_columns]

    def execute(self, connection: sqlite3.Connection, rows: Iterable[Row]) -> list[tuple[Any, ...]]:
        """Executes it for each row; what it returns for all of them."""
        values = [tuple([write(row.get(name, fixed)) for name, write, fixed in self._values]) for row in rows]
        if not self._columns:
            connection.executemany(self.text, values)
            return []
        found = [line for each in values for line in connection.execute(self.text, each).fetchall()]
        return [tuple(read(value) for read, value in zip(self._columns, line, strict=True)) for line in found]


def _as_it_is(value: Any) -> Any:
    return value


def _writer(kind: TypeEngine[Any], dialect: Dialect) -> _Convert:
    return kind.dialect_impl(dialect).bind_processor(dialect) or _as_it_is


def _reader(kind: TypeEngine[Any], dialect: Dialect) -> _Convert:
    return kind.dialect_impl(dialect).result_processor(dialect, None) or _as_it_is
