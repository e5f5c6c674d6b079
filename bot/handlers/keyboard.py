"""The buttons under a message, as Telegram takes them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.presentation import Message, encode
from bot.presentation.message import Rows

_LATELY = 256
"""How many keyboards are kept: those under the answers that are given most often."""


class Keyboard(InlineKeyboardMarkup):
    """Buttons that are sent time and again: what they are in a call is worked out once."""

    __slots__ = ("_in_a_call",)

    def __init__(self, rows: Sequence[Sequence[InlineKeyboardButton]]) -> None:
        super().__init__(rows)
        self._in_a_call = super().to_dict()

    def to_dict(self, recursive: bool = True) -> dict[str, Any]:
        """What is sent."""
        return self._in_a_call if recursive else super().to_dict(recursive)


def keyboard(message: Message, *, pictures: bool = False) -> InlineKeyboardMarkup | None:
    """The buttons under ``message``; each carries its whole state.

    Args:
        message: that they stand under.
        pictures: whether a picture of it can follow: not in a chat that only an inline query leads to.
    """
    drawn = ((message.picture,),) if message.picture and pictures else ()
    rows = (*message.buttons, *drawn)
    return _keyboard(rows) if rows else None


@lru_cache(maxsize=_LATELY)
def _keyboard(rows: Rows) -> Keyboard:
    return Keyboard([[InlineKeyboardButton(b.label, callback_data=encode(b.action)) for b in row] for row in rows])
