"""What was understood of a text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Language = Literal["en", "zh_Hans", "zh_Hant"]
LANGUAGES: tuple[Language, ...] = ("en", "zh_Hans", "zh_Hant")

Kind = Literal["recommend", "compare", "framework", "fact", "learn", "smalltalk", "clarify", "out_of_scope"]
KINDS: tuple[Kind, ...] = ("recommend", "compare", "framework", "fact", "learn", "smalltalk", "out_of_scope")
"""The kinds that a text can be read as. ``clarify`` is no reading: it is what follows when none is clear."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """An id with how strongly the text speaks for it (0 to 1)."""

    id: str
    weight: float
    phrase: str = ""
    """The phrase of the knowledge base that said most."""
    spans: tuple[tuple[int, int], ...] = ()
    """Where in the asker's own text (start, end in characters) it was seen."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand the text: enough to answer it."""

    kind: Kind
    frameworks: tuple[str, ...] = ()
    scenario: str | None = None
    topic: str | None = None
    component: str | None = None
    outside: str | None = None
    probability: float = 0.0


@dataclass(frozen=True, slots=True)
class Signal:
    """Something in the text that was weighed."""

    name: str
    value: float
    spans: tuple[tuple[int, int], ...] = ()
    """Where in the asker's own text (start, end in characters) it was seen."""
    contribution: float = 0.0
    """How much it spoke for the kind that was chosen."""


@dataclass(frozen=True, slots=True)
class Question:
    """A text, understood."""

    text: str
    language: Language
    kind: Kind
    frameworks: tuple[str, ...] = ()
    """Frameworks that the text names and does not rule out, in its order."""
    named: tuple[str, ...] = ()
    """Those of them that stand in the text by themselves, not only inside or behind the name of a component."""
    excluded: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    """Frameworks that the asker says they know or use."""
    target: tuple[str, ...] = ()
    """Frameworks that the asker wants to change to."""
    scenarios: tuple[Weighted, ...] = ()
    topics: tuple[Weighted, ...] = ()
    components: tuple[str, ...] = ()
    outside: str | None = None
    """Which matter outside the knowledge base it is about, where that is known."""
    smalltalk: str | None = None
    confidence: float = 0.0
    """How sure (0 to 1) the kind is, and what it is about."""
    margin: float = 0.0
    """Distance to the next best kind."""
    likely: tuple[tuple[Kind, float], ...] = ()
    """The probability of each kind, likeliest first."""
    readings: tuple[Reading, ...] = ()
    """The other ways to understand it, likeliest first: what a clarify or a refusal offers."""
    signals: tuple[Signal, ...] = field(default=(), compare=False)
    follows: bool = False
    """Whether something was taken over from what was asked before."""
    wants_evidence: bool = False
    """Whether the reasons for the answer are asked for, rather than the answer again."""
