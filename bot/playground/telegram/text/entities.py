"""Entities that Telegram finds in plain text by itself; all offsets count UTF-16 units."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core.model import Json

_NAME = r"[a-zA-Z0-9_]"
_BEFORE = r"(?<![\w])"
_AFTER = r"(?![\w])"
_TOP_LEVEL = "com|org|net|io|dev|app|ai|me|cn|tw|hk|jp|de|uk|eu|edu|gov|info|wiki"
_PATTERNS = {
    "url": re.compile(
        r"(?:https?://[^\s<>\"'，。；：！？（）、]*[^\s<>\"'.,;:!?)，。；：！？（）、]"
        rf"|(?<![\w@./])(?:[a-z0-9-]+\.)+(?:{_TOP_LEVEL})(?![\w.-])(?:/[^\s<>\"'，。；：！？（）、]*)?)",
        re.IGNORECASE,
    ),
    "email": re.compile(rf"{_BEFORE}[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{{2,}}{_AFTER}", re.IGNORECASE),
    "bot_command": re.compile(
        rf"(?<![\w/<>])/{_NAME}{{1,64}}(?:@{_NAME}{{3,32}})?(?![\w/<>])",
    ),
    "mention": re.compile(rf"{_BEFORE}@{_NAME}{{4,32}}{_AFTER}"),
    "hashtag": re.compile(rf"{_BEFORE}#(?=\w*[^\W\d])\w{{1,256}}"),
}
_OPAQUE = {"code", "pre", "text_link", "text_mention"}


def utf16_length(text: str) -> int:
    """How long Telegram thinks a text is."""
    return len(text.encode("utf-16-le")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of a text an entity covers."""
    data = text.encode("utf-16-le")
    return data[offset * 2 : (offset + length) * 2].decode("utf-16-le", errors="surrogatepass")


def entity_text(text: str, entity: Json) -> str:
    """The part of a text this entity covers."""
    return utf16_slice(text, entity["offset"], entity["length"])


def with_found_entities(text: str, given: list[Json]) -> list[Json]:
    """The given entities and those Telegram adds, in order of their place in the text."""
    taken = [_span(entity) for entity in given if entity["type"] in _OPAQUE]
    found: list[Json] = []
    for entity in _find(text):
        if not any(_overlap(_span(entity), span) for span in taken):
            taken.append(_span(entity))
            found.append(entity)
    return sorted([*given, *found], key=lambda entity: (entity["offset"], -entity["length"]))


def _find(text: str) -> Iterator[Json]:
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            yield {
                "type": kind,
                "offset": utf16_length(text[: match.start()]),
                "length": utf16_length(match.group()),
            }


def _span(entity: Json) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
