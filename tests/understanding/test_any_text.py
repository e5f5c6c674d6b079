"""Nothing that anybody may type does harm."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.conversation import Desk
from bot.presentation.answer_object import answer_object
from bot.understanding import KINDS, LANGUAGES, Question, Understanding

WORDS = st.sampled_from(
    [
        *"django flask fastapi Djano 姜戈 框架 哪个 用 不要 从 到 vs or not from to which why learn".split(),
        *"性能 高并发 admin hello 谢谢 spring go ， 。 ? ！ ` /ask @bot 伺服器 軟體 { } * {} {other} ² ① ٣ 🙂".split(),
        *("\n", "\x00", "\u202e", "\ud83d"),
    ]
)
TEXTS = st.text(st.characters(), max_size=200) | st.lists(WORDS, max_size=40).map(" ".join)

HALF = "用哪个框架 \ud83d"
"""Half of an emoji, as JSON may hold it."""


@settings(deadline=None)
@given(TEXTS)
@example(HALF)
def test_any_text_is_a_question_and_the_same_one_each_time(understanding: Understanding, text: str) -> None:
    question = understanding.ask(text)
    assert question.kind in {*KINDS, "clarify"}
    assert question.language in LANGUAGES
    assert 0 <= question.confidence <= 1
    assert not set(question.frameworks) & set(question.excluded)
    assert understanding.ask(text) == question
    for signal in question.signals:
        assert all(0 <= start < end <= len(text) for start, end in signal.spans)


@settings(deadline=None)
@given(TEXTS, TEXTS)
@example("django", HALF)
def test_any_text_may_follow_any_other(understanding: Understanding, first: str, second: str) -> None:
    before = understanding.ask(first)
    question = understanding.ask(second, before=before)
    assert question.text == second
    assert not set(question.frameworks) & set(question.excluded)


@settings(deadline=None)
@given(st.text(st.characters(categories=["N"]), min_size=1, max_size=3))
@example("²")
def test_any_number_may_answer_a_question_back(understanding: Understanding, number: str) -> None:
    before = understanding.ask("django or flask for a blog")
    asked_back = Question(before.text, before.language, "clarify", readings=before.readings)
    assert understanding.ask(number, before=asked_back).text == number


@settings(deadline=None)
@given(TEXTS)
@example(HALF)
def test_any_text_has_an_answer(desk: Desk, text: str) -> None:
    answer = answer_object(desk.ask(text))
    assert answer["plain"].strip()
    assert len(answer["plain"].encode("utf-16-le", "surrogatepass")) // 2 <= 4096
    assert json.loads(json.dumps(answer)) == answer


@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, "django " * 20_000, "框架" * 50_000, "not " * 30_000 + "django", "哪个 " * 30_000, "{}" * 20_000],
    ids=["one word", "one name", "chinese", "cue", "cues", "braces"],
)
def test_a_very_long_text_is_answered_too(understanding: Understanding, text: str) -> None:
    assert understanding.ask(text).text == text
