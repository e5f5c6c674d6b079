"""A recommendation: the first choice and why, the runners-up, how far the articles agree, who does not."""

from __future__ import annotations

from collections.abc import Iterator

from bot.advice.answer import Overview, Ranked, Recommendation
from bot.presentation import evidence, steps
from bot.presentation.actions import Show
from bot.presentation.document import Line
from bot.presentation.message import Draft, Rows, paragraph, rows
from bot.presentation.voice import Voice
from bot.understanding.question import Reading


def draft(answer: Recommendation, voice: Voice) -> Draft:
    """The recommendation in its parts."""
    if not answer.ranking:
        return Draft((paragraph(voice.line("recommend.nothing")),), buttons=rows([steps.choose(voice)]))
    head = (
        paragraph(*_asked(answer, voice)),
        paragraph(*_first(answer, voice)),
        paragraph(*_runners_up(answer, voice)),
        paragraph(*_conditions(answer, voice)),
    )
    lines = (
        *evidence.chapter(voice.line("evidence.articles"), evidence.verdicts(voice, answer.verdicts)),
        *evidence.disagreements(voice, answer.disagreements),
    )
    return Draft(tuple(block for block in head if block.lines), lines, _buttons(answer, voice))


def overview(answer: Overview, voice: Voice) -> Draft:
    """No situation given: a line on each, then the way into the guided choice."""
    lines = [
        voice.line("overview.line", emoji=voice.emoji(framework), framework=voice.name(framework), text=text)
        for framework, text in ((framework, voice.say(point.text)) for framework, point in answer.lines)
    ]
    head = (
        paragraph(voice.line("overview.title")),
        paragraph(*lines, *_excluded(answer.excluded, voice)),
        paragraph(voice.line("overview.invitation")),
    )
    names = tuple(framework for framework, _ in answer.lines)
    compared = (
        steps.ask(voice, Reading("compare", frameworks=names), voice.text("button.all")) if len(names) > 1 else None
    )
    return Draft(
        head,
        tuple(evidence.drawn_on(voice, answer.sources)),
        rows([steps.choose(voice), steps.situations(voice, another=False)], [compared, steps.sources(voice)]),
    )


def show_of(answer: Recommendation, everyone: int) -> Show:
    """The action that gives this answer again; where not ``everyone`` is ranked, the asker had named some."""
    first, *also = answer.scenarios or (None,)
    limited = answer.beyond or len(answer.ranking) + len(answer.excluded) < everyone
    named = tuple(ranked.framework for ranked in answer.ranking) if limited else ()
    return Show(
        Reading("recommend", frameworks=named, scenario=first),
        answer.language,
        also=tuple(scenario for scenario in also if scenario),
        excluded=answer.excluded,
        known=answer.known,
        target=answer.target,
    )


def _asked(answer: Recommendation, voice: Voice) -> Iterator[Line]:
    """The framework that was asked about, before the one that comes first."""
    for place, ranked in enumerate(answer.ranking, start=1):
        if ranked.framework == answer.asked:
            yield voice.line(
                "recommend.asked",
                emoji=voice.emoji(ranked.framework),
                framework=voice.name(ranked.framework),
                place=place,
                count=len(answer.ranking),
            )
            yield voice.line("recommend.reason", reason=_reason(ranked, voice))


def _first(answer: Recommendation, voice: Voice) -> Iterator[Line]:
    best = answer.ranking[0]
    situations = voice.text("situations.and").join(voice.situation(scenario) for scenario in answer.scenarios)
    key = "recommend.first" if situations else "recommend.first_alone"
    yield voice.line(key, emoji=voice.emoji(best.framework), framework=voice.name(best.framework), situation=situations)
    yield voice.line("recommend.reason", reason=_reason(best, voice))
    if best.support.of:
        yield _agreement(answer, best, voice)


def _reason(ranked: Ranked, voice: Voice) -> str:
    """Why a framework fits, or that the articles do not say."""
    return voice.say(ranked.fit.text) if ranked.fit else voice.text("silent.here")


def _agreement(answer: Recommendation, best: Ranked, voice: Voice) -> Line:
    key = "recommend.support" if best.support.count else "recommend.support_none"
    views: dict[tuple[str, ...], list[str]] = {}
    for verdict in answer.dissent:
        views.setdefault(verdict.first, []).append(verdict.source)
    others = [
        voice.text(
            "recommend.other_view", author=voice.authors(sources), frameworks=voice.text("or").join(voice.names(first))
        )
        for first, sources in views.items()
    ]
    counted = voice.line(key, count=best.support.of, agree=best.support.count)
    if not others:
        return counted
    return (*counted, *voice.line("recommend.dissent", others=voice.text("between_views").join(others)))


def _runners_up(answer: Recommendation, voice: Voice) -> Iterator[Line]:
    for place, ranked in enumerate(answer.ranking[1:], start=2):
        if ranked.framework == answer.asked:
            continue
        yield voice.line(
            "recommend.runner_up",
            place=place,
            emoji=voice.emoji(ranked.framework),
            framework=voice.name(ranked.framework),
            text=_reason(ranked, voice),
        )


def _conditions(answer: Recommendation, voice: Voice) -> Iterator[Line]:
    """What was asked beside the situation, and how it was taken into account."""
    yield from _excluded(answer.excluded, voice)
    if answer.beyond:
        yield voice.line("recommend.beyond", framework=voice.name(answer.beyond))
    if answer.known:
        yield voice.line("recommend.known", frameworks=voice.names(answer.known))
    if answer.target:
        yield voice.line("recommend.target", frameworks=voice.names(answer.target))
    if answer.conflict:
        yield voice.line("recommend.conflict", sides=voice.text("between_views").join(_sides(answer, voice)))
    if answer.combines:
        yield voice.line("recommend.combines", frameworks=voice.text("plus").join(voice.names(answer.combines)))


def _sides(answer: Recommendation, voice: Voice) -> Iterator[str]:
    """The situations that pull towards each framework."""
    pulling: dict[str, list[str]] = {}
    for scenario, framework in answer.conflict:
        pulling.setdefault(framework, []).append(voice.situation(scenario))
    for framework, situations in pulling.items():
        situation = voice.text("situations.and").join(situations)
        yield voice.text("recommend.side", situation=situation, framework=voice.name(framework))


def _excluded(excluded: tuple[str, ...], voice: Voice) -> Iterator[Line]:
    if excluded:
        yield voice.line("recommend.excluded", frameworks=voice.names(excluded))


def _buttons(answer: Recommendation, voice: Voice) -> Rows:
    show = show_of(answer, len(voice.base.frameworks))
    first, *others = (ranked.framework for ranked in answer.ranking)
    compare = steps.compare(voice, first, others[0]) if others else None
    return rows(
        [steps.why(voice, show), compare],
        [steps.situations(voice), steps.sources(voice), steps.misheard(voice, show)],
    )
