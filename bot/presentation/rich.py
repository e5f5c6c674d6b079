"""The rich form of a message: what a table shows at a glance, for servers whose Bot API has tables.

It holds what the text holds; whoever cannot be sent one gets the text. Its limits are those of ``sendRichMessage``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

from bot.presentation.document import Line, Paragraph, span_html, text_of

LIMIT = 32_768
"""Characters in a rich message."""
BLOCKS = 500
"""Blocks in a rich message, rows of tables among them."""
COLUMNS = 20
"""Columns in a table."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the message is about."""

    line: Line


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head. What a row is about stands above its cells: a column for it would make a phone too narrow."""

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, tuple[Line, ...]], ...]
    caption: Line = ()
    numbers: bool = False
    """Whether the cells hold numbers, which are read from their ends."""


RichBlock = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Fold:
    """What is shown when somebody asks for it, behind a line that says what it is."""

    summary: Line
    blocks: tuple[RichBlock, ...]


@dataclass(frozen=True, slots=True)
class Rich:
    """Blocks, and what is folded behind them."""

    blocks: tuple[RichBlock, ...]
    folds: tuple[Fold, ...] = ()

    def short(self) -> Rich:
        """Without what is folded."""
        return replace(self, folds=())

    def html(self) -> str:
        """In the HTML of rich messages, in which line breaks are tags."""
        folds = (
            f"<details><summary>{_inline(fold.summary)}</summary>{''.join(map(_html, fold.blocks))}</details>"
            for fold in self.folds
        )
        return "".join((*map(_html, self.blocks), *folds))

    @property
    def everything(self) -> tuple[RichBlock, ...]:
        """All blocks, folded or not."""
        return (*self.blocks, *(block for fold in self.folds for block in fold.blocks))

    @property
    def fits(self) -> bool:
        """Whether Telegram takes so much."""
        tables = [block for block in self.everything if isinstance(block, Table)]
        count = len(self.everything) + len(self.folds) + sum(2 * len(table.rows) + 1 for table in tables)
        return len(self.html()) <= LIMIT and count <= BLOCKS and all(len(table.head) <= COLUMNS for table in tables)

    @property
    def plain(self) -> str:
        """Its words, a line for each row."""
        lines: list[str] = []
        for block in self.everything:
            if isinstance(block, Table):
                rows = (block.head, *((about, *cells) for about, cells in block.rows))
                lines += [text_of(block.caption), *(" | ".join(map(text_of, row)) for row in rows)]
            else:
                lines += map(text_of, [block.line] if isinstance(block, Heading) else block.lines)
        return "\n".join(lines)


def _html(block: RichBlock) -> str:
    if isinstance(block, Heading):
        return f"<h4>{_inline(block.line)}</h4>"
    return _table(block) if isinstance(block, Table) else _paragraph(block.lines)


def _paragraph(lines: tuple[Line, ...]) -> str:
    return f"<p>{'<br>'.join(map(_inline, lines))}</p>"


def _table(table: Table) -> str:
    caption = f"<caption>{_inline(table.caption)}</caption>" if table.caption else ""
    align = ' align="right"' if table.numbers else ""
    across = f' colspan="{len(table.head)}" align="left"' if len(table.head) > 1 else ""
    rows = ["".join(f"<th{align}>{_inline(name)}</th>" for name in table.head)]
    for about, cells in table.rows:
        rows.append(f"<th{across}>{_inline(about)}</th>")
        rows.append("".join(f"<td{align}>{_inline(cell)}</td>" for cell in cells))
    return f"<table bordered striped>{caption}{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _inline(line: Line) -> str:
    return "".join(span_html(span) for span in line) or escape(" ")
