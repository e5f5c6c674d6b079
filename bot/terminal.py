"""A conversation in the terminal: the same understanding and the same answers as on Telegram."""

from __future__ import annotations

from rich.console import Console

from bot.conversation.desk import Desk, Reply
from bot.presentation.actions import Show
from bot.presentation.catalogue import catalogue
from bot.understanding import Language

_LEAVE = frozenset({"/quit", "/exit", "/q", "exit", "quit", "退出"})


def talk(desk: Desk, language: Language) -> None:
    """Answers line by line until the input ends. A number chooses among what was offered last."""
    console = Console(highlight=False, markup=False, emoji=False)
    console.print(catalogue(language).text("cli.chat_welcome"))
    before: Reply | None = None
    offers: list[Show] = []
    while True:
        try:
            line = console.input("> ").strip()
        except (EOFError, KeyboardInterrupt):
            console.print()
            return
        except UnicodeDecodeError:
            continue
        if line.lower() in _LEAVE:
            return
        if not line:
            continue
        if line.isdecimal() and 1 <= int(line) <= len(offers):
            before = desk.again(offers[int(line) - 1])
        else:
            before = desk.ask(line, before=before.question if before else None)
        console.print(before.message.plain)
        offers = _offer(before, console)


def _offer(reply: Reply, console: Console) -> list[Show]:
    """Prints the next questions that the answer offers, numbered, and returns them."""
    buttons = [button for row in reply.message.buttons for button in row]
    offers = [(button.label, button.action) for button in buttons if isinstance(button.action, Show)]
    for number, (label, _) in enumerate(offers, start=1):
        console.print(f"  [{number}] {label}")
    return [action for _, action in offers]
