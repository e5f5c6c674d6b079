"""A situation becomes a recommendation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.advice import ranking
from bot.advice.answer import Answer, Overview, Ranked, Recommendation
from bot.knowledge_base import KnowledgeBase
from bot.knowledge_base.models import Disagreement, Fit
from bot.understanding import Language, Question, Weighted


def recommend(question: Question, base: KnowledgeBase) -> Answer:
    """Ranks the frameworks for the situations of ``question``; without any, gives each framework its line."""
    described = [found for found in question.scenarios if not base.scenarios[found.id].open]
    allowed = _allowed(question, base)
    if not described:
        # The one that was named comes first: it is on the asker's mind.
        first = sorted(allowed, key=lambda name: name not in question.frameworks)
        return overview(base, question.language, first, question.excluded)
    scores = ranking.weigh(base, described, wished=question.target, known=question.known)
    order = ranking.ranked(scores, base, described)
    main = base.scenarios[described[0].id]
    kept = [name for name in order if name in allowed]
    conflict = _conflict(described, base)
    result = Recommendation(
        language=question.language,
        sources=(),
        scenarios=tuple(found.id for found in described),
        ranking=tuple(
            Ranked(name, round(scores[name], 3), _fit(name, described, base), ranking.support(main, name))
            for name in kept
        ),
        verdicts=main.verdicts,
        dissent=tuple(verdict for verdict in main.verdicts if kept[0] not in verdict.first),
        disagreements=disagreements(base, scenarios=[main.id], frameworks=kept),
        excluded=question.excluded,
        known=tuple(name for name in question.known if name in allowed),
        conflict=conflict,
        combines=_combination(conflict, base),
        target=question.target,
        beyond=order[0] if order[0] not in allowed and order[0] not in question.excluded else None,
        asked=_asked(question, kept),
    )
    return _with_sources(result)


def overview(
    base: KnowledgeBase, language: Language, frameworks: Sequence[str], excluded: tuple[str, ...] = ()
) -> Overview:
    """Each of ``frameworks`` in a line, for want of a situation."""
    lines = tuple((name, base.frameworks[name].tagline) for name in frameworks)
    return Overview(language, cited(point.sources for _, point in lines), lines, excluded)


def disagreements(
    base: KnowledgeBase,
    *,
    scenarios: Iterable[str] = (),
    topics: Iterable[str] = (),
    frameworks: Iterable[str] = (),
    learning: bool = False,
) -> tuple[Disagreement, ...]:
    """The matters on which the articles differ that belong to an answer about these things."""
    about, on, named = set(scenarios), set(topics), set(frameworks)
    return tuple(
        matter
        for matter in base.disagreements.values()
        if (about & set(matter.scenarios) or on & set(matter.topics) or (learning and matter.learning))
        and (not matter.frameworks or named & set(matter.frameworks))
    )


def cited(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """The sources of several things, each once, in order."""
    return tuple(sorted({source for group in groups for source in group}))


def _allowed(question: Question, base: KnowledgeBase) -> tuple[str, ...]:
    """The frameworks to rank: those that the asker chooses among, if they name several; never an excluded one."""
    named = question.frameworks if len(question.frameworks) > 1 else tuple(base.frameworks)
    kept = tuple(name for name in named if name not in question.excluded)
    others = tuple(name for name in base.frameworks if name not in question.excluded)
    return kept or others or tuple(base.frameworks)


def _asked(question: Question, kept: Sequence[str]) -> str | None:
    """The framework that was asked about: the only one that was named, neither known nor left nor moved to."""
    if len(question.frameworks) != 1 or question.target:
        return None
    [name] = question.frameworks
    return name if name in kept[1:] and name not in question.known else None


def _fit(name: str, described: Sequence[Weighted], base: KnowledgeBase) -> Fit | None:
    """Why a framework fits the first situation that says so."""
    return next((fit for found in described if (fit := base.scenarios[found.id].fits.get(name))), None)


def _conflict(described: Sequence[Weighted], base: KnowledgeBase) -> tuple[tuple[str, str], ...]:
    """Situations that lead to different frameworks, each with its own."""
    leaders = [(found.id, first) for found in described if (first := ranking.leader(base.scenarios[found.id], base))]
    return tuple(leaders) if len({first for _, first in leaders}) > 1 else ()


def _combination(conflict: tuple[tuple[str, str], ...], base: KnowledgeBase) -> tuple[str, ...]:
    """The frameworks that an article puts together, where the situations pull towards just these."""
    pulled = {first for _, first in conflict}
    for scenario in base.scenarios.values():
        if scenario.combines and pulled == set(scenario.combines):
            return scenario.combines
    return ()


def _with_sources(result: Recommendation) -> Recommendation:
    groups: list[tuple[str, ...]] = [(verdict.source,) for verdict in result.verdicts]
    groups += [ranked.fit.sources for ranked in result.ranking if ranked.fit]
    return replace(result, sources=cited(groups))
