"""What the bot has to say to a question: facts and ids, no markup, no words of a language.

Texts of the knowledge base stay :class:`~bot.knowledge_base.models.Text` (all languages); presentation picks one.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.knowledge_base.models import Disagreement, Figure, Fit, LearningPath, Point, Rating, Verdict
from bot.knowledge_base.texts import Text
from bot.understanding.question import Language, Reading


@dataclass(frozen=True, slots=True)
class Support:
    """How many of the articles that speak of a matter put a framework first."""

    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """One framework in a recommendation."""

    framework: str
    score: float
    fit: Fit | None
    """Why it fits or does not; none where the articles are silent."""
    support: Support


@dataclass(frozen=True, slots=True)
class Answer:
    """Base of all answers."""

    language: Language
    sources: tuple[str, ...]
    """The articles that the answer draws on."""


@dataclass(frozen=True, slots=True)
class Recommendation(Answer):
    """Frameworks ranked for one or more situations."""

    scenarios: tuple[str, ...]
    ranking: tuple[Ranked, ...]
    verdicts: tuple[Verdict, ...]
    """What each article advises for the first situation."""
    dissent: tuple[Verdict, ...]
    """Those of the verdicts that put another framework first."""
    disagreements: tuple[Disagreement, ...] = ()
    excluded: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    conflict: tuple[tuple[str, str], ...] = ()
    """Where several situations pull apart: (situation, its own first framework)."""
    combines: tuple[str, ...] = ()
    """Frameworks that the articles would use together here."""
    target: tuple[str, ...] = ()
    """The framework that the asker wants to move to, if the matter is a move."""
    beyond: str | None = None
    """A framework that the asker did not name and that the articles would put first."""
    asked: str | None = None
    """The one framework that the asker wants to hear of, where another comes first."""


@dataclass(frozen=True, slots=True)
class Overview(Answer):
    """No situation given: each framework in a line."""

    lines: tuple[tuple[str, Point], ...]
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a comparison: a topic, and per framework a few words (none where the articles are silent)."""

    topic: str
    cells: tuple[tuple[str, Text | None, Rating | None], ...]


@dataclass(frozen=True, slots=True)
class Comparison(Answer):
    """Frameworks side by side, on the whole or on one topic."""

    frameworks: tuple[str, ...]
    topic: str | None
    rows: tuple[Row, ...]
    points: tuple[tuple[str, Point], ...]
    """On one topic: what the articles say of each framework. On the whole: the line on each."""
    figures: tuple[Figure, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, slots=True)
class Portrait(Answer):
    """One framework in general."""

    framework: str
    tagline: Point
    sections: tuple[tuple[str, tuple[Point, ...]], ...]
    """Topic id and what is said on it: strengths, weaknesses, best uses."""
    disagreements: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact(Answer):
    """One topic of one or more frameworks."""

    topic: str
    entries: tuple[tuple[str, Rating | None, tuple[Point, ...]], ...]
    """Framework, its rating, what is said; no points where the articles are silent."""
    code: tuple[tuple[str, str], ...] = ()
    figures: tuple[Figure, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, slots=True)
class ComponentFact(Answer):
    """Something that the articles name beside the frameworks."""

    component: str
    text: Text
    goes_with: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LearningAdvice(Answer):
    """Which one to learn, in what order, according to whom."""

    frameworks: tuple[str, ...]
    paths: tuple[LearningPath, ...]
    fits: tuple[tuple[str, Fit], ...]
    first: tuple[tuple[str, Support], ...]
    """Frameworks by how many articles would learn them first."""


@dataclass(frozen=True, slots=True)
class Smalltalk(Answer):
    """A friendly line."""

    topic: str
    reply: Text


@dataclass(frozen=True, slots=True)
class Clarify(Answer):
    """The question back: which of these was meant?"""

    options: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class OutOfScope(Answer):
    """The knowledge base is silent; says so, and what it can do."""

    reply: Text | None
    options: tuple[Reading, ...]
