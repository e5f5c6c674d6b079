"""What there is of everything, as numbers: claims of each article, phrases and labelled questions in each language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.evaluation.labels import Labelled
from bot.knowledge_base import KnowledgeBase
from bot.knowledge_base.models import Scenario
from bot.understanding.question import LANGUAGES
from bot.workshop.claims import KINDS, claims

PHRASES = ("en", "zh")
Cells = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One article, situation or topic."""

    id: str
    claims: Cells
    """By article or, for an article, by kind of claim. Articles may be silent: nothing here is no gap."""
    phrases: Cells
    """By language."""
    questions: Cells
    """Labelled ones, by language; empty if no questions were looked at."""

    @property
    def gaps(self) -> int:
        """How many cells are empty that should not be: no article at all, a language without phrases or questions."""
        told = [sum(self.claims.values()), *self.phrases.values(), *self.questions.values()]
        return told.count(0)


@dataclass(frozen=True, slots=True)
class Coverage:
    """All of it."""

    articles: tuple[Row, ...]
    scenarios: tuple[Row, ...]
    topics: tuple[Row, ...]


def coverage(base: KnowledgeBase, questions: Sequence[Labelled] | None = None) -> Coverage:
    """Counts everything; without ``questions`` there are no numbers of questions."""
    asked: Counter[tuple[str, str]] = Counter((label.scenario or "", label.language) for label in questions or ())
    asked_of: Counter[tuple[str, str]] = Counter((label.topic or "", label.language) for label in questions or ())

    def numbers(counted: Counter[tuple[str, str]], name: str) -> Cells:
        return {language: counted[name, language] for language in LANGUAGES} if questions is not None else {}

    made = Counter((source, claim.kind) for claim in claims(base) for source in claim.sources)
    return Coverage(
        tuple(Row(name, {kind: made[name, kind] for kind in KINDS}, {}, {}) for name in base.sources),
        tuple(
            Row(name, _by_article(base, _of_scenario(entry)), _phrases(entry.phrases), numbers(asked, name))
            for name, entry in base.scenarios.items()
        ),
        tuple(
            Row(name, _by_article(base, _of_topic(base, name)), _phrases(entry.phrases), numbers(asked_of, name))
            for name, entry in base.topics.items()
        ),
    )


def _phrases(phrases: object) -> Cells:
    return {language: len(getattr(phrases, language)) for language in PHRASES}


def _by_article(base: KnowledgeBase, cited: Iterable[str]) -> Cells:
    counted = Counter(cited)
    return {name: counted[name] for name in base.sources}


def _of_scenario(scenario: Scenario) -> Iterator[str]:
    yield from (verdict.source for verdict in scenario.verdicts)
    yield from (source for fit in scenario.fits.values() for source in fit.sources)


def _of_topic(base: KnowledgeBase, topic: str) -> Iterator[str]:
    for framework in base.frameworks.values():
        if claims := framework.topics.get(topic):
            yield from (source for point in claims.points for source in point.sources)
