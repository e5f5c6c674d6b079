"""Who says what: the lines that stand behind an answer, each claim under its own article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.knowledge_base.models import Disagreement, Figure, Point, Verdict
from bot.knowledge_base.texts import Text
from bot.presentation.document import Line
from bot.presentation.voice import Voice


def verdicts(voice: Voice, given: Iterable[Verdict]) -> Iterator[Line]:
    """What each article advises, with what has changed since."""
    for verdict in given:
        yield voice.line("evidence.verdict", author=voice.authors([verdict.source]), says=voice.say(verdict.says))
        yield from aged(voice, verdict.dated)


def points(voice: Voice, given: Iterable[Point]) -> Iterator[Line]:
    """Claims with their authors, and what has changed since."""
    for point in given:
        yield voice.line("evidence.point", text=voice.say(point.text), authors=voice.authors(point.sources))
        yield from aged(voice, point.dated)


def drawn_on(voice: Voice, sources: Iterable[str]) -> Iterator[Line]:
    """Whose articles stand behind what is shown without names."""
    authors = voice.authors(sources)
    if authors:
        yield voice.line("evidence.drawn_on", authors=authors)


def aged(voice: Voice, note: Text | None) -> Iterator[Line]:
    """The note on a claim that has aged, if it has."""
    if note:
        yield voice.line("evidence.dated", note=voice.say(note))


def disagreements(voice: Voice, given: Iterable[Disagreement]) -> Iterator[Line]:
    """Every disagreement with each position under its own articles; none of them is called the truth."""
    for disagreement in given:
        key = "evidence.disagreement" if len(disagreement.positions) > 1 else "evidence.caution"
        yield voice.line(key, title=voice.say(disagreement.title))
        for position in disagreement.positions:
            yield voice.line(
                "evidence.position", authors=voice.authors(position.sources), text=voice.say(position.text)
            )
            yield from aged(voice, position.dated)


def figures(voice: Voice, given: Iterable[Figure], frameworks: Iterable[str] = ()) -> Iterator[Line]:
    """Measured numbers, one line for each article, never mixed; for ``frameworks`` alone, if given."""
    wanted = set(frameworks) or set(voice.base.frameworks)
    for figure in given:
        yield voice.line("figure.title", title=voice.say(figure.title), unit=voice.say(figure.unit))
        for source in dict.fromkeys(row.source for row in figure.rows):
            numbers = [
                voice.text(
                    "figure.at_least" if row.at_least else "figure.value",
                    framework=voice.name(row.framework),
                    value=row.value,
                )
                for row in figure.rows
                if row.source == source and row.framework in wanted
            ]
            if numbers:
                between = voice.text("between")
                yield voice.line("figure.row", author=voice.authors([source]), numbers=between.join(numbers))
        yield voice.line("figure.note", note=voice.say(figure.note))


def chapter(heading: Line, lines: Iterable[Line]) -> tuple[Line, ...]:
    """``lines`` under ``heading``; nothing where there are no lines."""
    found = tuple(lines)
    return (heading, *found) if found else ()
