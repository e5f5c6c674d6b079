"""What is around the conversation: a person at a terminal or a pipe, and the language that the system is set to."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from bot.understanding import Language
from bot.understanding.language import from_code

_SIMPLE_TERMINALS = frozenset({"dumb", "unknown"})
"""Terminals that can move no cursor, such as the shell of an editor: lines are read and written plainly there."""


def a_person_sits_here() -> bool:
    """Whether both ends are a terminal that can do more than lines."""
    capable = os.environ.get("TERM", "").lower() not in _SIMPLE_TERMINALS
    return capable and sys.stdin.isatty() and sys.stdout.isatty()


def language_of(environment: Mapping[str, str]) -> Language | None:
    """The language that the locale asks for, if the bot speaks it: the terminal's answer to a client's code."""
    locale = next(filter(None, (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return from_code(locale.partition(".")[0].partition("@")[0])
