"""The blank between Chinese and Latin: house style, kept even where a name is put into a sentence.

A template cannot know whether the name that it receives is written in Han characters or in letters. So only the joints
are set right; the pieces stay as their writers have them, names and titles above all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_ENDS_HAN = re.compile(rf"[{_HAN}]$")
_ENDS_LATIN = re.compile(r"[A-Za-z0-9%+)]$")
_STARTS_HAN = re.compile(rf"[{_HAN}]")
_STARTS_LATIN = re.compile(r"[A-Za-z0-9(]")


def join(pieces: Iterable[str]) -> str:
    """Chinese text from pieces: a blank where Han characters meet letters or digits, none where two of them meet."""
    text = ""
    for piece in pieces:
        text = _joint(text, piece)
    return text


def spaced(text: str) -> str:
    """Chinese ``text`` with blanks around its numbers."""
    return join(re.findall(r"\d+|\D+", text))


def _joint(left: str, right: str) -> str:
    before, after = left.rstrip(" "), right.lstrip(" ")
    if _ENDS_HAN.search(before) and _STARTS_HAN.match(after):
        return before + after
    meet = (_ENDS_HAN.search(left) and _STARTS_LATIN.match(right)) or (
        _ENDS_LATIN.search(left) and _STARTS_HAN.match(right)
    )
    return f"{left} {right}" if meet else left + right
