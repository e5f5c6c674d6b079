"""Where a line of Chinese, English or both may break.

Terminals count cells: a Han character takes two, and so do most emoji. Chinese has no blanks to break at; any two
characters may part, except where a line would begin with a closing mark or end with an opening one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, JustifyMethod, OverflowMethod
from rich.containers import Lines
from rich.measure import Measurement
from rich.text import Text
from wcwidth import iter_graphemes, width

_CLOSING = frozenset("，。、；：？！）」』】》〉”’…—·,.;:?!)]}%～")
_OPENING = frozenset("（「『【《〈“‘([{")
_CHINESE = 0.2
"""Share of wide characters above which a text is Chinese; below, a Chinese name in it is kept together."""
_BETWEEN = "·"
"""Parts items of a list: the line breaks behind it."""


def units(text: str) -> Iterator[str]:
    """The pieces of ``text`` between which a line may break, blanks at their ends."""
    unit = before = ""
    graphemes = list(iter_graphemes(text))
    chinese = sum(width(grapheme) > 1 for grapheme in graphemes) > _CHINESE * len(graphemes)
    for grapheme in graphemes:
        if unit and _may_part(unit, before, grapheme, chinese=chinese):
            yield unit
            unit = ""
        unit += grapheme
        before = grapheme
    if unit:
        yield unit


def _may_part(unit: str, before: str, after: str, *, chinese: bool) -> bool:
    if after == " ":
        return False
    if before == " ":
        # An emoji belongs to the name behind it.
        return after != _BETWEEN and not _is_emoji(unit.strip())
    return chinese and (width(before) > 1 or width(after) > 1) and after not in _CLOSING and before not in _OPENING


def _is_emoji(text: str) -> bool:
    return bool(text) and width(text) <= 2 and unicodedata.category(text[0]) == "So"


def breaks(text: str, cells: int, hang: int = 0) -> list[int]:
    """Where in ``text`` a new line begins. A piece that is wider than a line is cut anywhere.

    Args:
        text: without line breaks.
        cells: of a line.
        hang: cells by which all lines but the first are indented.
    """
    offsets: list[int] = []
    column = at = 0
    for unit in units(text):
        if column and column + width(unit.rstrip(" ")) > _room(cells, hang, offsets):
            offsets.append(at)
            column = 0
        too_wide = width(unit.rstrip(" ")) > _room(cells, hang, offsets)
        for piece in iter_graphemes(unit) if too_wide else (unit,):
            if too_wide and column and column + width(piece) > _room(cells, hang, offsets):
                offsets.append(at)
                column = 0
            column += width(piece)
            at += len(piece)
    return offsets


def _room(cells: int, hang: int, offsets: list[int]) -> int:
    return max(1, cells - hang if offsets else cells)


class Prose(Text):
    """A styled text that breaks where its language allows, in tables and groups too; printed alone it loses that.

    Args:
        hang: cells by which all lines but the first are indented.
        margin: what stands before every line.
    """

    def __init__(self, *, hang: int = 0, margin: Text | None = None) -> None:
        super().__init__()
        self.hang = hang
        self.margin = margin or Text()

    def rows(self, cells: int) -> int:
        """How many lines of so many cells it takes."""
        return len(breaks(self.plain, cells - self.margin.cell_len, self.hang)) + 1

    def wrap(
        self,
        console: Console,
        width: int,
        *,
        justify: JustifyMethod | None = None,
        overflow: OverflowMethod | None = None,
        tab_size: int = 8,
        no_wrap: bool | None = None,
    ) -> Lines:
        """The text in lines of at most ``width`` cells."""
        lines = Lines()
        for paragraph in self.split(allow_blank=True):
            parts = paragraph.divide(breaks(paragraph.plain, width - self.margin.cell_len, self.hang))
            for number, part in enumerate(parts):
                part.rstrip()
                if number:
                    part.pad_left(self.hang)
                lines.append(Text.assemble(self.margin, part) if self.margin else part)
        if justify in {"right", "center"}:
            lines.justify(console, width, justify)
        return lines

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        widest = max(map(width, self.plain.splitlines()), default=0)
        return Measurement(max((width(unit.rstrip()) for unit in units(self.plain)), default=0), widest)
