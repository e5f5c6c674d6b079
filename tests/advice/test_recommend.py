from __future__ import annotations

from typing import Any

import pytest

from bot.advice import Advisor
from bot.advice.answer import Overview, Recommendation, Support
from bot.understanding import Question, Weighted


def recommend(advisor: Advisor, *situations: str, **more: Any) -> Recommendation:
    scenarios = tuple(Weighted(name, 1.0) for name in situations)
    answer = advisor.answer(Question("…", "en", "recommend", scenarios=scenarios, **more))
    assert isinstance(answer, Recommendation)
    return answer


def names(answer: Recommendation) -> list[str]:
    return [ranked.framework for ranked in answer.ranking]


def test_each_framework_has_its_place_its_reason_and_its_support(advisor: Advisor) -> None:
    answer = recommend(advisor, "camping")
    assert names(answer) == ["aeropress", "moka", "siphon", "chemex"]
    assert [ranked.support for ranked in answer.ranking[:2]] == [Support(2, 3), Support(1, 3)]
    assert [ranked.fit.text.en if ranked.fit else None for ranked in answer.ranking] == [
        "Light and unbreakable.",
        "All it needs is a flame.",
        None,
        None,
    ]
    scores = [ranked.score for ranked in answer.ranking]
    assert scores == sorted(scores, reverse=True)


def test_who_says_something_else_is_said(advisor: Advisor) -> None:
    answer = recommend(advisor, "camping")
    assert [verdict.source for verdict in answer.verdicts] == ["B1", "B2", "B3"]
    assert [verdict.source for verdict in answer.dissent] == ["B3"]
    assert recommend(advisor, "office").dissent == ()


def test_dissent_is_measured_by_what_is_recommended_and_not_by_what_was_excluded(advisor: Advisor) -> None:
    answer = recommend(advisor, "camping", excluded=("aeropress",))
    assert names(answer)[0] == "moka"
    assert [verdict.source for verdict in answer.dissent] == ["B1", "B2"]


def test_sources_are_those_of_the_verdicts_and_reasons(advisor: Advisor) -> None:
    assert recommend(advisor, "camping").sources == ("B1", "B2", "B3")
    assert recommend(advisor, "office").sources == ("B1",)


@pytest.mark.parametrize("excluded", [("moka",), ("aeropress", "moka"), ("moka", "chemex", "siphon")])
def test_what_is_excluded_is_not_ranked(excluded: tuple[str, ...], advisor: Advisor) -> None:
    answer = recommend(advisor, "camping", excluded=excluded)
    assert not set(names(answer)) & set(excluded)
    assert len(names(answer)) == 4 - len(excluded)
    assert answer.excluded == excluded
    assert answer.beyond is None


def test_whoever_names_several_chooses_among_those(advisor: Advisor) -> None:
    answer = recommend(advisor, "camping", frameworks=("chemex", "moka"))
    assert names(answer) == ["moka", "chemex"]
    assert answer.beyond == "aeropress"
    assert recommend(advisor, "camping", frameworks=("aeropress", "moka")).beyond is None


def test_whoever_names_one_is_told_of_all(advisor: Advisor) -> None:
    answer = recommend(advisor, "camping", frameworks=("chemex",))
    assert (names(answer)[0], len(names(answer)), answer.beyond) == ("aeropress", 4, None)


def test_what_is_asked_about_is_told_of_where_another_comes_first(advisor: Advisor) -> None:
    assert recommend(advisor, "camping", frameworks=("siphon",)).asked == "siphon"
    assert recommend(advisor, "camping", frameworks=("aeropress",)).asked is None
    assert recommend(advisor, "camping", frameworks=("siphon", "moka")).asked is None
    assert recommend(advisor, "camping", frameworks=("siphon",), known=("siphon",)).asked is None
    assert recommend(advisor, "camping", frameworks=("siphon",), target=("siphon",)).asked is None


def test_excluding_all_that_was_named_leaves_the_others(advisor: Advisor) -> None:
    answer = recommend(advisor, "camping", frameworks=("moka", "chemex"), excluded=("moka", "chemex"))
    assert names(answer) == ["aeropress", "siphon"]


def test_even_with_everything_excluded_there_is_an_answer(advisor: Advisor) -> None:
    question = Question(
        "…", "en", "recommend", scenarios=(Weighted("camping", 1.0),), excluded=tuple(advisor.base.frameworks)
    )
    assert advisor.answer(question)


def test_situations_that_pull_apart_are_told_with_their_own_leaders(advisor: Advisor) -> None:
    answer = recommend(advisor, "camping", "guests")
    assert answer.scenarios == ("camping", "guests")
    assert answer.conflict == (("camping", "aeropress"), ("guests", "siphon"))
    assert answer.verdicts == advisor.base.scenarios["camping"].verdicts


def test_what_an_article_puts_together_settles_the_conflict(advisor: Advisor) -> None:
    assert recommend(advisor, "camping", "guests").combines == ("aeropress", "siphon")
    assert recommend(advisor, "camping", "office").combines == ()


def test_situations_that_agree_are_no_conflict(advisor: Advisor) -> None:
    answer = recommend(advisor, "camping", "another_pot")
    assert (answer.conflict, answer.combines) == ((), ())


def test_the_reason_comes_from_the_first_situation_that_has_one(advisor: Advisor) -> None:
    fits = {ranked.framework: ranked.fit for ranked in recommend(advisor, "office", "guests", "camping").ranking}
    assert {name: fit.text.en if fit else None for name, fit in fits.items()} == {
        "moka": "All it needs is a flame.",
        "siphon": "Nobody looks away.",
        "aeropress": "Light and unbreakable.",
        "chemex": None,
    }


def test_known_and_wanted_frameworks_are_part_of_the_answer(advisor: Advisor) -> None:
    answer = recommend(advisor, "another_pot", known=("moka",), target=("siphon",))
    assert (answer.known, answer.target) == (("moka",), ("siphon",))
    assert names(answer)[:3] == ["siphon", "aeropress", "moka"]


def test_disagreements_belong_to_the_situation_and_to_what_is_ranked(advisor: Advisor) -> None:
    assert [matter.id for matter in recommend(advisor, "guests").disagreements] == ["glass"]
    assert recommend(advisor, "camping").disagreements == ()
    assert recommend(advisor, "guests", excluded=("chemex", "siphon")).disagreements == ()


@pytest.mark.parametrize("scenarios", [(), (Weighted("unsure", 0.4),)])
def test_without_a_situation_each_framework_gets_its_line(scenarios: tuple[Weighted, ...], advisor: Advisor) -> None:
    answer = advisor.answer(Question("…", "zh_Hans", "recommend", scenarios=scenarios, excluded=("chemex",)))
    assert isinstance(answer, Overview)
    assert [name for name, _ in answer.lines] == ["moka", "aeropress", "siphon"]
    assert (answer.language, answer.excluded, answer.sources) == ("zh_Hans", ("chemex",), ("B1", "B3"))


def test_without_a_situation_the_one_that_was_named_comes_first(advisor: Advisor) -> None:
    answer = advisor.answer(Question("…", "en", "recommend", frameworks=("siphon",)))
    assert isinstance(answer, Overview)
    assert [name for name, _ in answer.lines] == ["siphon", "moka", "chemex", "aeropress"]


def test_an_open_situation_beside_another_does_not_count(advisor: Advisor) -> None:
    assert recommend(advisor, "unsure", "office").scenarios == ("office",)
