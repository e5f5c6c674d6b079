"""The little markup of the catalogues: ``**bold**`` and ```code```.

Signs are replaced by control characters before any value is put in, so that a value can hold asterisks and backticks.
"""

from __future__ import annotations

import re

from bot.presentation.document import Line, Span

_BOLD, _CODE = "\x01", "\x02"
_MARK = re.compile(f"[{_BOLD}{_CODE}]")


def mark(template: str) -> str:
    """``template`` with its signs turned into marks."""
    return template.replace("**", _BOLD).replace("`", _CODE)


def unmark(marked: str) -> str:
    """The text without its marks."""
    return _MARK.sub("", marked)


def lines(marked: str) -> tuple[Line, ...]:
    """A marked text as lines of spans."""
    return tuple(line(part) for part in marked.split("\n"))


def line(marked: str) -> Line:
    """A marked text as spans."""
    spans, bold, code = [], False, False
    for part in re.split(f"({_MARK.pattern})", marked):
        if part == _BOLD:
            bold = not bold
        elif part == _CODE:
            code = not code
        elif part:
            spans.append(Span(part, bold=bold, code=code))
    return tuple(spans)
