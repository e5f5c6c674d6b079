"""What can be set side by side, as tables: topics against frameworks, and the numbers of each article."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from bot.advice.answer import Comparison, Fact, Row
from bot.knowledge_base.models import Figure, FigureRow, Rating
from bot.knowledge_base.texts import Text
from bot.presentation.document import Line, Paragraph, plain_line
from bot.presentation.message import paragraph
from bot.presentation.rich import Fold, Heading, Rich, RichBlock, Table
from bot.presentation.voice import Voice

Lines = tuple[Line, ...]


def topics(rows: Iterable[Row], frameworks: Sequence[str], voice: Voice) -> Table:
    """A row for each topic, a column for each framework."""
    return Table(
        tuple(map(plain_line, voice.names(frameworks))),
        tuple(
            (
                plain_line(voice.topic(row.topic)),
                tuple(plain_line(cell(short, rating, voice)) for _, short, rating in row.cells),
            )
            for row in rows
        ),
    )


def folded(voice: Voice, behind: Paragraph, more: Table | None = None) -> tuple[Fold, ...]:
    """What is folded: rows that there was no room for, and who says what."""
    rows = (Fold(voice.line("compare.more"), (more,)),) if more and more.rows else ()
    return (*rows, Fold(voice.line("table.behind"), (behind,))) if behind.lines else rows


def cell(short: Text | None, rating: Rating | None, voice: Voice) -> str:
    """A few words with the sign of the rating before them, if there is one."""
    text = voice.say(short) if short else voice.text("silent.cell")
    return voice.text("table.rated", rating=voice.text(f"rating.{rating}"), short=text) if rating else text


def figures(given: Iterable[Figure], frameworks: Sequence[str], voice: Voice) -> Iterator[RichBlock]:
    """A table for each figure, a row for each article: numbers of different articles never share one."""
    for figure in measured(given, frameworks):
        yield Table(
            tuple(map(plain_line, voice.names(frameworks))),
            tuple(
                (plain_line(author), tuple(map(plain_line, cells)))
                for author, cells in numbers(figure, frameworks, voice)
            ),
            caption=voice.line("figure.title", title=voice.say(figure.title), unit=voice.say(figure.unit)),
            numbers=True,
        )
        yield paragraph(_note(figure, voice))


def with_figures(answer: Comparison | Fact, *, title: Line, shown: Lines, behind: Lines, voice: Voice) -> Rich | None:
    """An answer with its figures as tables; none where there are no figures, for lines need no table."""
    named = answer.frameworks if isinstance(answer, Comparison) else [framework for framework, *_ in answer.entries]
    blocks = tuple(figures(answer.figures, named, voice))
    if not blocks:
        return None
    return Rich((Heading(title), paragraph(*shown), *blocks), folded(voice, paragraph(*behind)))


def measured(given: Iterable[Figure], frameworks: Collection[str]) -> list[Figure]:
    """The figures that hold a number for any of ``frameworks``."""
    return [figure for figure in given if any(row.framework in frameworks for row in figure.rows)]


def numbers(figure: Figure, frameworks: Sequence[str], voice: Voice) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each article that measured any of ``frameworks``, with its number for each of them as it is written."""
    for source in dict.fromkeys(row.source for row in figure.rows):
        own = {row.framework: row for row in figure.rows if row.source == source}
        if not own.keys() & set(frameworks):
            continue
        cells = [number(own[name], voice) if name in own else voice.text("silent.cell") for name in frameworks]
        yield voice.author(voice.base.sources[source]), tuple(cells)


def number(row: FigureRow, voice: Voice) -> str:
    """A measured number as it is written."""
    return voice.text("figure.at_least_alone" if row.at_least else "figure.alone", value=row.value)


def _note(figure: Figure, voice: Voice) -> Line:
    return voice.line("figure.note", note=voice.say(figure.note))
