"""A page of YAML as a person would write it, with a comment wherever something is still missing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.presentation.catalogue import Catalogue


@dataclass(slots=True)
class Page:
    """Lines of YAML, and what is missing in them."""

    words: Catalogue
    lines: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def yaml(self) -> str:
        """The whole page."""
        return "\n".join(self.lines) + "\n"

    def comment(self, text: str, depth: int = 0) -> None:
        """A comment, line by line."""
        self.lines += [f"{_indent(depth)}# {line}".rstrip() for line in text.splitlines()]

    def put(
        self, key: str, value: str | int | Sequence[str], what: str = "", depth: int = 0, language: str = ""
    ) -> None:
        """A key with its value; ``what`` names it if it may be missing (a key ``new.what.<what>``)."""
        note = f"  # {self._missing(what, language)}" if what and not value else ""
        self.lines.append(f"{_indent(depth)}{key}: {written_as(value)}{note}")

    def open(self, key: str, depth: int = 0) -> None:
        """A key whose value follows in the next lines."""
        self.lines.append(f"{_indent(depth)}{key}:")

    def both(self, key: str, texts: Mapping[str, str], what: str, depth: int = 0) -> None:
        """A text in both languages."""
        self.open(key, depth)
        for language, text in texts.items():
            self.put(language, text, what, depth + 1, language)

    def phrases(self, key: str, phrases: Mapping[str, Sequence[str]], what: str, depth: int = 0) -> None:
        """Phrases in both languages."""
        self.open(key, depth)
        for language, listed in phrases.items():
            self.put(language, listed, what, depth + 1, language)

    def note(self, what: str, depth: int = 0) -> None:
        """A comment that something is missing here."""
        self.comment(self._missing(what), depth)

    def _missing(self, what: str, language: str = "") -> str:
        spoken = self.words.text(f"new.in.{language}") if language else ""
        named = self.words.text(f"new.what.{what}", language=spoken)
        self.missing.append(named)
        return self.words.text("new.missing", what=named)


def written_as(value: str | int | Sequence[str]) -> str:
    """A value in YAML: ids and numbers plain, texts in quotes, lists in brackets."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return value if _plain(value) else json.dumps(value, ensure_ascii=False)
    return "[" + ", ".join(map(written_as, value)) + "]"


def _plain(text: str) -> bool:
    """Whether YAML reads a word without quotes as the text that it is."""
    named = text[:1].isalpha() and text.isascii() and text.replace("_", "").isalnum()
    return named and text.lower() not in {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}


def _indent(depth: int) -> str:
    return "  " * depth
