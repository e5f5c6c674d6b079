"""The card of a comparison: a band with the names, and under it each topic with a cell for each of them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.knowledge_base.models import Rating
from bot.pictures.canvas import GREY, INK, LINE, MARGIN, SHEET, WIDTH, Canvas, colour, fitting, leading, tint
from bot.pictures.content import Card, Cell
from bot.pictures.fonts import font
from bot.pictures.typesetting import wrapped
from bot.understanding.question import Language

_TITLE, _SMALL, _NAME, _TOPIC, _TEXT = (44, 38, 32), 24, (30, 26, 22), 22, (28, 26, 24)
_LEAST_COLUMN = 175
_BAND = 70
_TALLEST = 1280
"""Telegram shows a picture that is taller smaller, text and all."""
_GAP = 16
_SIGN = 13
_SIGN_ROOM = 2 * _SIGN + 9
_ROW_ABOVE, _ROW_BETWEEN, _ROW_BELOW = 23, 34, 14
_YES, _PARTIAL, _NO = "#1f8a4c", "#c77700", "#9aa5b1"


@dataclass(frozen=True, slots=True)
class _Row:
    topic: str
    cells: tuple[tuple[Cell, list[str]], ...]
    size: int

    @property
    def height(self) -> int:
        lines = max(len(lines) for _, lines in self.cells)
        return _ROW_ABOVE + _ROW_BETWEEN + (lines - 1) * leading(self.size) + self.size // 2 + _ROW_BELOW


def draw_card(card: Card, language: Language, by: str) -> bytes:
    """The card as a PNG, its text as large as lets it stay within a phone's screen."""
    width = max(WIDTH, 2 * MARGIN + len(card.columns) * (_LEAST_COLUMN + _GAP))
    inner = width - 2 * MARGIN
    size, title = fitting(card.title, language, inner, _TITLE, bold=True, most=3)
    step = (inner + _GAP) / len(card.columns)
    below = [line for part in card.footer for line in wrapped(part, font(language, _SMALL), inner, 3)]
    top = MARGIN + len(title) * leading(size) + leading(_SMALL) + 26
    foot = 10 + 32 + leading(_SMALL) * (len(below) + 1) + 12 + MARGIN - 16
    for text in _TEXT:
        rows = [_row(topic, cells, language, step - _GAP, text) for topic, cells in card.rows]
        height = top + _BAND + sum(row.height for row in rows) + foot
        if height <= _TALLEST:
            break

    sheet = Canvas(language, width, height)
    sheet.lines(MARGIN, MARGIN + size * 0.45, title, size, bold=True)
    sheet.text(MARGIN, top - 26 - leading(_SMALL) * 0.45, card.subtitle, _SMALL, fill=GREY)
    _names(sheet, card, top, step)
    y = float(top + _BAND)
    for number, row in enumerate(rows):
        _draw_row(sheet, row, y, step, shaded=number % 2 == 1)
        y += row.height
    y += 10
    sheet.box(MARGIN, y, inner, 2, fill=LINE)
    y += 32
    _legend(sheet, card, y)
    sheet.text(width - MARGIN, y, by, _SMALL, bold=True, fill=GREY, align="right")
    sheet.lines(MARGIN, y + leading(_SMALL) + 10, below, _SMALL, fill=GREY)
    return sheet.png()


def _row(topic: str, cells: tuple[Cell, ...], language: Language, width: float, size: int) -> _Row:
    face = font(language, size)
    return _Row(
        topic,
        tuple((cell, wrapped(cell.text, face, width - (_SIGN_ROOM if cell.rating else 0), 4)) for cell in cells),
        size,
    )


def _names(sheet: Canvas, card: Card, top: float, step: float) -> None:
    for number, column in enumerate(card.columns):
        x = MARGIN + number * step
        sheet.box(x, top, step - _GAP, _BAND - 14, fill=tint(column.colour), radius=12)
        sheet.box(x, top + _BAND - 19, step - _GAP, 5, fill=colour(column.colour))
        size, lines = fitting(column.name, sheet.language, step - _GAP - 28, _NAME, bold=True, most=1)
        sheet.text(x + 14, top + (_BAND - 16) / 2, lines[0], size, bold=True, fill=colour(column.colour))


def _draw_row(sheet: Canvas, row: _Row, y: float, step: float, *, shaded: bool) -> None:
    if shaded:
        sheet.box(MARGIN - 14, y, sheet.width - 2 * MARGIN + 28, row.height, fill=SHEET, radius=10)
    sheet.text(MARGIN, y + _ROW_ABOVE, row.topic, _TOPIC, bold=True, fill=GREY)
    middle = y + _ROW_ABOVE + _ROW_BETWEEN
    for number, (cell, lines) in enumerate(row.cells):
        x = MARGIN + number * step
        if cell.rating:
            _sign(sheet, cell.rating, x + _SIGN, middle)
            x += _SIGN_ROOM
        sheet.lines(x, middle, lines, row.size, fill=INK)


def _sign(sheet: Canvas, rating: Rating, x: float, y: float) -> None:
    """Each rating by its form as well as by its colour."""
    if rating == "yes":
        sheet.circle(x, y, _SIGN, fill=_YES)
        sheet.stroke([(x - 6, y + 0.5), (x - 1.5, y + 5), (x + 6.5, y - 4.5)], "#ffffff", 3)
    elif rating == "partial":
        sheet.circle(x, y, _SIGN, ring=_PARTIAL)
        sheet.half(x, y, _SIGN - 1, _PARTIAL)
    else:
        sheet.circle(x, y, _SIGN, ring=_NO)
        sheet.stroke([(x - 6, y), (x + 6, y)], _NO, 3)


def _legend(sheet: Canvas, card: Card, y: float) -> None:
    x = float(MARGIN)
    for rating, meaning in card.legend:
        _sign(sheet, rating, x + _SIGN, y)
        sheet.text(x + _SIGN_ROOM, y, meaning, _SMALL, fill=GREY)
        x += _SIGN_ROOM + sheet.font(_SMALL).getlength(meaning) + 26
