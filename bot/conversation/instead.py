"""An answer was not what was meant: what else the question could have meant, as buttons."""

from __future__ import annotations

from collections.abc import Iterable

from bot.conversation.desk import Desk
from bot.presentation.message import Rows, rows
from bot.presentation.steps import ask, choose, situations
from bot.presentation.voice import voice
from bot.understanding import Language, Reading


def instead(desk: Desk, readings: Iterable[Reading], answered: Reading, language: Language) -> Rows:
    """The ``readings`` but the one that was ``answered``, then the ways that always lead on."""
    speaker = voice(language, desk.base)
    offers = [[ask(speaker, desk.advisor.option(reading))] for reading in readings if not _same(reading, answered)]
    return rows(*offers, [choose(speaker), situations(speaker)])


def _same(one: Reading, other: Reading) -> bool:
    return (one.kind, one.scenario, one.topic, one.component) == (
        other.kind,
        other.scenario,
        other.topic,
        other.component,
    )
