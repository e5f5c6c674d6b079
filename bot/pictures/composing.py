"""An answer becomes what a picture of it says. The picture never says more than its caption has room for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.advice.answer import Answer, Comparison, Fact, Row
from bot.knowledge_base.models import Figure, FigureRow, KnowledgeBase, Rating
from bot.pictures.content import Bar, Card, Cell, Chart, Column, Picture, Section
from bot.presentation import evidence
from bot.presentation.comparison import row_line
from bot.presentation.document import Block, Document, Paragraph, Quote, plain_line, units
from bot.presentation.message import Message, paragraph
from bot.presentation.tables import measured, number
from bot.presentation.voice import Voice, voice

CAPTION = 1024
"""UTF-16 code units that Telegram takes under a picture."""
_SIGNS: tuple[Rating, ...] = ("yes", "partial", "no")


def picture_of(answer: Answer, base: KnowledgeBase, by: str = "") -> Picture | None:
    """What there is to look at in ``answer``; none if it is all words.

    Args:
        answer: to be drawn.
        base: that it comes from.
        by: who signs it, as in ``@bot``.
    """
    speaker = voice(answer.language, base)
    if isinstance(answer, Comparison) and not answer.topic and answer.rows:
        return _comparison(answer, speaker, by)
    if isinstance(answer, Comparison | Fact) and answer.figures:
        named = (
            answer.frameworks
            if isinstance(answer, Comparison)
            else tuple(framework for framework, *_ in answer.entries)
        )
        return _figures(answer.figures, named, speaker, by)
    return None


def _comparison(answer: Comparison, voice: Voice, by: str) -> Picture:
    """As many rows as the caption can tell of, one at least."""
    shown = next(
        (count for count in range(len(answer.rows), 1, -1) if _fits(_words(answer, answer.rows[:count], voice))), 1
    )
    rows = answer.rows[:shown]
    ratings = {rating for row in rows for *_, rating in row.cells}
    card = Card(
        voice.versus(answer.frameworks),
        voice.text("picture.subtitle", subject=voice.say(voice.base.subject.name)),
        tuple(_columns(answer.frameworks, voice)),
        tuple((voice.topic(row.topic), tuple(_cells(row, voice))) for row in rows),
        tuple((rating, voice.text(f"picture.{rating}")) for rating in _SIGNS if rating in ratings),
        tuple(_footer(answer, shown, voice)),
    )
    return _picture(card, _words(answer, rows, voice), voice, by)


def _words(answer: Comparison, rows: Sequence[Row], voice: Voice) -> Document:
    title = voice.line("compare.title", frameworks=voice.versus(answer.frameworks))
    below = map(plain_line, _footer(answer, len(rows), voice))
    return Document((paragraph(title), Quote(tuple(row_line(row, voice) for row in rows)), paragraph(*below)))


def _cells(row: Row, voice: Voice) -> Iterable[Cell]:
    for _, short, rating in row.cells:
        yield Cell(voice.say(short) if short else voice.text("silent.cell"), rating)


def _footer(answer: Comparison, shown: int, voice: Voice) -> Iterable[str]:
    if left := len(answer.rows) - shown:
        yield voice.text("picture.more", count=left)
    if answer.sources:
        yield voice.text("picture.sources", count=len(answer.sources), authors=voice.authors(answer.sources))


def _figures(figures: Sequence[Figure], frameworks: Sequence[str], voice: Voice, by: str) -> Picture | None:
    """As many figures as the caption can tell of, one at least; of those that hold a number for ``frameworks``."""
    held = measured(figures, frameworks)
    if not held:
        return None

    def words(count: int) -> Document:
        blocks: list[Block] = [
            Paragraph(tuple(evidence.figures(voice, [figure], frameworks))) for figure in held[:count]
        ]
        return Document(tuple(blocks))

    shown = next((count for count in range(len(held), 1, -1) if _fits(words(count))), 1)
    chart = Chart(tuple(_section(figure, frameworks, voice) for figure in held[:shown]))
    return _picture(chart, words(shown), voice, by)


def _section(figure: Figure, frameworks: Sequence[str], voice: Voice) -> Section:
    panels = []
    for source in dict.fromkeys(row.source for row in figure.rows if row.framework in frameworks):
        own = {row.framework: row for row in figure.rows if row.source == source}
        bars = tuple(_bar(column, own.get(name), voice) for name, column in _by_name(frameworks, voice))
        panels.append((voice.author(voice.base.sources[source]), bars))
    return Section(voice.say(figure.title), voice.say(figure.unit), tuple(panels), voice.say(figure.note))


def _bar(column: Column, row: FigureRow | None, voice: Voice) -> Bar:
    text = number(row, voice) if row else voice.text("silent.cell")
    return Bar(column.name, column.colour, row.value if row else None, text, bool(row and row.at_least))


def _columns(frameworks: Sequence[str], voice: Voice) -> Iterable[Column]:
    return (column for _, column in _by_name(frameworks, voice))


def _by_name(frameworks: Sequence[str], voice: Voice) -> Iterable[tuple[str, Column]]:
    """Each framework's column; its colour follows from its place in the knowledge base."""
    order = list(voice.base.frameworks)
    return ((name, Column(voice.name(name), order.index(name))) for name in frameworks)


def _picture(content: Card | Chart, words: Document, voice: Voice, by: str) -> Picture:
    return Picture(voice.language, content, Message(words.fitted(CAPTION)), by)


def _fits(words: Document) -> bool:
    return units(words.plain()) <= CAPTION
