"""Frameworks side by side. A table of several columns does not fit a phone, so each topic is a line of its own."""

from __future__ import annotations

from collections.abc import Iterator

from bot.advice.answer import Comparison, Row
from bot.presentation import evidence, steps
from bot.presentation.document import Line
from bot.presentation.entries import Entry, entry_lines
from bot.presentation.message import Button, Draft, Rows, paragraph, rows
from bot.presentation.phone import split
from bot.presentation.voice import Voice
from bot.understanding.question import Reading


def draft(answer: Comparison, voice: Voice) -> Draft:
    """The comparison in its parts."""
    return _on_topic(answer, answer.topic, voice) if answer.topic else _on_the_whole(answer, voice)


def _on_the_whole(answer: Comparison, voice: Voice) -> Draft:
    title = voice.line("compare.title", frameworks=voice.versus(answer.frameworks))
    lines = [
        voice.line(
            "overview.line", emoji=voice.emoji(framework), framework=voice.name(framework), text=voice.say(point.text)
        )
        for framework, point in answer.points
    ]
    shown, folded = split([_row(row, voice) for row in answer.rows], beside=(title, *lines))
    head = [paragraph(title), paragraph(*lines), paragraph(*shown)]
    behind = (
        *evidence.chapter(voice.line("compare.more"), folded),
        *evidence.disagreements(voice, answer.disagreements),
        *evidence.drawn_on(voice, answer.sources),
    )
    return Draft(tuple(block for block in head if block.lines), behind, _buttons(answer, voice))


def _row(row: Row, voice: Voice) -> Line:
    cells = [
        voice.text(
            "cell.rated" if rating else "cell",
            framework=voice.name(framework),
            rating=voice.text(f"rating.{rating}") if rating else "",
            short=voice.say(short) if short else voice.text("silent.cell"),
        )
        for framework, short, rating in row.cells
    ]
    return voice.line("compare.row", topic=voice.topic(row.topic), cells=voice.text("between").join(cells))


def _on_topic(answer: Comparison, topic: str, voice: Voice) -> Draft:
    title = voice.line("compare.on_topic", topic=voice.topic(topic), frameworks=voice.versus(answer.frameworks))
    cells = {framework: (short, rating) for row in answer.rows for framework, short, rating in row.cells}
    entries = [
        Entry(
            framework,
            cells.get(framework, (None, None))[1],
            tuple(point for named, point in answer.points if named == framework),
        )
        for framework in answer.frameworks
    ]
    figures = tuple(evidence.figures(voice, answer.figures, answer.frameworks))
    shown, folded = entry_lines(entries, voice, beside=(title, *figures))
    head = [paragraph(title), paragraph(*shown), paragraph(*figures)]
    behind = (
        *evidence.chapter(voice.line("evidence.more"), folded),
        *evidence.disagreements(voice, answer.disagreements),
    )
    return Draft(tuple(block for block in head if block.lines), behind, _buttons(answer, voice))


def _buttons(answer: Comparison, voice: Voice) -> Rows:
    return rows(
        list(_portraits(answer, voice)),
        [steps.choose(voice), steps.situations(voice, another=False), steps.sources(voice)],
    )


def _portraits(answer: Comparison, voice: Voice) -> Iterator[Button]:
    """Each framework by itself, or, where one topic was compared, all topics."""
    if answer.topic:
        yield steps.ask(voice, Reading("compare", frameworks=answer.frameworks), voice.text("button.whole"))
    for framework in answer.frameworks[: 2 if answer.topic else 3]:
        yield steps.ask(voice, Reading("framework", frameworks=(framework,)))
