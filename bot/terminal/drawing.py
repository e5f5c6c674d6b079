"""A message as it is drawn in a terminal: styled lines, tables, and what is folded until it is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from rich.console import Group, RenderableType
from rich.style import Style
from rich.text import Text

from bot.knowledge_base import KnowledgeBase
from bot.presentation import Message
from bot.presentation.document import Block, Code, Line, Paragraph, Quote, text_of
from bot.presentation.rich import Heading, Rich, RichBlock, Table
from bot.terminal.tables import drawn_table, grown
from bot.terminal.wrapping import Prose

ACCENT = Style(color="cyan")
TITLE = Style(color="cyan", bold=True)
FAINT = Style(dim=True)
_PLAIN, _BOLD, _ITALIC = Style(), Style(bold=True), Style(italic=True)

_COMMAND = re.compile(r"(?<![\w/.])/[a-z][a-z0-9_]*\b(?![/.])")
_BULLET = "• "
_ITEM = re.compile(r"• |\d+\. ")
"""What the lines of an item are indented by."""
_FEW = 3
"""Lines on the screen that are not worth folding."""
_BAR = Text("│ ", style=FAINT)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is shown, and what is folded behind it."""

    shown: tuple[RenderableType, ...]
    folded: Group | None = None
    rows: int = 0
    """Lines on the screen that the folded takes."""


@dataclass(frozen=True, slots=True)
class Links:
    """Names with where they lead to."""

    homes: Mapping[str, str]
    """Of the frameworks: linked in titles alone, for they stand in every line."""
    articles: Mapping[str, str]
    """Of the authors."""

    @classmethod
    def of(cls, base: KnowledgeBase) -> Links:
        """Those in the knowledge."""
        return cls(
            {framework.name: framework.link for framework in base.frameworks.values() if framework.link},
            {source.author: source.link for source in base.sources.values() if source.link},
        )


class Artist:
    """Draws messages on so many cells."""

    def __init__(self, links: Links, cells: int) -> None:
        self.links = links
        self.cells = cells

    def draw(self, message: Message) -> Drawing:
        """The message; with its tables, if it has any.

        Options that stand below as buttons anyway are left out of its text.
        """
        if message.rich is not None:
            return self._with_tables(message.rich)
        labels = {button.label for row in message.buttons for button in row}
        blocks = [_without(labels, block) for block in message.document.blocks if not isinstance(block, Quote)]
        quoted = [line for block in message.document.blocks if isinstance(block, Quote) for line in block.lines]
        shown = [self._drawn(block, first=not number) for number, block in enumerate(blocks) if _holds(block)]
        return self._folded(shown, quoted)

    def _with_tables(self, rich: Rich) -> Drawing:
        """The rich form. Rows that are folded for a phone stand in their table: here is room for them."""
        blocks = rich.blocks
        behind: list[Line] = []
        for fold in rich.folds:
            tables = [block for block in fold.blocks if isinstance(block, Table)]
            blocks = reduce(grown, tables, blocks)
            lines = [line for block in fold.blocks for line in _lines(block)]
            behind += [fold.summary, *lines] if lines else []
        return self._folded([self._drawn(block) for block in blocks], behind, headed=True)

    def _folded(self, shown: Sequence[RenderableType], behind: Sequence[Line], *, headed: bool = False) -> Drawing:
        """What stands behind an answer is folded, unless it takes hardly more room than to say so.

        A heading over it is needed only where it is folded.
        """
        margined = [self.prose(line, margin=_BAR) for line in behind]
        little = margined[1:] if headed else margined
        rows = sum(text.rows(self.cells) for text in little)
        if rows <= _FEW:
            return Drawing(_apart((*shown, Group(*little)) if little else shown))
        return Drawing(_apart(shown), Group(*margined), rows)

    def prose(self, line: Line, *, title: bool = False, margin: Text | None = None) -> Prose:
        """One line with its styles; the bold runs of a title take the accent."""
        item = _ITEM.match(text_of(line))
        text = Prose(hang=item.end() if item else 0, margin=margin)
        for span in line:
            bold = TITLE if title else _BOLD
            style = ACCENT if span.code else bold if span.bold else _ITALIC if span.italic else _PLAIN
            text.append(span.text, style + Style(link=span.link) if span.link else style)
        text.highlight_regex(_COMMAND, ACCENT)
        for name, link in (*self.links.articles.items(), *(self.links.homes.items() if title else ())):
            text.highlight_regex(
                rf"(?<![A-Za-z0-9_.-]){re.escape(name)}(?![A-Za-z0-9_.-]*[A-Za-z0-9_])", Style(link=link)
            )
        return text

    def _drawn(self, block: Block | RichBlock, *, first: bool = False) -> RenderableType:
        if isinstance(block, Table):
            return drawn_table(block, self.cells, self.prose)
        if isinstance(block, Heading):
            return Group(self.prose(block.line, title=True))
        if isinstance(block, Code):
            return Text(block.text, style=ACCENT)
        return Group(*(self.prose(line, title=first and not number) for number, line in enumerate(block.lines)))


def _apart(blocks: Iterable[RenderableType]) -> tuple[RenderableType, ...]:
    """Blocks with a blank line between them."""
    return tuple(_parted(blocks))


def _parted(blocks: Iterable[RenderableType]) -> Iterator[RenderableType]:
    for number, block in enumerate(blocks):
        if number:
            yield ""
        yield block


def _lines(block: RichBlock) -> tuple[Line, ...]:
    if isinstance(block, Table):
        return ()
    return (block.line,) if isinstance(block, Heading) else block.lines


def _holds(block: Block) -> bool:
    return isinstance(block, Code) or bool(block.lines)


def _without(labels: set[str], block: Block) -> Block:
    if not isinstance(block, Paragraph):
        return block
    return Paragraph(tuple(line for line in block.lines if text_of(line).removeprefix(_BULLET) not in labels))
