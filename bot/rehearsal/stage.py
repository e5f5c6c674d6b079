"""Conversations are played at a desk: no Telegram, no store, no clock.

What only the doors of Telegram decide (groups, commands) is left to the tests, which play it over HTTP; here it counts
as skipped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.conversation import Desk
from bot.conversation.context import from_data, to_data
from bot.knowledge_base import KnowledgeBase
from bot.presentation.answer_object import answer_object
from bot.rehearsal.judging import Miss, Seen, judge
from bot.rehearsal.scripts import Script
from bot.understanding import Question


@dataclass(frozen=True, slots=True)
class Failure:
    """A turn of which something else came."""

    script: Script
    turn: int
    """Counted from 0."""
    misses: tuple[Miss, ...]

    @property
    def said(self) -> str:
        """What was said."""
        return self.script.conversation.turns[self.turn].say


@dataclass(slots=True)
class Report:
    """How it went."""

    played: int = 0
    skipped: int = 0
    failures: list[Failure] = field(default_factory=list)

    @property
    def well(self) -> bool:
        """Whether everything came as expected."""
        return not self.failures


def rehearse(base: KnowledgeBase, scripts: Iterable[Script], desk: Desk | None = None) -> Report:
    """Plays all ``scripts`` that need no more than a desk.

    Args:
        base: the knowledge to try.
        scripts: the conversations.
        desk: one that has this knowledge, if there is one already: to make another takes a moment.
    """
    desk = desk or Desk(base)
    report = Report()
    for script in scripts:
        if script.conversation.needs_telegram:
            report.skipped += 1
            continue
        report.played += 1
        report.failures += play(desk, script)
    return report


def play(desk: Desk, script: Script) -> Iterator[Failure]:
    """Plays one conversation; each person has a memory of their own, as in a store."""
    conversation = script.conversation
    memory: dict[str, object] = {}
    for number, turn in enumerate(conversation.turns):
        person = conversation.people.get(turn.by)
        language = person.language if person and person.language else conversation.language
        reply = desk.ask(turn.say, language, before=_remembered(memory.get(turn.by), desk))
        memory[turn.by] = to_data(reply.question)
        misses = judge(turn.expect, Seen(reply.message.plain, answer_object(reply)))
        if misses:
            yield Failure(script, number, tuple(misses))


def _remembered(data: object, desk: Desk) -> Question | None:
    return from_data(data, desk.base) if data is not None else None
