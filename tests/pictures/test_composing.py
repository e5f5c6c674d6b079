from __future__ import annotations

import re

import pytest

from bot.conversation import Desk
from bot.pictures import Picture, picture_of
from bot.pictures.composing import CAPTION
from bot.pictures.content import Card, Chart
from bot.presentation.document import units
from bot.understanding import Reading
from bot.understanding.question import LANGUAGES, Language
from tests.presentation.answers import every
from tests.presentation.sample import BASE
from tests.presentation.telegram_html import parsed


def drawn(desk: Desk, language: Language) -> list[Picture]:
    """Every picture that the packaged knowledge can lead to by a button."""
    everyone = tuple(desk.base.frameworks)
    pairs = [(one, other) for one in everyone for other in everyone if one != other]
    readings = [Reading("compare", names) for names in (everyone, *pairs)]
    topics = {figure.topic for figure in desk.base.figures.values()}
    readings += [Reading(kind, everyone, topic=topic) for topic in topics for kind in ("compare", "fact")]
    found = []
    for reading in readings:
        reply = desk.show(reading, language)
        assert reply.message.picture
        picture = picture_of(reply.answer, desk.base, "@FrameBot")
        assert picture
        found.append(picture)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_caption_says_all_that_the_picture_says(language: Language, desk: Desk) -> None:
    for picture in drawn(desk, language):
        said = parsed(picture.caption)
        for fact in facts(picture):
            assert fact in said, fact


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_says_all_that_the_table_says(language: Language, desk: Desk) -> None:
    reply = desk.show(Reading("compare", tuple(desk.base.frameworks)), language)
    picture = picture_of(reply.answer, desk.base)
    assert picture
    assert reply.message.rich
    table = reply.message.rich.plain
    rows = [line.split(" | ") for line in table.splitlines() if line.count(" | ") == len(desk.base.frameworks)]
    assert isinstance(picture.content, Card)
    for (topic, cells), (first, *others) in zip(picture.content.rows, rows, strict=True):
        assert topic == first
        for cell, other in zip(cells, others, strict=True):
            assert other.endswith(cell.text)
            assert (cell.rating is not None) == (other != cell.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_captions_are_as_short_as_telegram_wants_them(language: Language, desk: Desk) -> None:
    sample = [picture_of(answer, BASE) for answer in every(language).values()]
    for picture in [*drawn(desk, language), *filter(None, sample)]:
        assert 0 < units(parsed(picture.caption)) <= CAPTION


def facts(picture: Picture) -> list[str]:
    """All texts of a picture but what only explains it."""
    content = picture.content
    if isinstance(content, Card):
        cells = [cell.text for _, row in content.rows for cell in row]
        return [
            *(column.name for column in content.columns),
            *(topic for topic, _ in content.rows),
            *cells,
            *content.footer,
        ]
    bars = [bar for section in content.sections for _, own in section.panels for bar in own]
    authors = [author for section in content.sections for author, _ in section.panels]
    return [
        *(f"{bar.name} {bar.text}" for bar in bars if bar.value is not None),
        *authors,
        *(text for section in content.sections for text in (section.title, section.unit, section.note)),
    ]


def test_rows_that_the_caption_has_no_room_for_are_not_on_the_picture_either() -> None:
    picture = picture_of(every("en")["comparison"], BASE)
    assert picture
    assert isinstance(picture.content, Card)
    left = 9 - len(picture.content.rows)
    assert left > 0
    assert f"and {left} topics more" in picture.content.footer
    assert f"and {left} topics more" in picture.caption.plain
    assert "…" not in picture.caption.plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_comparisons_and_figures_are_worth_a_picture(language: Language) -> None:
    found = {name: picture_of(answer, BASE) for name, answer in every(language).items()}
    assert {name for name, picture in found.items() if picture} == {"comparison", "comparison on a topic", "fact"}


def test_numbers_of_different_articles_stay_apart() -> None:
    picture = picture_of(every("en")["comparison on a topic"], BASE)
    assert picture
    assert isinstance(picture.content, Chart)
    [section] = picture.content.sections
    assert [(author, [(bar.name, bar.value) for bar in bars]) for author, bars in section.panels] == [
        ("车迷小王", [("Alpha", 30000), ("Beta", 5000)]),
        ("CarUp", [("Alpha", 65000), ("Beta", None)]),
    ]
    assert section.note == "Two tracks; compare within one."


def test_everyone_has_the_same_colour_on_every_picture(desk: Desk) -> None:
    colours = {
        (column.name, column.colour)
        for picture in drawn(desk, "en")
        for column in (picture.content.columns if isinstance(picture.content, Card) else ())
    }
    colours |= {
        (bar.name, bar.colour)
        for picture in drawn(desk, "en")
        if isinstance(picture.content, Chart)
        for section in picture.content.sections
        for _, bars in section.panels
        for bar in bars
    }
    assert len(colours) == len(desk.base.frameworks)


def test_a_picture_is_named_by_what_stands_on_it(desk: Desk) -> None:
    def digest(language: Language, names: tuple[str, ...], by: str = "@b") -> str:
        picture = picture_of(desk.show(Reading("compare", names), language).answer, desk.base, by)
        assert picture
        return picture.digest

    everyone = tuple(desk.base.frameworks)
    digests = [digest(language, names) for language in LANGUAGES for names in (everyone, everyone[:2])]
    assert len({*digests, digest("en", everyone, "@c")}) == len(digests) + 1
    assert digest("en", everyone) == digests[0]
    assert all(re.fullmatch("[0-9a-f]{24}", found) for found in digests)


def test_one_of_them_alone_has_no_picture(desk: Desk) -> None:
    one = next(iter(desk.base.frameworks))
    assert desk.show(Reading("fact", (one,), topic="performance"), "en").message.picture is None
