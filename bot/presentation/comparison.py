"""Frameworks side by side. As text a table does not fit a phone, so each topic is a line of its own there."""

from __future__ import annotations

from bot.advice.answer import Comparison, Row
from bot.presentation import evidence, steps, tables
from bot.presentation.document import Line
from bot.presentation.entries import Entry, entry_lines
from bot.presentation.message import Button, Draft, Rows, paragraph, rows
from bot.presentation.phone import split
from bot.presentation.rich import Heading, Rich
from bot.presentation.voice import Voice
from bot.understanding.question import Reading

_AT_A_GLANCE = 6
"""Topics in a table that fit on a phone's screen below the lines; the rest is folded."""


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
    shown, folded = split([row_line(row, voice) for row in answer.rows], beside=(title, *lines))
    head = [paragraph(title), paragraph(*lines), paragraph(*shown)]
    sides = (
        *evidence.disagreements(voice, answer.disagreements),
        *evidence.drawn_on(voice, answer.sources),
    )
    behind = (*evidence.chapter(voice.line("compare.more"), folded), *sides)
    first, more = (
        tables.topics(rows, answer.frameworks, voice)
        for rows in (answer.rows[:_AT_A_GLANCE], answer.rows[_AT_A_GLANCE:])
    )
    folds = tables.folded(voice, paragraph(*sides), more)
    rich = Rich((Heading(title), paragraph(*lines), first), folds) if first.rows else None
    return Draft(
        tuple(block for block in head if block.lines), behind, _buttons(answer, voice), rich, _picture(answer, voice)
    )


def row_line(row: Row, voice: Voice) -> Line:
    """A topic, with what is said of each framework, in one line."""
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
    differ = tuple(evidence.disagreements(voice, answer.disagreements))
    behind = (*evidence.chapter(voice.line("evidence.more"), folded), *differ)
    rich = tables.with_figures(answer, title=title, shown=shown, behind=(*folded, *differ), voice=voice)
    return Draft(
        tuple(block for block in head if block.lines), behind, _buttons(answer, voice), rich, _picture(answer, voice)
    )


def _buttons(answer: Comparison, voice: Voice) -> Rows:
    # Each framework by itself or, where one topic was compared, all topics.
    whole = steps.ask(voice, Reading("compare", frameworks=answer.frameworks), voice.text("button.whole"))
    return rows(
        *steps.portraits(voice, answer.frameworks, *([whole] if answer.topic else [])),
        [steps.choose(voice), steps.situations(voice, another=False), steps.sources(voice)],
    )


def _picture(answer: Comparison, voice: Voice) -> Button | None:
    """All topics make a card; one topic is worth a picture if there are numbers."""
    drawn = tables.measured(answer.figures, answer.frameworks) if answer.topic else answer.rows
    return steps.picture(voice, Reading("compare", frameworks=answer.frameworks, topic=answer.topic)) if drawn else None
