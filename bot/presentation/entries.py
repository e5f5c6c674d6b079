"""What is said of several frameworks on one topic: the first claim of each is shown, the others while there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge_base.models import Point, Rating
from bot.presentation import evidence
from bot.presentation.document import Line, text_of
from bot.presentation.phone import CHARACTERS, LINES
from bot.presentation.voice import Voice


@dataclass(frozen=True, slots=True)
class Entry:
    """One framework on the topic; no points where the articles are silent."""

    framework: str
    rating: Rating | None
    points: tuple[Point, ...]


def entry_lines(
    entries: Sequence[Entry], voice: Voice, beside: Sequence[Line] = ()
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines to show and those to fold, where ``beside`` is on the screen already."""
    heads = {entry.framework: _lines(entry, voice, entry.points[:1]) for entry in entries}
    room = CHARACTERS - _size([*beside, *(line for lines in heads.values() for line in lines)])
    space = LINES - 2 - len(beside) - sum(map(len, heads.values()))
    shown: list[Line] = []
    folded: list[Line] = []
    for entry in entries:
        shown += heads[entry.framework]
        rest: list[Line] = []
        for point in entry.points[1:]:
            lines = list(evidence.points(voice, [point]))
            if not rest and _size(lines) <= room and len(lines) <= space:
                room, space = room - _size(lines), space - len(lines)
                shown += lines
            else:
                rest += lines
        if rest:
            folded += [
                voice.line("entry.name", emoji=voice.emoji(entry.framework), framework=voice.name(entry.framework))
            ]
            folded += rest
    return tuple(shown), tuple(folded)


def _lines(entry: Entry, voice: Voice, points: Sequence[Point]) -> list[Line]:
    name, emoji = voice.name(entry.framework), voice.emoji(entry.framework)
    if not points:
        return [voice.line("entry.silent", emoji=emoji, framework=name)]
    point = points[0]
    line = voice.line(
        "entry.rated" if entry.rating else "entry.line",
        emoji=emoji,
        framework=name,
        rating=voice.text(f"rating.{entry.rating}") if entry.rating else "",
        text=voice.say(point.text),
        authors=voice.authors(point.sources),
    )
    return [line, *evidence.aged(voice, point.dated)]


def _size(lines: Sequence[Line]) -> int:
    return sum(len(text_of(line)) for line in lines)
