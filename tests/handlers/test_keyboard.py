from __future__ import annotations

from telegram import InlineKeyboardMarkup

from bot.conversation import Desk
from bot.handlers.keyboard import keyboard
from bot.presentation import Message
from bot.presentation.document import Document


def test_a_keyboard_is_sent_as_the_librarys_own(desk: Desk) -> None:
    message = desk.ask("Django or FastAPI for a shop?").message
    made = keyboard(message)
    assert made is not None
    assert made.to_dict() == InlineKeyboardMarkup(made.inline_keyboard).to_dict()
    assert made == InlineKeyboardMarkup(made.inline_keyboard)
    assert keyboard(message) is made


def test_without_buttons_there_is_none() -> None:
    assert keyboard(Message(Document(()))) is None
