"""One framework in general: its line, then what it is good and bad at."""

from __future__ import annotations

from bot.advice.answer import Portrait
from bot.knowledge_base.models import Point
from bot.presentation import evidence, steps
from bot.presentation.document import Line
from bot.presentation.message import Draft, Rows, in_rows, paragraph, rows
from bot.presentation.phone import fits
from bot.presentation.voice import Voice
from bot.understanding.question import Reading

_SHOWN = 2
"""Claims of a section that stand in the open; the quote holds all of them, with their authors."""


def draft(answer: Portrait, voice: Voice) -> Draft:
    """The portrait in its parts."""
    title = voice.line(
        "portrait.title",
        emoji=voice.emoji(answer.framework),
        framework=voice.name(answer.framework),
        text=voice.say(answer.tagline.text),
    )
    sections = [_section(topic, points[:_SHOWN], voice) for topic, points in answer.sections]
    if not fits((title, *sections)):
        sections = [_section(topic, points[:1], voice) for topic, points in answer.sections]
    behind: list[Line] = []
    for topic, points in answer.sections:
        behind += evidence.chapter(
            voice.line("portrait.heading", topic=voice.topic(topic)), evidence.points(voice, points)
        )
    behind += evidence.disagreements(voice, answer.disagreements)
    head = (paragraph(title), *(paragraph(section) for section in sections))
    return Draft(head, tuple(behind), _buttons(answer, voice))


def _section(topic: str, points: tuple[Point, ...], voice: Voice) -> Line:
    if not points:
        return voice.line("portrait.section", topic=voice.topic(topic), text=voice.text("silent.here"))
    return voice.line(
        "portrait.section",
        topic=voice.topic(topic),
        text=voice.sentences(voice.say(point.text) for point in points),
    )


def _buttons(answer: Portrait, voice: Voice) -> Rows:
    others = [framework for framework in voice.base.frameworks if framework != answer.framework]
    return rows(
        *in_rows([steps.compare(voice, answer.framework, other) for other in others]),
        [
            steps.ask(voice, Reading("learn", frameworks=(answer.framework,)), voice.text("button.learn")),
            steps.situations(voice, another=False),
            steps.sources(voice),
        ],
    )
