"""The conversation through a pipe or a simple terminal: a line in, lines out, no colours and no keys."""

from __future__ import annotations

from bot.conversation.desk import Desk
from bot.presentation.catalogue import catalogue
from bot.terminal.keeping import Keeping
from bot.terminal.talking import Talk
from bot.understanding import Language


def talk_plainly(desk: Desk, language: Language) -> None:
    """Answers line by line until the input ends."""
    talk = Talk(desk, Keeping(), language)
    print(catalogue(language).text("cli.chat_welcome"))
    while True:
        try:
            line = input("> ")
        except (EOFError, KeyboardInterrupt):
            print()
            return
        except UnicodeDecodeError:
            continue
        if not line.strip():
            continue
        turn = talk.hear(line)
        if turn is None:
            return
        # What an answer merely leads to besides is left out: it can be had by a command.
        talk.offers = turn.offers if turn.page else turn.questions
        print(turn.message.plain)
        for number, button in enumerate(talk.offers, start=1):
            print(f"  [{number}] {button.label}")
