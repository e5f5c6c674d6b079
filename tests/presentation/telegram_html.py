"""Telegram's own reading of a message."""

from __future__ import annotations

from bot.playground.telegram.text.html import HtmlReader
from bot.presentation.document import LIMIT, units
from bot.presentation.message import Message

ENTITIES = 100
"""Telegram drops entities beyond these without a word."""


def parsed(message: Message) -> str:
    """The text that readers see; fails where Telegram would refuse the message or drop a part of it."""
    reader = HtmlReader(message.html.encode())
    text = reader.read()
    assert units(text) <= LIMIT
    assert text.strip()
    assert len(reader.entities) <= ENTITIES
    return text
