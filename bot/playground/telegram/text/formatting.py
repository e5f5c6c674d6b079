"""From what a bot sends (text, parse mode, entities) to what appears, within the limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..core.errors import bad_request, surely_a_bug
from ..core.model import Json
from .entities import utf16_length, with_found_entities
from .html import HtmlReader

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ENTITIES = 100


@dataclass(frozen=True)
class Writer:
    """Makes texts ready to be posted.

    Attributes:
        strict: refuse what Telegram would silently mend.
        user: gives the JSON of a user for a text mention, or None for a stranger.
    """

    strict: bool
    user: Callable[[int], Json | None]

    def message(self, arguments: Mapping[str, Any], name: str = "text") -> Json:
        """The content of a text message."""
        text, entities = self._read(arguments.get(name, ""), arguments.get("parse_mode"), arguments.get("entities"))
        if not text:
            raise bad_request("message text is empty")
        if utf16_length(text) > MAX_TEXT:
            raise bad_request("message is too long")
        content: Json = {"text": text}
        if entities:
            content["entities"] = entities
        if options := arguments.get("link_preview_options"):
            content["link_preview_options"] = options
        return content

    def caption(self, arguments: Mapping[str, Any]) -> Json:
        """The caption of a media message; may be nothing."""
        text, entities = self._read(
            arguments.get("caption", ""),
            arguments.get("parse_mode"),
            arguments.get("caption_entities"),
        )
        if utf16_length(text) > MAX_CAPTION:
            raise bad_request("message caption is too long")
        content: Json = {"caption": text} if text else {}
        if text and entities:
            content["caption_entities"] = entities
        return content

    def _read(self, source: str, mode: str | None, given: list[Json] | None) -> tuple[str, list[Json]]:
        text, entities = source, list(given or [])
        if mode:
            text, entities = self._parse(source, mode)
        else:
            _check_bounds(text, entities)
        if len(entities) > MAX_ENTITIES and self.strict:
            raise surely_a_bug(f"more than {MAX_ENTITIES} entities")
        text, entities = _trimmed(text, entities[:MAX_ENTITIES])
        return text, with_found_entities(text, self._with_users(entities))

    def _parse(self, source: str, mode: str) -> tuple[str, list[Json]]:
        if mode.lower() == "html":
            reader = HtmlReader(source.encode(), self.strict)
            return reader.read(), reader.entities
        if mode.lower() in {"markdown", "markdownv2"}:
            raise bad_request("this server reads no Markdown; use HTML or entities")
        raise bad_request("unsupported parse_mode")

    def _with_users(self, entities: list[Json]) -> list[Json]:
        """Text mentions of people the bot has met; others are dropped, as Telegram does."""
        known = []
        for entity in entities:
            if entity["type"] != "text_mention":
                known.append(entity)
            elif user := self.user(entity["user"]["id"]):
                known.append({**entity, "user": user})
        return known


def _check_bounds(text: str, entities: list[Json]) -> None:
    length = utf16_length(text)
    for entity in entities:
        if entity["offset"] < 0 or entity["length"] <= 0:
            raise bad_request("can't parse entities: entity has incorrect offset or length")
        if entity["offset"] + entity["length"] > length:
            raise bad_request("can't parse entities: entity is out of the text")


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Text without blanks at its ends, entities moved and cut accordingly."""
    start = utf16_length(text) - utf16_length(text.lstrip())
    text = text.strip()
    end = utf16_length(text)
    kept = []
    for entity in entities:
        left = max(entity["offset"] - start, 0)
        right = min(entity["offset"] + entity["length"] - start, end)
        if right > left:
            kept.append({**entity, "offset": left, "length": right - left})
    return text, kept
