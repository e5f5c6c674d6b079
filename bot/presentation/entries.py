"""What is said of several frameworks on one topic.

The first claim of each is shown; further ones as far as there is room for one more of each: nobody gets more of the
screen than another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge_base.models import Point, Rating
from bot.presentation import evidence
from bot.presentation.document import Line
from bot.presentation.phone import fits
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
    said = [
        [_first(entry, voice), *(list(evidence.points(voice, [point])) for point in entry.points[1:])]
        for entry in entries
    ]

    def down_to(depth: int) -> list[Line]:
        return [line for claims in said for lines in claims[:depth] for line in lines]

    deepest = max(map(len, said), default=1)
    depth = next((depth for depth in range(deepest, 1, -1) if fits((*beside, *down_to(depth)))), 1)
    folded: list[Line] = []
    for entry, claims in zip(entries, said, strict=True):
        rest = [line for lines in claims[depth:] for line in lines]
        name = voice.line("entry.name", emoji=voice.emoji(entry.framework), framework=voice.name(entry.framework))
        folded += evidence.chapter(name, rest)
    return tuple(down_to(depth)), tuple(folded)


def _first(entry: Entry, voice: Voice) -> list[Line]:
    name, emoji = voice.name(entry.framework), voice.emoji(entry.framework)
    if not entry.points:
        return [voice.line("entry.silent", emoji=emoji, framework=name)]
    point = entry.points[0]
    line = voice.line(
        "entry.rated" if entry.rating else "entry.line",
        emoji=emoji,
        framework=name,
        rating=voice.text(f"rating.{entry.rating}") if entry.rating else "",
        text=voice.say(point.text),
        authors=voice.authors(point.sources),
    )
    return [line, *evidence.aged(voice, point.dated)]
