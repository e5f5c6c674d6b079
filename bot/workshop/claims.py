"""Every claim of the knowledge with the articles that it is taken from: what is counted, and what can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby

from bot.knowledge_base import KnowledgeBase
from bot.knowledge_base.models import Figure, FigureRow, Verdict
from bot.knowledge_base.texts import Text
from bot.presentation.voice import Voice

KINDS = ("verdicts", "fits", "topics", "components", "disagreements", "figures", "learning")
"""Kinds of claims that an article may make."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that articles say, and where it stands."""

    kind: str
    field: str
    """The kind of entry that it stands in, as the knowledge base calls it."""
    entry: str
    place: str
    """The way to it inside the entry, as its file has it."""
    text: Text
    sources: tuple[str, ...]


def claims(base: KnowledgeBase) -> Iterator[Claim]:
    """All of them, in the order of the knowledge base."""
    return chain(_of_scenarios(base), _of_frameworks(base), _of_the_rest(base))


def told(article: str, voice: Voice) -> Iterator[str]:
    """What an article says, entry by entry, line by line."""
    found = [claim for claim in claims(voice.base) for source in claim.sources if source == article]
    source = voice.base.sources[article]
    yield voice.text(
        "coverage.said", count=len(found), article=article, author=voice.author(source), title=source.title
    )
    for field, in_field in groupby(found, key=lambda claim: claim.field):
        yield from ("", voice.text(f"coverage.said.{field}"))
        for entry, in_entry in groupby(in_field, key=lambda claim: claim.entry):
            yield f"  {' · '.join(filter(None, (entry, _title(field, entry, voice))))}"
            yield from (f"    {claim.place}: {voice.say(claim.text)}" for claim in in_entry)


def _of_scenarios(base: KnowledgeBase) -> Iterator[Claim]:
    for name, entry in base.scenarios.items():
        for verdict in entry.verdicts:
            yield Claim("verdicts", "scenarios", name, _ranking(verdict), verdict.says, (verdict.source,))
        for framework, fit in entry.fits.items():
            yield Claim("fits", "scenarios", name, f"fits.{framework}", fit.text, fit.sources)


def _of_frameworks(base: KnowledgeBase) -> Iterator[Claim]:
    for name, entry in base.frameworks.items():
        yield Claim("topics", "frameworks", name, "tagline", entry.tagline.text, entry.tagline.sources)
        for topic, told_of_it in entry.topics.items():
            for point in told_of_it.points:
                yield Claim("topics", "frameworks", name, f"topics.{topic}", point.text, point.sources)


def _of_the_rest(base: KnowledgeBase) -> Iterator[Claim]:
    for name, component in base.components.items():
        yield Claim("components", "components", name, "text", component.text, component.sources)
    for name, matter in base.disagreements.items():
        for position in matter.positions:
            yield Claim("disagreements", "disagreements", name, "positions", position.text, position.sources)
    for name, figure in base.figures.items():
        for row in figure.rows:
            yield Claim("figures", "figures", name, f"rows.{row.framework}", _measured(figure, row), (row.source,))
    for path in base.learning.paths:
        yield Claim("learning", "learning", "paths", _listed(path.order), path.says, (path.source,))
    for framework, fit in base.learning.fits.items():
        yield Claim("learning", "learning", "fits", framework, fit.text, fit.sources)


def _ranking(verdict: Verdict) -> str:
    """A verdict's place: there is one for each article, so what it ranks tells more than a number."""
    ranks = (("first", verdict.first), ("second", verdict.second), ("against", verdict.against))
    return f"verdicts ({', '.join(f'{rank} {_listed(names)}' for rank, names in ranks if names)})"


def _listed(names: Iterable[str]) -> str:
    return f"[{', '.join(names)}]"


def _measured(figure: Figure, row: FigureRow) -> Text:
    """A number with its unit, to be written as the reader's language writes numbers."""
    number = f"{{number:{row.value}}}{'+' if row.at_least else ''}"
    return Text(**{language: f"{number} {unit}" for language, unit in figure.unit.model_dump().items() if unit})


def _title(field: str, entry: str, voice: Voice) -> str:
    """What an entry is called, where that is not its id."""
    match field:
        case "scenarios":
            return voice.situation(entry)
        case "frameworks":
            return voice.name(entry)
        case "disagreements":
            return voice.say(voice.base.disagreements[entry].title)
        case "figures":
            return voice.say(voice.base.figures[entry].title)
    return ""
