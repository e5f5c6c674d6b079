"""What to learn, and in which order: each article's own order, and that there is no single one."""

from __future__ import annotations

from bot.advice.answer import LearningAdvice
from bot.presentation import evidence, steps
from bot.presentation.message import Draft, paragraph, rows
from bot.presentation.voice import Voice


def draft(answer: LearningAdvice, voice: Voice) -> Draft:
    """The advice in its parts."""
    agreed = len({path.order[0] for path in answer.paths}) == 1
    counts = [
        voice.text("learn.count", framework=voice.name(framework), count=support.of, agree=support.count)
        for framework, support in answer.first
        if support.count
    ]
    paths = [
        voice.line("learn.path", author=voice.authors([path.source]), order=voice.arrows(path.order))
        for path in answer.paths
    ]
    fits = [
        voice.line(
            "overview.line", emoji=voice.emoji(framework), framework=voice.name(framework), text=voice.say(fit.text)
        )
        for framework, fit in answer.fits
    ]
    title = voice.line("learn.agreed" if agreed else "learn.title", count=len(answer.paths))
    head = [
        paragraph(title, voice.line("learn.counts", counts=voice.text("between").join(counts)) if counts else None),
        paragraph(*paths),
        paragraph(*fits),
    ]
    says = (
        voice.line("evidence.verdict", author=voice.authors([path.source]), says=voice.say(path.says))
        for path in answer.paths
    )
    portraits = steps.portraits(voice, [framework for framework, _ in answer.fits])
    return Draft(
        tuple(block for block in head if block.lines),
        evidence.chapter(voice.line("evidence.articles"), says),
        rows(*portraits, [steps.choose(voice), steps.situations(voice, another=False), steps.sources(voice)]),
    )
