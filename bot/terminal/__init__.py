"""A conversation in the terminal: the same understanding, the same context, the same answers as on Telegram."""

from __future__ import annotations

import os
from collections.abc import Callable

from bot.conversation.desk import Desk
from bot.terminal.keeping import Keeping, state_folder
from bot.terminal.plain import talk_plainly
from bot.terminal.surroundings import a_person_sits_here, language_of
from bot.understanding import Language

__all__ = ["converse", "talk"]


def talk(desk: Desk, language: Language) -> None:
    """Answers line by line until the input ends; ``language`` is spoken until the questions tell another."""
    converse(lambda: desk, language)


def converse(load: Callable[[], Desk], language: Language, *, wished: bool = False) -> None:
    """The same for a desk that is still to be made.

    Args:
        load: makes the desk. With a person at the keyboard this happens while they read the welcome and type.
        language: to speak where nothing speaks for another.
        wished: whether somebody asked for that language, so that it goes before the one of the system.
    """
    if not a_person_sits_here():
        talk_plainly(load(), language)
        return
    from bot.terminal.session import Session  # noqa: PLC0415 - a pipe needs no colours, keys and tables

    spoken = language if wished else language_of(os.environ) or language
    Session(load, Keeping(state_folder()), spoken).run()
