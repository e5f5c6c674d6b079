"""The coverage as tables in which what is missing stands out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text as Styled

from bot.presentation.voice import Voice
from bot.workshop.claims import KINDS
from bot.workshop.coverage import Coverage, Row

_NOTHING, _MISSING = "·", "✗"
_WIDEST_NUMBER = 3


def tables(found: Coverage, voice: Voice, *, gaps_only: bool = False) -> Iterator[Table]:
    """One for the articles, one for the situations, one for the topics."""
    yield _articles(found, voice)
    titles = {
        "scenarios": {row.id: voice.situation(row.id) for row in found.scenarios},
        "topics": {row.id: voice.topic(row.id) for row in found.topics},
    }
    for kind, rows in (("scenarios", found.scenarios), ("topics", found.topics)):
        shown = [row for row in rows if row.gaps or not gaps_only]
        if shown:
            yield _matters(kind, shown, titles[kind], voice)


def _articles(found: Coverage, voice: Voice) -> Table:
    kinds = [voice.text(f"coverage.claims.{kind}") for kind in KINDS]
    table = _table(voice.text("coverage.articles"), [*kinds, voice.text("coverage.total")])
    for row in found.articles:
        total = sum(row.claims.values())
        cells = (_number(number) for number in row.claims.values())
        table.add_row(row.id, *cells, _number(total, needed=True), voice.author(voice.base.sources[row.id]))
    return table


def _matters(kind: str, rows: Sequence[Row], titles: Mapping[str, str], voice: Voice) -> Table:
    phrases = [voice.text(f"coverage.phrases.{language}") for language in ("en", "zh")]
    questions = [voice.text(f"coverage.questions.{language}") for language in rows[0].questions]
    table = _table(voice.text(f"coverage.{kind}"), [*voice.base.sources, *phrases, *questions])
    for row in rows:
        silent = not any(row.claims.values())
        claims = [_number(number, needed=silent) for number in row.claims.values()]
        others = [_number(number, needed=True) for number in (*row.phrases.values(), *row.questions.values())]
        table.add_row(row.id, *claims, *others, titles[row.id])
    return table


def _table(title: str, columns: Iterable[str]) -> Table:
    """The id, numbers with these headings, and what the id stands for: the only thing that a narrow screen cuts."""
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("id", no_wrap=True)
    for column in columns:
        widest = max(_WIDEST_NUMBER, *map(len, column.split()))
        table.add_column(column, justify="right", min_width=widest)
    table.add_column("", no_wrap=True, overflow="ellipsis")
    return table


def _number(number: int, *, needed: bool = False) -> Styled:
    """A count; where there should be some and are none, a sign that is seen without colours too."""
    if number:
        return Styled(str(number))
    return Styled(_MISSING, "bold red") if needed else Styled(_NOTHING, "dim")
