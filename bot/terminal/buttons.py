"""Buttons in a terminal: each has a number, and typing it is the tap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from rich.console import Group, RenderableType
from rich.style import Style
from rich.table import Table as Grid
from rich.text import Text
from wcwidth import width

from bot.presentation.message import Rows
from bot.terminal.wrapping import Prose

_NUMBER = Style(color="cyan", bold=True)
_BETWEEN = 3
"""Cells between two buttons."""


def drawn_buttons(rows: Rows, cells: int, *, page: bool) -> RenderableType:
    """The buttons, numbered from 1; of a ``page`` in columns, else one behind the other as they have room."""
    numbers = count(1)
    numbered = [[(str(next(numbers)), button.label) for button in row] for row in rows]
    most = len(str(sum(map(len, numbered))))
    labelled = [[(number.rjust(most), label) for number, label in row] for row in numbered]
    columns = max((len(row) for row in labelled), default=0)
    widths = [max(_width(row[column]) for row in labelled if column < len(row)) for column in range(columns)]
    if page and sum(widths) + _BETWEEN * (columns - 1) <= cells:
        return _in_columns(labelled, columns)
    return Group(*_flowing(labelled, cells))


def _in_columns(rows: list[list[tuple[str, str]]], columns: int) -> RenderableType:
    grid = Grid.grid(padding=(0, _BETWEEN, 0, 0))
    for row in rows:
        grid.add_row(*(_text(*item) for item in row), *([""] * (columns - len(row))))
    return grid


def _flowing(rows: list[list[tuple[str, str]]], cells: int) -> Iterator[RenderableType]:
    """A line for each row, or more if it is too long for one."""
    for row in rows:
        line = Prose()
        for item in row:
            if line and width(line.plain) + _BETWEEN + _width(item) > cells:
                yield line
                line = Prose()
            line.append(" " * _BETWEEN if line else "")
            line.append_text(_text(*item))
        yield line


def _text(number: str, label: str) -> Text:
    return Text.assemble((number, _NUMBER), " ", label)


def _width(item: tuple[str, str]) -> int:
    return width(" ".join(item))
