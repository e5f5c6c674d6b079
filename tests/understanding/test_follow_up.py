"""What is not whole by itself is completed by what was asked before; what is whole is left alone."""

from __future__ import annotations

import pytest

from bot.understanding import Question, Reading, Understanding, Weighted

CAMPING = Question("…", "en", "recommend", scenarios=(Weighted("camping", 0.9),))
TASTE = Question("…", "en", "fact", frameworks=("moka",), topics=(Weighted("taste", 0.9),))
VERSUS = Question("…", "en", "compare", frameworks=("moka", "siphon"))
ASKED_BACK = Question(
    "…",
    "en",
    "clarify",
    readings=(
        Reading("recommend", scenario="camping"),
        Reading("fact", ("siphon",), topic="cleaning"),
    ),
)


def ids(found: tuple[Weighted, ...]) -> list[str]:
    return [one.id for one in found]


@pytest.mark.parametrize("text", ["why?", "Why", "为什么？", "為什麼"])
def test_why_asks_for_the_reasons_of_the_same_answer(text: str, coffee: Understanding) -> None:
    question = coffee.ask(text, before=CAMPING)
    assert (question.kind, ids(question.scenarios)) == ("recommend", ["camping"])
    assert question.follows
    assert question.wants_evidence


@pytest.mark.parametrize(
    ("text", "excluded"), [("not moka", "moka"), ("不要虹吸壶", "siphon"), ("no chemex!", "chemex")]
)
def test_what_is_ruled_out_afterwards_is_ruled_out_there(text: str, excluded: str, coffee: Understanding) -> None:
    question = coffee.ask(text, before=CAMPING)
    assert (question.kind, ids(question.scenarios), question.excluded) == ("recommend", ["camping"], (excluded,))
    again = coffee.ask("and not aeropress", before=question)
    assert set(again.excluded) == {excluded, "aeropress"}


def test_not_everything_can_be_ruled_out_one_by_one(coffee: Understanding) -> None:
    question = CAMPING
    for name in ("moka", "chemex", "aeropress", "siphon"):
        question = coffee.ask(f"not {name}", before=question)
    assert len(set(question.excluded)) < 4


@pytest.mark.parametrize("text", ["and the siphon?", "what about siphon", "虹吸壶呢", "虹吸壺呢？"])
def test_the_same_is_asked_of_another_framework(text: str, coffee: Understanding) -> None:
    question = coffee.ask(text, before=TASTE)
    assert (question.kind, question.frameworks, ids(question.topics)) == ("fact", ("siphon",), ["taste"])


def test_another_framework_joins_a_comparison(coffee: Understanding) -> None:
    question = coffee.ask("and chemex?", before=VERSUS)
    assert (question.kind, question.frameworks) == ("compare", ("moka", "siphon", "chemex"))


@pytest.mark.parametrize("text", ["easy to clean?", "好洗吗"])
def test_another_topic_is_asked_of_the_same_framework(text: str, coffee: Understanding) -> None:
    question = coffee.ask(text, before=TASTE)
    assert (question.kind, question.frameworks, ids(question.topics)) == ("fact", ("moka",), ["cleaning"])


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("1", ASKED_BACK.readings[0]),
        ("2", ASKED_BACK.readings[1]),
        ("On a camping trip", ASKED_BACK.readings[0]),
        ("清洗 siphon", ASKED_BACK.readings[1]),
    ],
)
def test_a_question_back_is_answered_by_number_or_in_words(text: str, reading: Reading, coffee: Understanding) -> None:
    question = coffee.ask(text, before=ASKED_BACK)
    assert question.kind == reading.kind
    assert (ids(question.scenarios), ids(question.topics)) == (
        [reading.scenario] if reading.scenario else [],
        [reading.topic] if reading.topic else [],
    )


@pytest.mark.parametrize("number", ["0", "3", "99"])
def test_a_number_that_was_not_offered_chooses_nothing(number: str, coffee: Understanding) -> None:
    assert not coffee.ask(number, before=ASKED_BACK).follows


@pytest.mark.parametrize(
    "text",
    [
        "Which coffee maker for guests at a dinner party?",
        "Moka vs Siphon, what is the difference?",
        "hello",
        "should I buy a teapot",
        "办公室用哪个壶好？摩卡壶还是手冲壶",
    ],
)
@pytest.mark.parametrize("before", [CAMPING, TASTE, VERSUS], ids=["recommend", "fact", "compare"])
def test_what_is_whole_is_not_touched(text: str, before: Question, coffee: Understanding) -> None:
    assert coffee.ask(text, before=before) == coffee.ask(text)


def test_a_follow_up_of_names_alone_keeps_the_language(coffee: Understanding) -> None:
    before = coffee.ask("摩卡壶的味道怎么样")
    assert coffee.ask("Siphon?", before=before).language == "zh_Hans"


def test_nothing_follows_on_smalltalk(coffee: Understanding) -> None:
    before = coffee.ask("hello")
    assert coffee.ask("why?", before=before) == coffee.ask("why?")
