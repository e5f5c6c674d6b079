"""The owners' look at how the bot is used: on Telegram and in the terminal the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Protocol

from bot.conversation import Desk
from bot.handlers.memory import Feedback, Questions, Statistics
from bot.presentation import Message, reports
from bot.presentation.guides import notice
from bot.understanding import Language

DAYS = 7
QUESTIONS = 15
_NEAR = 2
"""How many of the nearest readings are told."""


class Counted(Protocol):
    """The part of the memory that is looked at."""

    @property
    def healthy(self) -> bool:
        """Whether there is anything to look at."""

    @property
    def questions(self) -> Questions:
        """What found no answer."""

    @property
    def feedback(self) -> Feedback:
        """What was not what was meant."""

    @property
    def statistics(self) -> Statistics:
        """How much is asked."""


async def stats(memory: Counted, desk: Desk, language: Language, days: int = DAYS) -> Message:
    """How much was asked in the last ``days``, where, and how well it went."""
    if not memory.healthy:
        return notice("stats.away", language, desk.base)
    summary = await memory.statistics.summary(days)
    feedback = await memory.feedback.summary(days)
    charts = {
        "stats.doors": summary.doors,
        "stats.languages": summary.languages,
        "stats.kinds": summary.kinds,
        "stats.top": _titled(summary.top_answers, desk, language),
        "stats.feedback": _titled(((item.answer_key, item.count) for item in feedback), desk, language),
    }
    use = reports.Use(days, summary.questions, summary.share_answered, charts)
    return reports.stats(use, language, desk.base)


async def unanswered(memory: Counted, desk: Desk, language: Language, limit: int = QUESTIONS) -> Message:
    """The questions that found no answer or the wrong one, the most frequent first."""
    if not memory.healthy:
        return notice("stats.away", language, desk.base)
    found = [
        reports.Open(
            question.text,
            question.count,
            question.reason == "misheard",
            [desk.title(near, language) for near in question.readings[:_NEAR]],
        )
        for question in await memory.questions.list(limit)
    ]
    return reports.unanswered(found, language, desk.base)


def _titled(counted: Iterable[tuple[str, int]], desk: Desk, language: Language) -> Mapping[str, int]:
    """Answers by their titles; what has the same title is counted together."""
    titled: Counter[str] = Counter()
    for key, count in counted:
        titled[desk.title(key, language)] += count
    return dict(titled.most_common())
