"""A conversation in the terminal: the same understanding and the same answers as on Telegram."""

from __future__ import annotations

import sys

from bot.conversation.desk import Desk, Reply
from bot.presentation.actions import Show
from bot.presentation.catalogue import catalogue
from bot.presentation.message import Button
from bot.understanding import Language

_LEAVE = frozenset({"/quit", "/exit", "/q", "exit", "quit", "退出", "再见"})


def talk(desk: Desk, language: Language) -> None:
    """Answers line by line until the input ends. A number chooses among what was offered last."""
    words = catalogue(language)
    print(words.text("cli.chat_welcome"))  # noqa: T201
    before: Reply | None = None
    offers: list[Button] = []
    while True:
        try:
            line = input("> ").strip()
        except (EOFError, KeyboardInterrupt):
            print()  # noqa: T201
            return
        except UnicodeDecodeError:
            continue
        if line.lower() in _LEAVE:
            return
        if not line:
            continue
        if line.isdigit() and 1 <= int(line) <= len(offers):
            action = offers[int(line) - 1].action
            assert isinstance(action, Show)
            before = desk.show(action.reading, action.language)
        else:
            before = desk.ask(line, before=before.question if before else None)
        print(before.message.plain)  # noqa: T201
        offers = [button for row in before.message.buttons for button in row if isinstance(button.action, Show)]
        for number, button in enumerate(offers, start=1):
            print(f"  [{number}] {button.label}")  # noqa: T201
        sys.stdout.flush()
