"""A ranking is derived from what the articles advise; nothing here is an opinion of the program.

An article's verdict counts 3 for a framework that it puts first, 1 for one that it names as a fair choice too and -2
for one that it advises against. A situation is the mean of its verdicts, so that one of which many articles speak
weighs no more than another; several situations add up, each as strongly as the asker's words speak for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.advice.answer import Support
from bot.knowledge_base import KnowledgeBase
from bot.knowledge_base.models import Scenario, Verdict
from bot.understanding import Weighted

FIRST, SECOND, AGAINST = 3.0, 1.0, -2.0
WISHED, KNOWN = 3.2, 0.8
"""What it counts that the asker wants to move to a framework, more than one situation by itself can say against it; and
that they know one already (A1, A2 and A4: what a team knows matters)."""


def tally(verdicts: Sequence[Verdict], frameworks: Iterable[str]) -> dict[str, float]:
    """The mean score of each framework over ``verdicts``."""
    scores = dict.fromkeys(frameworks, 0.0)
    for verdict in verdicts:
        for names, worth in ((verdict.first, FIRST), (verdict.second, SECOND), (verdict.against, AGAINST)):
            for name in names:
                scores[name] += worth / len(verdicts)
    return scores


def weigh(
    base: KnowledgeBase,
    situations: Sequence[Weighted],
    *,
    wished: Iterable[str] = (),
    known: Iterable[str] = (),
) -> dict[str, float]:
    """The score of each framework for all situations together."""
    scores = dict.fromkeys(base.frameworks, 0.0)
    for situation in situations:
        for name, score in tally(base.scenarios[situation.id].verdicts, base.frameworks).items():
            scores[name] += score * situation.weight
    for names, worth in ((wished, WISHED), (known, KNOWN)):
        for name in names:
            scores[name] += worth
    return scores


def ranked(scores: Mapping[str, float], base: KnowledgeBase, situations: Sequence[Weighted]) -> tuple[str, ...]:
    """Frameworks from the highest score to the lowest; of equals the one of which the articles say why it fits."""
    fits = {name for situation in situations[:1] for name in base.scenarios[situation.id].fits}
    return tuple(
        sorted(scores, key=lambda name: (-round(scores[name], 6), name not in fits, base.frameworks[name].order))
    )


def support(scenario: Scenario, framework: str) -> Support:
    """How many articles of those that speak of ``scenario`` put ``framework`` first."""
    return Support(sum(framework in verdict.first for verdict in scenario.verdicts), len(scenario.verdicts))


def leader(scenario: Scenario, base: KnowledgeBase) -> str | None:
    """The framework that a situation by itself leads to."""
    if not scenario.verdicts:
        return None
    return ranked(tally(scenario.verdicts, base.frameworks), base, [Weighted(scenario.id, 1.0)])[0]
