"""Which kind of answer a text asks for, as a probability for each kind.

A linear model over the signals: every weight can be read, and every decision explained by the signals that made it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from bot.knowledge_base.weights import Weights
from bot.understanding.question import KINDS, Kind, Signal
from bot.understanding.signals import AGAINST_ANOTHER, ONLY_TALK, Value

OUTSIDE: Kind = "out_of_scope"
_OF_A_CHOICE: frozenset[Kind] = frozenset({"recommend", "compare", "framework"})


@dataclass(frozen=True, slots=True)
class Likely:
    """The kinds with their probabilities, likeliest first."""

    ranked: tuple[tuple[Kind, float], ...]

    @property
    def kind(self) -> Kind:
        """The likeliest kind."""
        return self.ranked[0][0]

    @property
    def margin(self) -> float:
        """How far the likeliest kind is ahead of the next."""
        return abs(self.ranked[0][1] - self.ranked[1][1])

    def of(self, kind: Kind) -> float:
        """The probability of ``kind``."""
        return dict(self.ranked).get(kind, 0.0)


def weigh(signals: Mapping[str, Value], weights: Weights) -> Likely:
    """The probability of each kind, given the signals of a text."""
    scores = dict.fromkeys(KINDS, 0.0)
    for name, (value, _) in signals.items():
        for kind, weight in weights.signals.get(name, {}).items():
            scores[kind] += weight * value  # type: ignore[index]
    highest = max(scores.values())
    shares = {kind: math.exp(score - highest) for kind, score in scores.items()}
    total = sum(shares.values())
    chances = {kind: share / total for kind, share in shares.items()}
    if ONLY_TALK in signals:
        return Likely((("smalltalk", 1.0), *((kind, 0.0) for kind in KINDS if kind != "smalltalk")))
    likeliest = max(chances, key=lambda kind: chances[kind])
    refused = (chances[OUTSIDE] >= weights.refuse_above and likeliest != "smalltalk") or (
        AGAINST_ANOTHER in signals and likeliest in _OF_A_CHOICE
    )
    ranked = sorted(chances.items(), key=lambda item: (not (refused and item[0] == OUTSIDE), -item[1]))
    return Likely(tuple(ranked))


def explain(signals: Mapping[str, Value], weights: Weights, likely: Likely) -> tuple[Signal, ...]:
    """The signals with what each contributed to the likeliest kind over the next, strongest first."""
    first, second = likely.ranked[0][0], likely.ranked[1][0]
    found = []
    for name, (value, spans) in signals.items():
        weight = weights.signals.get(name, {})
        contribution = value * (weight.get(first, 0.0) - weight.get(second, 0.0))
        found.append(Signal(name, round(value, 4), spans, round(contribution, 4)))
    return tuple(sorted(found, key=lambda signal: (-abs(signal.contribution), signal.name)))
