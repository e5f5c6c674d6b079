"""What a picture says: words and numbers as they stand on it, nothing of where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2s

from bot.knowledge_base.models import Rating
from bot.presentation.message import Message
from bot.understanding.question import Language

STYLE = 1
"""Goes up when pictures with the same words come to look different."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A few words on one side of the comparison."""

    text: str
    rating: Rating | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One of those that are compared."""

    name: str
    colour: int
    """Which of the colours is its own: the same on every picture."""


@dataclass(frozen=True, slots=True)
class Card:
    """A comparison."""

    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    """A topic, and a cell for each column."""
    legend: tuple[tuple[Rating, str], ...]
    """What the signs of the ratings mean, of those that occur."""
    footer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One measured number."""

    name: str
    colour: int
    value: int | None
    """None where the article has no number."""
    text: str
    open: bool = False
    """Whether it is the least that it could be."""


@dataclass(frozen=True, slots=True)
class Section:
    """One figure: what was measured, and each article's numbers under its author."""

    title: str
    unit: str
    panels: tuple[tuple[str, tuple[Bar, ...]], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures."""

    sections: tuple[Section, ...]
    footer: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A picture that could be drawn, and what is said under it."""

    language: Language
    content: Card | Chart
    caption: Message
    """The same facts in words."""
    by: str = ""
    """Who made it, as in ``@bot``."""

    @cached_property
    def digest(self) -> str:
        """Names the picture: the same if and only if it looks the same."""
        return blake2s(repr((STYLE, self.language, self.content, self.by)).encode(), digest_size=12).hexdigest()
