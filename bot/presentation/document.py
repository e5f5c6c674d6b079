"""What a message says, before any markup: blocks of lines of spans.

Two writers turn a document into Telegram's HTML and into plain text. Both write the very same characters, so what is
measured on the one holds for the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

LIMIT = 4096
"""What Telegram takes in one message: UTF-16 code units of the text without its markup."""
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style. Code takes no other style with it: Telegram allows none there."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What only some will read; long ones are folded by the client until tapped."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A block of program text."""

    text: str


Block = Paragraph | Quote | Code


@dataclass(frozen=True, slots=True)
class Document:
    """Blocks with a blank line between them."""

    blocks: tuple[Block, ...]

    def html(self) -> str:
        """The document in the HTML that Telegram's ``parse_mode`` understands."""
        return "\n\n".join(_html(block) for block in self.blocks)

    def plain(self) -> str:
        """The document without markup."""
        return "\n\n".join(_plain(block) for block in self.blocks)

    def fitted(self, limit: int = LIMIT) -> Document:
        """The document within ``limit``: whole lines and blocks are left out at the end, an ellipsis says so."""
        if units(self.plain()) <= limit:
            return self
        blocks = list(self.blocks)
        rest = _rest()
        while blocks and units(Document((*blocks, rest)).plain()) > limit:
            last = blocks.pop()
            if not isinstance(last, Code) and len(last.lines) > 1:
                blocks.append(replace(last, lines=last.lines[:-1]))
        return Document((*blocks, rest))

    @property
    def is_cut(self) -> bool:
        """Whether something was left out to fit."""
        return self.blocks[-1:] == (_rest(),)


def _rest() -> Paragraph:
    """Stands for what was left out."""
    return Paragraph((plain_line(_ELLIPSIS),))


def plain_line(text: str) -> Line:
    """A line without style."""
    return (Span(text),)


def text_of(line: Line) -> str:
    """The characters of a line."""
    return "".join(span.text for span in line)


def units(text: str) -> int:
    """How long Telegram thinks that ``text`` is."""
    return len(text.encode("utf-16-le")) // 2


def _plain(block: Block) -> str:
    return block.text if isinstance(block, Code) else "\n".join(text_of(line) for line in block.lines)


def _html(block: Block) -> str:
    if isinstance(block, Code):
        return f"<pre>{escape(block.text, quote=False)}</pre>"
    text = "\n".join("".join(span_html(span) for span in line) for line in block.lines)
    return f"<blockquote expandable>{text}</blockquote>" if isinstance(block, Quote) else text


def span_html(span: Span) -> str:
    """A run of text in Telegram's HTML."""
    text = escape(span.text, quote=False)
    if span.code:
        return f"<code>{text}</code>"
    text = f"<i>{text}</i>" if span.italic else text
    text = f"<b>{text}</b>" if span.bold else text
    return f'<a href="{escape(span.link)}">{text}</a>' if span.link else text
