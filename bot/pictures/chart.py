"""The chart of figures: for each article a panel of bars, all to one scale, and what must be known to read them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.pictures.canvas import FAINT, GREY, INK, LINE, MARGIN, SHEET, WIDTH, Canvas, colour, fitting, leading
from bot.pictures.content import Bar, Chart, Section
from bot.pictures.fonts import font
from bot.pictures.typesetting import wrapped
from bot.understanding.question import Language

_TITLE, _SMALL, _AUTHOR, _TEXT = (44, 38, 32), 25, 28, 27
_BAR, _BAR_STEP = 40, 58
_NAME_ROOM = 0.28
"""The part of the width that names may take."""
_INNER = WIDTH - 2 * MARGIN
_PANEL_ABOVE, _PANEL_BELOW = 62, 22
_NOTE_EDGE = 22


@dataclass(frozen=True, slots=True)
class _Plan:
    """A section with its lines set."""

    section: Section
    size: int
    title: list[str]
    note: list[str]

    @property
    def head(self) -> int:
        return len(self.title) * leading(self.size) + leading(_SMALL) + 18

    @property
    def panels(self) -> int:
        return sum(_PANEL_ABOVE + len(bars) * _BAR_STEP + _PANEL_BELOW for _, bars in self.section.panels)

    @property
    def foot(self) -> int:
        return len(self.note) * leading(_SMALL) + 2 * _NOTE_EDGE - 6

    @property
    def height(self) -> int:
        return self.head + self.panels + self.foot


def draw_chart(chart: Chart, language: Language, by: str) -> bytes:
    """The chart as a PNG."""
    plans = [_plan(section, language) for section in chart.sections]
    gap = 56
    height = MARGIN + sum(plan.height + gap for plan in plans) - gap + (30 + leading(_SMALL) if by else 0) + MARGIN - 6
    sheet = Canvas(language, WIDTH, height)
    y = float(MARGIN)
    for plan in plans:
        _section(sheet, plan, y)
        y += plan.height + gap
    sheet.text(WIDTH - MARGIN, height - MARGIN - 2, by, 24, bold=True, fill=GREY, align="right")
    return sheet.png()


def _plan(section: Section, language: Language) -> _Plan:
    size, title = fitting(section.title, language, _INNER, _TITLE, bold=True, most=3)
    note = wrapped(section.note, font(language, _SMALL), _INNER - 2 * _NOTE_EDGE - 40, 8)
    return _Plan(section, size, title, note)


def _section(sheet: Canvas, plan: _Plan, y: float) -> None:
    section = plan.section
    sheet.lines(MARGIN, y + plan.size * 0.45, plan.title, plan.size, bold=True)
    sheet.text(MARGIN, y + plan.head - 18 - leading(_SMALL) * 0.45, section.unit, _SMALL, fill=GREY)
    y += plan.head
    bars = [bar for _, own in section.panels for bar in own]
    names = min(_INNER * _NAME_ROOM, max(sheet.font(_TEXT).getlength(bar.name) for bar in bars) + 18)
    numbers = max(sheet.font(_TEXT, bold=True).getlength(bar.text) for bar in bars) + 16
    scale = (_INNER - names - numbers) / max(*(bar.value or 0 for bar in bars), 1)
    for author, own in section.panels:
        sheet.box(MARGIN, y, _INNER, 2, fill=LINE)
        _, line = fitting(author, sheet.language, _INNER, (_AUTHOR,), bold=True, most=1)
        sheet.text(MARGIN, y + 34, line[0], _AUTHOR, bold=True, fill=INK)
        y += _PANEL_ABOVE
        for bar in own:
            _bar(sheet, bar, y + _BAR_STEP / 2, names, scale)
            y += _BAR_STEP
        y += _PANEL_BELOW
    sheet.box(MARGIN, y, _INNER, plan.foot, fill=SHEET, radius=12)
    middle = y + _NOTE_EDGE + _SMALL * 0.45
    sheet.circle(MARGIN + _NOTE_EDGE + 11, middle, 13, fill=FAINT)
    sheet.text(MARGIN + _NOTE_EDGE + 11, middle, "i", 20, bold=True, fill="#ffffff", align="centre")
    sheet.lines(MARGIN + _NOTE_EDGE + 40, middle, plan.note, _SMALL, fill=GREY)


def _bar(sheet: Canvas, bar: Bar, y: float, names: float, scale: float) -> None:
    _, name = fitting(bar.name, sheet.language, names - 14, (_TEXT, 23, 20), bold=False, most=1)
    sheet.text(MARGIN, y, name[0], _TEXT, fill=INK)
    left = MARGIN + names
    if bar.value is None:
        sheet.text(left, y, bar.text, _TEXT, fill=FAINT)
        return
    length = max(4.0, bar.value * scale)
    sheet.box(left, y - _BAR / 2, length, _BAR, fill=colour(bar.colour), radius=min(6, length / 2))
    if bar.open and length > 40:
        # At least as much: the bar points on.
        right = left + length
        sheet.stroke([(right - 20, y - 9), (right - 11, y), (right - 20, y + 9)], "#ffffff", 3)
    sheet.text(left + length + 12, y, bar.text, _TEXT, bold=True, fill=INK)
