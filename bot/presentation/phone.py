"""One phone screen: how much an answer shows before the rest is folded."""

from __future__ import annotations

from collections.abc import Sequence

from bot.presentation.document import Line, text_of

LINES = 14
CHARACTERS = 650


def fits(lines: Sequence[Line]) -> bool:
    """Whether ``lines`` fit, with two blank lines among them."""
    return len(lines) <= LINES - 2 and sum(len(text_of(line)) for line in lines) <= CHARACTERS


def split(lines: Sequence[Line], beside: Sequence[Line] = (), least: int = 1) -> tuple[list[Line], list[Line]]:
    """``lines`` that fit on the screen beside what stands there already, and those that are folded.

    At least ``least`` lines are shown: an answer without its matter would be none.
    """
    used = sum(len(text_of(line)) for line in beside)
    shown = 0
    for number, line in enumerate(lines, start=1):
        used += len(text_of(line))
        if number > least and (used > CHARACTERS or number + len(beside) > LINES - 2):
            break
        shown = number
    return list(lines[:shown]), list(lines[shown:])
