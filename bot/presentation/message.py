"""What is sent: a document with buttons under it, whatever delivers it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.presentation.actions import Action, fits
from bot.presentation.document import Block, Document, Line, Paragraph, Quote


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

    def folded(self) -> Message:
        """The head, with the evidence folded in a quote."""
        quote = (Quote(self.evidence),) if self.evidence else ()
        return Message(Document((*self.head, *quote)).fitted(), self.buttons)

    def short(self) -> Message:
        """The head alone."""
        return Message(Document(self.head).fitted(), self.buttons)


def rows(*wanted: Iterable[Button | None]) -> Rows:
    """Rows of buttons, without those that are not wanted or that no callback data could carry."""
    kept = (tuple(button for button in row if button and fits(button.action)) for row in wanted)
    return tuple(row for row in kept if row)


def paragraph(*lines: Line | None) -> Paragraph:
    """A paragraph of those lines that there are."""
    return Paragraph(tuple(line for line in lines if line))
