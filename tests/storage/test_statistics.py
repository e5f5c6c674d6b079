from __future__ import annotations

import asyncio

import pytest

from bot.storage import FeedbackCount, Store
from bot.storage.statistics import Summary

from .tools import Clock, rows


async def test_a_summary_of_what_was_asked(store: Store, clock: Clock) -> None:
    await store.statistics.count("group", "en", "recommend", "rest", True)
    clock.advance(days=1)
    await store.statistics.count("group", "zh_Hans", "recommend", "rest", True)
    await store.statistics.count("private", "zh_Hans", "compare", "flask-django", True)
    await store.statistics.count("private", "zh_Hans", "out_of_scope", None, False)
    summary = await store.statistics.summary(7)
    assert summary == Summary(
        questions=4,
        answered=3,
        doors={"group": 2, "private": 2},
        languages={"zh_Hans": 3, "en": 1},
        kinds={"recommend": 2, "compare": 1, "out_of_scope": 1},
        top_answers=[("rest", 2), ("flask-django", 1)],
    )
    assert list(summary.languages) == ["zh_Hans", "en"]
    assert summary.share_answered == pytest.approx(0.75)


async def test_a_summary_of_today_is_without_yesterday(store: Store, clock: Clock) -> None:
    await store.statistics.count("group", "en", "recommend", "rest", True)
    clock.advance(days=1)
    await store.statistics.count("inline", "en", "learn", "learn", True)
    assert (await store.statistics.summary(1)).doors == {"inline": 1}


async def test_where_nothing_was_asked(store: Store) -> None:
    summary = await store.statistics.summary(7)
    assert (summary.questions, summary.share_answered, summary.top_answers) == (0, 0.0, [])


async def test_questions_at_once_are_all_counted_in_one_row(store: Store, url: str) -> None:
    counting = (store.statistics.count("group", "en", "recommend", "rest", True) for _ in range(50))
    await asyncio.gather(*counting)
    await store.settle()
    assert await rows(url, "SELECT count FROM statistics") == [(50,)]


async def test_feedback_is_counted(store: Store, clock: Clock) -> None:
    for verdict in ("helpful", "helpful", "wrong"):
        await store.feedback.record("rest", verdict, "en")
    await store.feedback.record("rest", "helpful", "zh_Hans")
    assert await store.feedback.summary(7) == (FeedbackCount("rest", "helpful", 3), FeedbackCount("rest", "wrong", 1))
    clock.advance(days=7)
    assert await store.feedback.summary(7) == ()


async def test_counters_are_kept_for_a_year(store: Store, clock: Clock, url: str) -> None:
    await store.statistics.count("group", "en", "recommend", "rest", True)
    await store.feedback.record("rest", "helpful", "en")
    clock.advance(days=400)
    await store.purge()
    assert (await store.statistics.summary(401)).questions == 1
    clock.advance(days=1)
    await store.purge()
    assert await rows(url, "SELECT day FROM statistics UNION SELECT day FROM feedback") == []
