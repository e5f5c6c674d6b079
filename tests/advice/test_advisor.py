from __future__ import annotations

import pytest

from bot.advice import Advisor, Answer, as_question
from bot.advice.answer import (
    Clarify,
    Comparison,
    ComponentFact,
    Fact,
    LearningAdvice,
    OutOfScope,
    Overview,
    Portrait,
    Recommendation,
    Smalltalk,
)
from bot.knowledge_base import KnowledgeBase
from bot.presentation import render
from bot.understanding import LANGUAGES, Kind, Language, Question, Reading, Weighted

TASTE = (Weighted("taste", 1.0),)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (Question("", "en", "recommend", scenarios=(Weighted("office", 1.0),)), Recommendation),
        (Question("", "en", "recommend"), Overview),
        (Question("", "en", "compare", frameworks=("moka", "siphon")), Comparison),
        (Question("", "en", "framework", frameworks=("moka",)), Portrait),
        (Question("", "en", "framework", frameworks=("moka", "siphon")), Comparison),
        (Question("", "en", "framework"), Overview),
        (Question("", "en", "fact", frameworks=("moka",), topics=TASTE), Fact),
        (Question("", "en", "fact", components=("Bialetti",), topics=TASTE), ComponentFact),
        (Question("", "en", "fact", frameworks=("moka",)), Portrait),
        (Question("", "en", "fact"), Overview),
        (Question("", "en", "learn"), LearningAdvice),
        (Question("", "en", "smalltalk", smalltalk="thanks"), Smalltalk),
        (Question("", "en", "smalltalk"), Smalltalk),
        (Question("", "en", "clarify"), Clarify),
        (Question("", "en", "out_of_scope", outside="tea"), OutOfScope),
        (Question("", "en", "out_of_scope"), OutOfScope),
    ],
)
def test_each_kind_of_question_has_its_kind_of_answer(
    question: Question, expected: type[Answer], advisor: Advisor
) -> None:
    assert type(advisor.answer(question)) is expected


@pytest.mark.parametrize("named", [(), ("moka",)])
def test_a_comparison_of_less_than_two_is_one_of_all(named: tuple[str, ...], advisor: Advisor) -> None:
    answer = advisor.answer(Question("", "en", "compare", frameworks=named))
    assert isinstance(answer, Comparison)
    assert answer.frameworks == ("moka", "chemex", "aeropress", "siphon")


def test_a_fact_without_a_framework_is_about_all(advisor: Advisor) -> None:
    answer = advisor.answer(Question("", "en", "fact", topics=TASTE))
    assert isinstance(answer, Fact)
    assert [name for name, _, _ in answer.entries] == ["moka", "chemex", "aeropress", "siphon"]


def test_what_is_outside_is_said_with_its_own_words_and_without_sources(advisor: Advisor) -> None:
    answer = advisor.answer(Question("", "en", "out_of_scope", outside="tea"))
    assert isinstance(answer, OutOfScope)
    assert answer.reply is not None
    assert (answer.reply.en, answer.sources) == ("They write about coffee only.", ())


def test_a_question_back_offers_the_readings_in_their_order(advisor: Advisor) -> None:
    readings = (
        Reading("recommend", scenario="camping"),
        Reading("recommend", ("chemex", "moka"), scenario="camping"),
        Reading("recommend", scenario="unsure"),
        Reading("fact", topic="taste"),
        Reading("framework", ("siphon",)),
    )
    answer = advisor.answer(Question("", "en", "clarify", readings=readings))
    assert isinstance(answer, Clarify)
    assert [(option.kind, option.frameworks) for option in answer.options] == [
        ("recommend", ("aeropress", "moka", "siphon", "chemex")),
        ("recommend", ("moka", "chemex")),
        ("recommend", ("moka", "chemex", "aeropress", "siphon")),
        ("fact", ("moka", "chemex", "aeropress", "siphon")),
        ("framework", ("siphon",)),
    ]


def test_a_chosen_reading_is_answered_as_if_it_had_been_asked(advisor: Advisor) -> None:
    asked = Question("for camping", "en", "recommend", scenarios=(Weighted("camping", 1.0),))
    assert advisor.answer_reading(Reading("recommend", scenario="camping"), "en") == advisor.answer(asked)


def test_taps_of_the_choice_add_up() -> None:
    question = as_question(
        Reading("recommend", ("moka", "chemex"), scenario="camping"),
        "en",
        scenarios=["office", "camping"],
        excluded=("chemex",),
    )
    assert [found.id for found in question.scenarios] == ["camping", "office"]
    assert (question.frameworks, question.excluded, question.confidence) == (("moka",), ("chemex",), 1.0)


def questions(base: KnowledgeBase, language: Language) -> dict[str, Question]:
    """A question for everything that the packaged knowledge holds."""
    kinds: tuple[Kind, ...] = ("fact", "compare")
    return {
        **{
            f"{name} without {out or 'nothing'}": Question(
                "", language, "recommend", scenarios=(Weighted(name, 1.0),), excluded=(out,) if out else ()
            )
            for name in base.scenarios
            for out in (None, *base.frameworks)
        },
        **{
            f"{kind} {topic} {framework}": Question(
                "", language, kind, frameworks=(framework,) if framework else (), topics=(Weighted(topic, 1.0),)
            )
            for kind in kinds
            for topic in base.topics
            for framework in (None, *base.frameworks)
        },
        **{name: Question("", language, "framework", frameworks=(name,)) for name in base.frameworks},
        **{name: Question("", language, "fact", components=(name,)) for name in base.components},
        **{name: Question("", language, "smalltalk", smalltalk=name) for name in base.smalltalk},
        **{name: Question("", language, "out_of_scope", outside=name) for name in base.outside},
        "learn": Question("", language, "learn"),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_packaged_has_an_answer_with_sources(language: Language, base: KnowledgeBase) -> None:
    advisor = Advisor(base)
    for name, question in questions(base, language).items():
        answer = advisor.answer(question)
        assert answer.language == language, name
        assert set(answer.sources) <= set(base.sources), name
        silent = isinstance(answer, Smalltalk | OutOfScope) or (
            isinstance(answer, Fact) and not any(points for *_, points in answer.entries)
        )
        assert bool(answer.sources) != silent, name
        if isinstance(answer, Recommendation):
            ranked = {entry.framework for entry in answer.ranking}
            assert ranked == set(base.frameworks) - set(question.excluded), name
            assert answer.ranking[0].framework not in question.excluded
        assert render(answer, base).plain.strip(), name
