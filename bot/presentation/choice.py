"""The guided choice: a few taps lead to a recommendation. Where one stands is the path of taps, nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from bot.knowledge_base.models import ChoiceOption, ChoiceStep, KnowledgeBase
from bot.presentation.actions import Choose, Show
from bot.presentation.document import Document
from bot.presentation.message import Button, Message, paragraph, rows
from bot.presentation.voice import voice
from bot.understanding.question import Language, Reading

_LONG_LABEL = 14
"""Longer labels (Han characters count twice) get a row of their own."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a path has led to."""

    path: str
    step: ChoiceStep | None
    """The question that comes now; none at the end."""
    taken: tuple[ChoiceOption, ...] = ()


def walk(path: str, base: KnowledgeBase) -> Position:
    """Follows ``path``; one that the knowledge base no longer knows begins anew."""
    steps = {step.id: step for step in base.choice}
    start = base.choice[0] if base.choice else None
    step, taken = start, []
    for tap in path:
        option = next((option for option in step.options if option.id == tap), None) if step else None
        if option is None:
            return Position("", start)
        taken.append(option)
        step = steps[option.next] if option.next else None
    return Position(path, step, tuple(taken))


def choose(path: str, language: Language, base: KnowledgeBase, by: int = 0) -> Message | Show:
    """The next question, or at the end of the path the question to answer: its situations in the order of the taps.

    Args:
        path: the taps so far.
        language: to speak.
        base: the knowledge.
        by: the person whose choice it is, where others could tap too.
    """
    position = walk(path, base)
    if position.step is None:
        return _end(position, language)
    speaker = voice(language, base)
    taken = [speaker.line("choice.taken", label=speaker.say(option.label)) for option in position.taken]
    question = speaker.line("choice.question", question=speaker.say(position.step.question))
    buttons = [
        Button(speaker.say(option.label), Choose(position.path + option.id, language, by))
        for option in position.step.options
    ]
    back = [Button(speaker.text("button.back"), Choose(position.path[:-1], language, by))] if position.path else []
    return Message(Document((paragraph(*taken, question),)), rows(*_pairs(buttons), back))


def _end(position: Position, language: Language) -> Show:
    scenarios = list(dict.fromkeys(option.scenario for option in position.taken if option.scenario))
    excluded = tuple(dict.fromkeys(name for option in position.taken for name in option.excludes))
    first = scenarios[0] if scenarios else None
    return Show(Reading("recommend", scenario=first), language, also=tuple(scenarios[1:]), excluded=excluded)


def _pairs(buttons: list[Button]) -> list[list[Button]]:
    """Two buttons a row where both are short."""
    found: list[list[Button]] = []
    for button in buttons:
        if found and len(found[-1]) == 1 and _short(button) and _short(found[-1][0]):
            found[-1].append(button)
        else:
            found.append([button])
    return found


def _short(button: Button) -> bool:
    return sum(1 + (character > "\u2e7f") for character in button.label) <= _LONG_LABEL
