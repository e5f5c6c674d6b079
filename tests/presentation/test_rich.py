from __future__ import annotations

import pytest

from bot.advice.answer import Answer, Comparison, Fact
from bot.conversation import Desk
from bot.playground.telegram.text.rich import words
from bot.presentation import Message, render
from bot.presentation.document import Paragraph, plain_line
from bot.presentation.rich import COLUMNS, Fold, Heading, Rich, Table
from bot.understanding import Reading
from bot.understanding.question import LANGUAGES, Language

from .answers import every
from .sample import BASE

TABLED = {"comparison", "comparison on a topic"}


def asked(desk: Desk, language: Language) -> list[Message]:
    everyone = tuple(desk.base.frameworks)
    topics = {figure.topic for figure in desk.base.figures.values()}
    readings = [
        Reading("compare", everyone),
        Reading("compare", everyone[:2]),
        *(Reading(kind, everyone, topic=topic) for topic in topics for kind in ("compare", "fact")),
    ]
    return [desk.show(reading, language).message for reading in readings]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_can_be_set_side_by_side_is_a_table_and_nothing_else_is(language: Language) -> None:
    assert {name for name, answer in every(language).items() if render(answer, BASE).rich} == TABLED


@pytest.mark.parametrize("language", LANGUAGES)
def test_telegram_takes_it(language: Language, desk: Desk) -> None:
    messages = [*asked(desk, language), *(render(every(language)[name], BASE) for name in TABLED)]
    for message in messages:
        assert message.rich
        assert words(message.rich.html())
        assert message.rich.fits


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_all_that_the_text_says(language: Language, desk: Desk) -> None:
    for reading in (Reading("compare", tuple(desk.base.frameworks)), Reading("fact", topic="performance")):
        reply = desk.show(reading, language)
        assert reply.message.rich
        said = words(reply.message.rich.html())
        for fact in facts(reply.answer, desk, language):
            assert fact in said
            assert fact in reply.message.plain


def facts(answer: Answer, desk: Desk, language: Language) -> set[str]:
    """The short texts and the numbers of an answer."""
    if isinstance(answer, Comparison):
        return {short.in_(language) for row in answer.rows for _, short, _ in row.cells if short}
    assert isinstance(answer, Fact)
    notes = {figure.note.in_(language) for figure in answer.figures}
    return notes | {desk.base.sources[row.source].author for figure in answer.figures for row in figure.rows}


def test_the_short_form_folds_nothing(desk: Desk) -> None:
    reading = Reading("compare", tuple(desk.base.frameworks))
    whole, brief = desk.show(reading, "en").message.rich, desk.show(reading, "en", short=True).message.rich
    assert whole
    assert brief
    assert "<details>" in whole.html()
    assert "<details>" not in brief.html()
    assert "<table" in brief.html()


def test_what_is_too_wide_or_too_long_for_telegram_is_no_table() -> None:
    wide = tuple(plain_line(str(number)) for number in range(COLUMNS + 1))
    assert not Rich((Table(wide, ((wide[0], wide),)),)).fits
    assert Rich((Table(wide[1:], ((wide[0], wide[1:]),)),)).fits
    assert not Rich((Table(wide[:2], ((wide[0], wide[:2]),) * 250),)).fits
    assert not Rich((Paragraph((plain_line("x" * 33_000),)),)).fits


def test_markup_in_a_text_is_text() -> None:
    line = plain_line("a <b> & c")
    table = Table((line, line), ((line, (line, line)),), line)
    rich = Rich((Heading(line), table), (Fold(line, (table, Paragraph((line,)))),))
    assert words(rich.html()).count("a <b> & c") == 15


def test_what_there_is_no_room_for_is_folded(desk: Desk) -> None:
    rich = desk.show(Reading("compare", tuple(desk.base.frameworks)), "zh_Hans").message.rich
    assert rich
    [table] = [block for block in rich.blocks if isinstance(block, Table)]
    [rest] = [block for fold in rich.folds for block in fold.blocks if isinstance(block, Table)]
    assert len(table.rows) == 6
    assert len(rest.rows) == sum(topic.table for topic in desk.base.topics.values()) - 6
