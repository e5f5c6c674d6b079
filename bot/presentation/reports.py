"""What those who run the bot see of its use: charts of bars, and questions that want an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.knowledge_base.models import KnowledgeBase
from bot.presentation.document import Document, Line
from bot.presentation.message import Message, paragraph
from bot.presentation.voice import Voice, voice
from bot.understanding.question import Language

_BAR = "▇"
_LONGEST = 8
"""Bars of the greatest count; more would break the line on a phone."""


@dataclass(frozen=True, slots=True)
class Open:
    """A question that found no answer, or the wrong one."""

    text: str
    count: int
    misheard: bool = False
    near: Sequence[str] = ()
    """What it was nearest to, in a few words each."""


@dataclass(frozen=True, slots=True)
class Use:
    """How much was asked in some days."""

    days: int
    questions: int
    share: float
    """Of the questions that were answered, from 0 to 1."""
    charts: Mapping[str, Mapping[str, int]]
    """What was counted, by the key of its title (``stats.doors``): ids or names, with their counts."""


def stats(use: Use, language: Language, base: KnowledgeBase) -> Message:
    """How much was asked, with a chart of bars for each view of it."""
    speaker = voice(language, base)
    asked = (
        speaker.line("stats.questions", count=use.questions, share=f"{use.share:.0%}")
        if use.questions
        else speaker.line("stats.none")
    )
    title = paragraph(speaker.line("stats.title", count=use.days), asked)
    drawn = (_chart(key, counts, speaker) for key, counts in use.charts.items() if counts)
    return Message(Document((title, *(paragraph(*lines) for lines in drawn))).fitted())


def unanswered(questions: Sequence[Open], language: Language, base: KnowledgeBase) -> Message:
    """The open questions, those without an answer before those with the wrong one."""
    speaker = voice(language, base)
    if not questions:
        return Message(Document((paragraph(speaker.line("unanswered.none")),)))
    kinds = {
        "unanswered.title": [question for question in questions if not question.misheard],
        "unanswered.misheard": [question for question in questions if question.misheard],
    }
    blocks = (
        paragraph(speaker.line(key, count=len(found)), *(_question(question, speaker) for question in found))
        for key, found in kinds.items()
        if found
    )
    return Message(Document(tuple(blocks)).fitted())


def bar(count: int, greatest: int) -> str:
    """A bar as long as its count; what was counted at all can be seen."""
    return _BAR * max(1, round(_LONGEST * count / greatest))


def _chart(key: str, counts: Mapping[str, int], speaker: Voice) -> list[Line]:
    greatest = max(counts.values())
    bars = [
        speaker.line("stats.entry", bar=bar(count, greatest), count=count, name=_name(key, name, speaker))
        for name, count in counts.items()
    ]
    return [speaker.line("stats.section", name=speaker.text(key)), *bars]


def _name(key: str, name: str, speaker: Voice) -> str:
    """The name of what was counted: ids have one in the catalogue, answers bring theirs along."""
    named = {
        "stats.doors": f"stats.door.{name}",
        "stats.kinds": f"stats.kind.{name}",
        "stats.feedback": f"stats.kind.{name}",
        "stats.languages": f"settings.value.{name}",
    }.get(key, "")
    return speaker.text(named) if named in speaker.catalogue.keys else name


def _question(question: Open, speaker: Voice) -> Line:
    line = speaker.text("unanswered.line", count=question.count, text=question.text)
    if question.near:
        line = speaker.text("unanswered.near", line=line, near=speaker.text("list.comma").join(question.near))
    return speaker.line("item", text=line)
