from __future__ import annotations

import pytest

from bot.knowledge_base import KnowledgeBase
from bot.knowledge_base.weights import Weights
from bot.understanding import Kind, Question, Understanding


def leaning_to(kind: Kind, coffee: Understanding, *, clarify_below: float = 0.0) -> Understanding:
    """Understands every text as one of a kind, so that what else is made of it can be seen."""
    weights = Weights(signals={"bias": {kind: 1.0, "learn": 0.5}}, clarify_below=clarify_below)
    return Understanding(coffee.base.model_copy(update={"weights": weights}))


@pytest.fixture(scope="session")
def recommending(coffee: Understanding) -> Understanding:
    return leaning_to("recommend", coffee)


def situations(question: Question) -> list[str]:
    return [found.id for found in question.scenarios]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Which coffee maker for a camping trip?", "recommend"),
        ("露营带哪个壶？", "recommend"),
        ("不要摩卡壶，办公室用哪个好", "recommend"),
        ("Moka vs Siphon", "compare"),
        ("摩卡壶和手冲壶有什么区别", "compare"),
        ("Is the Siphon hard to clean?", "fact"),
        ("虹吸壺難洗嗎？", "fact"),
        ("tell me about the chemex", "framework"),
        ("hello", "smalltalk"),
        ("should I buy a teapot", "out_of_scope"),
    ],
)
def test_the_packaged_weights_hold_for_another_subject(text: str, kind: Kind, coffee: Understanding) -> None:
    assert coffee.ask(text).kind == kind


def test_excluded_frameworks_are_not_among_those_to_choose_from(recommending: Understanding) -> None:
    question = recommending.ask("moka or siphon for the office, not chemex")
    assert (question.frameworks, question.excluded) == (("moka", "siphon"), ("chemex",))


def test_not_everything_can_be_excluded(recommending: Understanding) -> None:
    assert recommending.ask("no moka, no chemex, no siphon, no aeropress").excluded == ()
    assert recommending.ask("no moka, no chemex, no siphon").excluded == ("moka", "chemex", "siphon")


def test_what_one_moves_away_from_is_not_excluded(recommending: Understanding) -> None:
    question = recommending.ask("不用 moka 改用 siphon")
    assert (question.excluded, question.target) == ((), ("siphon",))


def test_what_one_has_is_not_where_one_goes(recommending: Understanding) -> None:
    question = recommending.ask("we use moka and want to go from moka to siphon")
    assert (question.known, question.target) == (("moka",), ("siphon",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for guests", ["guests"]),
        ("camping trip with guests at a dinner party", ["camping", "guests"]),
        ("from moka to siphon", ["another_pot"]),
        ("moka or siphon", ["unsure"]),
        ("which one", ["unsure"]),
        ("in a tent", ["camping"]),
    ],
)
def test_the_situation_of_a_recommendation(text: str, expected: list[str], recommending: Understanding) -> None:
    assert sorted(situations(recommending.ask(text))) == sorted(expected)


def test_the_clearest_situation_stands_first(recommending: Understanding) -> None:
    assert situations(recommending.ask("a camping trip, hiking tour, with guests"))[0] == "camping"
    assert situations(recommending.ask("guests, a dinner party, maybe camping"))[0] == "guests"


def test_a_fact_is_about_a_topic_or_about_that_of_the_component(coffee: Understanding) -> None:
    fact = leaning_to("fact", coffee)
    assert [topic.id for topic in fact.ask("is the siphon easy to wash").topics] == ["cleaning"]
    assert [topic.id for topic in fact.ask("what is a bialetti").topics] == ["cleaning", "taste"]
    assert fact.ask("what is a bonded filter").components == ("Bonded filter",)


def test_an_unclear_text_is_asked_back_with_all_its_readings(coffee: Understanding) -> None:
    question = leaning_to("recommend", coffee, clarify_below=0.99).ask("moka for guests, how does it taste?")
    assert question.kind == "clarify"
    assert 1 < len(question.readings) <= 3
    probabilities = [reading.probability for reading in question.readings]
    assert probabilities == sorted(probabilities, reverse=True)
    assert {reading.kind for reading in question.readings} <= {"recommend", "compare", "framework", "fact", "learn"}


def test_smalltalk_is_never_asked_back(coffee: Understanding) -> None:
    assert leaning_to("smalltalk", coffee, clarify_below=0.99).ask("moka?").kind == "smalltalk"


def test_what_is_outside_is_told(coffee: Understanding) -> None:
    question = coffee.ask("should I buy a teapot")
    assert (question.kind, question.outside) == ("out_of_scope", "tea")


def test_the_language_follows_the_text_and_else_the_asker(coffee: Understanding) -> None:
    assert coffee.ask("露營帶哪個壺？", "en").language == "zh_Hant"
    assert coffee.ask("Moka vs Siphon", None, "zh-TW").language == "zh_Hant"
    assert coffee.ask("Moka vs Siphon", default="zh_Hans").language == "zh_Hans"


def test_a_question_keeps_the_text_and_is_explained_by_signals(coffee: Understanding) -> None:
    text = "Which coffee maker\nfor ＣＡＭＰＩＮＧ?"
    question = coffee.ask(text)
    assert question.text == text
    assert 0 < question.confidence <= 1
    seen = {text[start:end] for signal in question.signals for start, end in signal.spans}
    assert {"Which", "ＣＡＭＰＩＮＧ"} <= seen


def test_a_subject_without_an_open_situation_still_recommends(coffee: Understanding) -> None:
    scenarios = {name: entry for name, entry in coffee.base.scenarios.items() if not (entry.open or entry.change)}
    weights = Weights(signals={"bias": {"recommend": 1.0}})
    base: KnowledgeBase = coffee.base.model_copy(update={"scenarios": scenarios, "weights": weights})
    question = Understanding(base).ask("from moka to something")
    assert (question.kind, question.scenarios) == ("recommend", ())


def test_a_topic_is_offered_once(understanding: Understanding) -> None:
    question = understanding.ask("部署哪个简单")
    topics = [reading.topic for reading in question.readings if reading.topic]
    assert len(topics) == len(set(topics))
