"""What cards and charts share: a sheet to draw on, its colours and its measures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Literal

from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont

from bot.pictures.fonts import font
from bot.pictures.typesetting import drawable, wrapped
from bot.understanding.question import Language

WIDTH = 840
"""Pixels. Telegram shows a picture as wide as a phone: what is 28 pixels high here is as high as its own text there."""
MARGIN = 34
INK, GREY, FAINT, LINE, PAPER, SHEET = "#17212b", "#5b6875", "#8a96a3", "#e3e8ed", "#ffffff", "#f4f6f8"
COLOURS = ("#2f6f4f", "#3566c0", "#0f8f86", "#a8552a", "#7a4fb0", "#b03a5b", "#6b7a1f", "#4a5560")
"""One for each of those that are compared, dark enough to be read on white."""
TINTS = ("#e4f1ea", "#e6eefb", "#dff3f1", "#f8eae1", "#f0e8f9", "#fae5ec", "#f2f4dd", "#e9ecef")
_SCALE = 2
"""Shapes are drawn larger and then made smaller, which makes their edges smooth."""

Align = Literal["left", "right", "centre"]


def colour(number: int) -> str:
    """The colour of one of those that are compared."""
    return COLOURS[number % len(COLOURS)]


def tint(number: int) -> str:
    """The same, pale, for what stands behind text."""
    return TINTS[number % len(TINTS)]


class Canvas:
    """A sheet. All measures are pixels of the finished picture."""

    def __init__(self, language: Language, width: int, height: int) -> None:
        self.language = language
        self.width, self.height = width, height
        self._image = Image.new("RGB", (width * _SCALE, height * _SCALE), PAPER)
        self._pen = ImageDraw.Draw(self._image)

    def font(self, size: int, bold: bool = False) -> FreeTypeFont:
        """The font at its size on the finished picture, to measure with."""
        return font(self.language, size, bold)

    def text(
        self, x: float, y: float, text: str, size: int, *, bold: bool = False, fill: str = INK, align: Align = "left"
    ) -> None:
        """A line of text whose height of capitals is centred on ``y``."""
        anchor = {"left": "l", "right": "r", "centre": "m"}[align] + "s"
        big = font(self.language, size * _SCALE, bold)
        capital = -big.getbbox("H", anchor="ls")[1]
        self._pen.text((x * _SCALE, y * _SCALE + capital / 2), drawable(text), fill, big, anchor)

    def lines(
        self, x: float, y: float, lines: Sequence[str], size: int, *, bold: bool = False, fill: str = INK
    ) -> None:
        """Lines of text, the first one centred on ``y``."""
        for number, line in enumerate(lines):
            self.text(x, y + number * leading(size), line, size, bold=bold, fill=fill)

    def box(self, x: float, y: float, width: float, height: float, *, fill: str, radius: float = 0) -> None:
        """A filled box."""
        corners = [x * _SCALE, y * _SCALE, (x + width) * _SCALE - 1, (y + height) * _SCALE - 1]
        self._pen.rounded_rectangle(corners, radius * _SCALE, fill)

    def circle(self, x: float, y: float, radius: float, *, fill: str | None = None, ring: str | None = None) -> None:
        """A disc, a ring or both, around a point."""
        self._pen.circle((x * _SCALE, y * _SCALE), radius * _SCALE, fill, ring, round(2.5 * _SCALE))

    def half(self, x: float, y: float, radius: float, fill: str) -> None:
        """The lower half of a disc."""
        corners = [(x - radius) * _SCALE, (y - radius) * _SCALE, (x + radius) * _SCALE, (y + radius) * _SCALE]
        self._pen.pieslice(corners, 0, 180, fill)

    def stroke(self, points: Sequence[tuple[float, float]], fill: str, width: float) -> None:
        """A line through points."""
        scaled = [(x * _SCALE, y * _SCALE) for x, y in points]
        self._pen.line(scaled, fill, round(width * _SCALE), joint="curve")

    def png(self) -> bytes:
        """The finished picture."""
        small = self._image.reduce(_SCALE)
        # Few colours and their mixtures: a palette holds them, and the file is a third of the size.
        flat = small.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        file = io.BytesIO()
        flat.save(file, "PNG")
        return file.getvalue()


def leading(size: int) -> int:
    """From line to line."""
    return round(size * 1.34)


def fitting(
    text: str, language: Language, width: float, sizes: Sequence[int], *, bold: bool, most: int
) -> tuple[int, list[str]]:
    """The largest of ``sizes`` at which ``text`` needs one line, else the smallest with up to ``most`` lines."""
    for size in sizes:
        if font(language, size, bold).getlength(drawable(text)) <= width:
            return size, [drawable(text)]
    return sizes[-1], wrapped(text, font(language, sizes[-1], bold), width, most)
