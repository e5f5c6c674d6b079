"""A table in a terminal: columns side by side where they have room, else row by row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table as Grid
from wcwidth import width

from bot.presentation.document import Line, text_of
from bot.presentation.rich import RichBlock, Table
from bot.terminal.wrapping import Prose

_BETWEEN = 2
"""Cells between two columns."""
_LEAST = 14
"""Cells that a column needs for a few words, if it has that many to show."""
_HEAD = Style(bold=True)

Write = Callable[[Line], Prose]


def drawn_table(table: Table, cells: int, write: Write) -> RenderableType:
    """``table`` on ``cells`` cells; ``write`` turns what stands in it into text."""
    body = _side_by_side(table, write) if _fits(table, cells) else _row_by_row(table, write)
    return Group(write(table.caption), "", body) if table.caption else body


def grown(blocks: tuple[RichBlock, ...], more: Table) -> tuple[RichBlock, ...]:
    """``blocks`` with the rows of ``more`` in the table that they go on, or behind the others if there is none."""
    for number, block in enumerate(blocks):
        if isinstance(block, Table) and (block.head, block.caption) == (more.head, more.caption):
            return (*blocks[:number], replace(block, rows=(*block.rows, *more.rows)), *blocks[number + 1 :])
    return (*blocks, more)


def _fits(table: Table, cells: int) -> bool:
    columns = [[about for about, _ in table.rows]]
    columns += [[head, *(row[number] for _, row in table.rows)] for number, head in enumerate(table.head)]
    widest = [max((width(text_of(line)) for line in column), default=0) for column in columns]
    return sum(min(one, _LEAST) for one in widest) + _BETWEEN * (len(widest) - 1) <= cells


def _side_by_side(table: Table, write: Write) -> RenderableType:
    grid = Grid(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1), header_style=_HEAD)
    grid.add_column()
    for head in table.head:
        grid.add_column(write(head), justify="right" if table.numbers else "left")
    for about, row in table.rows:
        grid.add_row(write(about), *map(write, row))
    return grid


def _row_by_row(table: Table, write: Write) -> RenderableType:
    """What each row is about, and under it a line for each of its cells."""
    parts: list[RenderableType] = []
    for about, row in table.rows:
        grid = Grid.grid(padding=(0, _BETWEEN, 0, 0))
        for head, cell in zip(table.head, row, strict=True):
            grid.add_row(write(head), write(cell))
        title = write(about)
        title.stylize(_HEAD)
        parts += [title, Padding(grid, (0, 0, 0, _BETWEEN))]
    return Group(*parts)
