"""What is sent: a document with buttons under it, whatever delivers it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from bot.presentation.actions import Action, fits
from bot.presentation.document import Block, Document, Line, Paragraph, Quote
from bot.presentation.rich import Rich

_IN_A_ROW = 4
"""Buttons with the name of a framework that a phone shows side by side."""
_MOST = 8
"""Such buttons below one answer: more would push it off the screen, and commands and names reach the rest."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button with what it does."""

    label: str
    action: Action


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """Something to send."""

    document: Document
    buttons: Rows = ()
    rich: Rich | None = None
    """The same with tables, where they show it better and Telegram takes them."""
    picture: Button | None = None
    """Draws it, for doors that can show pictures."""

    @property
    def html(self) -> str:
        """The text in Telegram's HTML."""
        return self.document.html()

    @property
    def plain(self) -> str:
        """The text without markup."""
        return self.document.plain()


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer in its parts: what everyone reads, what stands behind it, and where to go next."""

    head: tuple[Block, ...]
    evidence: tuple[Line, ...] = ()
    buttons: Rows = ()
    rich: Rich | None = None
    picture: Button | None = None

    def folded(self) -> Message:
        """The head, with the evidence folded in a quote."""
        quote = (Quote(self.evidence),) if self.evidence else ()
        rich = self.rich if self.rich and self.rich.fits else None
        return Message(Document((*self.head, *quote)).fitted(), self.buttons, rich, self.picture)

    def short(self) -> Message:
        """The head alone."""
        rich = self.rich.short() if self.rich and self.rich.short().fits else None
        return Message(Document(self.head).fitted(), self.buttons, rich, self.picture)


def rows(*wanted: Iterable[Button | None]) -> Rows:
    """Rows of buttons, without those that are not wanted or that no callback data could carry."""
    kept = (tuple(button for button in row if button and fits(button.action)) for row in wanted)
    return tuple(row for row in kept if row)


def in_rows(buttons: Sequence[Button]) -> list[list[Button]]:
    """Short buttons in rows as even as they can be; of very many, the first."""
    shown = buttons[:_MOST]
    count = ceil(len(shown) / _IN_A_ROW)
    ends = [len(shown) * row // count for row in range(count + 1)] if count else []
    return [list(shown[start:end]) for start, end in pairwise(ends)]


def paragraph(*lines: Line | None) -> Paragraph:
    """A paragraph of those lines that there are."""
    return Paragraph(tuple(line for line in lines if line))
