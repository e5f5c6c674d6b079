"""Text in a column: where lines may be broken, in Latin and in Chinese, and what a font cannot draw."""

from __future__ import annotations

import re
import unicodedata

from PIL.ImageFont import FreeTypeFont

_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_NO_START = "\u3001\u3002\uff0c\uff1b\uff1a\uff1f\uff01\uff09\u300d\u300f\u300b\u2026%,.;:?!)"
"""Signs that no line begins with."""
_NO_END = "\uff08\u300c\u300e\u300a("
"""Signs that no line ends with."""
_PIECE = re.compile(rf"[{re.escape(_NO_END)}]*(?:[{_HAN}]|[^\s{_HAN}]+?(?=[\s{_HAN}]|$)|\s+)[{re.escape(_NO_START)}]*")
_ELLIPSIS = "\u2026"
_FIRST_PICTOGRAPH = 0x2190


def drawable(text: str) -> str:
    """``text`` without emoji and the invisible signs that go with them: fonts for reading have none."""
    kept = (sign for sign in text if not _is_invisible(sign) and not _is_pictograph(sign))
    return re.sub(r"\s+", " ", "".join(kept)).strip()


def _is_invisible(sign: str) -> bool:
    return unicodedata.category(sign) == "Cf" or "\ufe00" <= sign <= "\ufe0f"


def _is_pictograph(sign: str) -> bool:
    return ord(sign) >= _FIRST_PICTOGRAPH and unicodedata.category(sign) in {"So", "Sk", "Cn"}


def wrapped(text: str, font: FreeTypeFont, width: float, most: int = 99) -> list[str]:
    """``text`` in lines of at most ``width`` pixels, ``most`` of them; an ellipsis says where more would follow."""
    lines = [""]
    for piece in _pieces(drawable(text), font, width):
        if font.getlength((lines[-1] + piece).rstrip()) <= width:
            lines[-1] += piece
        else:
            lines.append(piece.lstrip())
    kept = [line.strip() for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = _cut(kept[-1] + _ELLIPSIS, font, width)
    return kept


def _pieces(text: str, font: FreeTypeFont, width: float) -> list[str]:
    """What stays together, in order; a word wider than the column is broken anywhere."""
    pieces = []
    for found in _PIECE.findall(text):
        pieces += list(found) if font.getlength(found) > width else [found]
    return pieces


def _cut(text: str, font: FreeTypeFont, width: float) -> str:
    while len(text) > 1 and font.getlength(text) > width:
        text = text[:-2] + _ELLIPSIS
    return text
