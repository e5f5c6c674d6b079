from __future__ import annotations

from typing import Any

import pytest

from bot.evaluation.labels import Labelled
from bot.evaluation.scoring import Judged, Shares, by_kind, confusions, in_scope, judge, outside, shares


def label(kind: str, **more: Any) -> Labelled:
    return Labelled.model_validate({"q": "…", "kind": kind, **more})


def answer(kind: str, frameworks: str = "", **more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"kind": kind, "frameworks": frameworks.split(), "scenarios": [], "topics": []}
    return {**plain, "suggestions": [], **more}


def offer(kind: str, frameworks: str = "", topic: str | None = None) -> dict[str, Any]:
    return {"kind": kind, "frameworks": frameworks.split(), "topic": topic}


RECOMMEND = label("recommend", top_ok=["moka", "siphon"], scenario="guests", scenarios_ok=["office"], also=["compare"])
FACT = label("fact", topic="taste", topics_ok=["cleaning"], mentions=["moka"])
COMPARE = label("compare", mentions=["moka", "siphon"])


@pytest.mark.parametrize(
    ("asked", "given", "right", "exact"),
    [
        (RECOMMEND, answer("recommend", "moka chemex", scenarios=["guests"]), True, True),
        (RECOMMEND, answer("recommend", "siphon", scenarios=["camping", "office"]), True, True),
        (RECOMMEND, answer("recommend", "moka", scenarios=["camping", "festival", "guests"]), True, False),
        (RECOMMEND, answer("recommend", "chemex moka", scenarios=["guests"]), False, False),
        (RECOMMEND, answer("recommend", "", scenarios=["guests"]), False, False),
        (RECOMMEND, answer("compare", "moka"), True, False),
        (RECOMMEND, answer("fact", "moka"), False, False),
        (FACT, answer("fact", "moka", topics=["taste"]), True, True),
        (FACT, answer("fact", "moka siphon", topics=["time", "cleaning"]), True, True),
        (FACT, answer("fact", "moka", topics=["time"]), False, False),
        (FACT, answer("fact", "moka"), True, False),
        (FACT, answer("fact", "siphon", topics=["taste"]), False, False),
        (COMPARE, answer("compare", "siphon moka chemex"), True, True),
        (COMPARE, answer("compare", "siphon"), False, False),
        (label("learn", mentions=["moka"]), answer("learn", "moka siphon"), True, True),
        (label("learn", mentions=["moka"]), answer("learn", "siphon"), False, False),
        (label("framework"), answer("framework", "siphon"), True, True),
        (label("out_of_scope"), answer("out_of_scope"), True, True),
        (label("out_of_scope"), answer("clarify"), False, False),
        (label("smalltalk", also=["clarify"]), answer("clarify"), True, False),
    ],
)
def test_an_answer_is_right_if_its_kind_and_its_matter_fit(
    asked: Labelled, given: dict[str, Any], right: bool, exact: bool
) -> None:
    judged = judge(asked, given)
    assert (judged.right, judged.exact) == (right, exact)
    assert judged.helped == right


@pytest.mark.parametrize(
    ("asked", "given", "helped"),
    [
        (FACT, answer("clarify", suggestions=[offer("recommend"), offer("fact", "moka", "taste")]), True),
        (FACT, answer("out_of_scope", suggestions=[offer("fact", "moka", "taste")]), True),
        (FACT, answer("clarify", suggestions=[offer("fact", "moka", "time")]), False),
        (FACT, answer("clarify", suggestions=[*[offer("learn")] * 3, offer("fact", "moka", "taste")]), False),
        (FACT, answer("recommend", "siphon", suggestions=[offer("fact", "moka", "taste")]), False),
        (label("out_of_scope"), answer("clarify", suggestions=[offer("out_of_scope")]), False),
    ],
)
def test_an_offer_that_would_be_right_helps(asked: Labelled, given: dict[str, Any], helped: bool) -> None:
    judged = judge(asked, given)
    assert (judged.right, judged.helped) == (False, helped)


JUDGED = [
    judge(COMPARE, answer("compare", "moka siphon")),
    judge(COMPARE, answer("fact", "moka")),
    judge(COMPARE, answer("clarify", suggestions=[offer("compare", "moka siphon")])),
    judge(label("out_of_scope"), answer("out_of_scope")),
]


def test_shares_are_those_of_a_group() -> None:
    assert shares(JUDGED) == Shares(4, right=0.5, exact=0.5, helped=0.75, clarified=0.25, refused=0.25)
    assert shares([]) == Shares(0, None, None, None, None, None)


def test_groups_follow_the_label() -> None:
    assert {kind: len(group) for kind, group in by_kind(JUDGED).items()} == {"compare": 3, "out_of_scope": 1}
    assert in_scope(JUDGED) == JUDGED[:3]
    assert outside(JUDGED) == JUDGED[3:]


def test_what_is_mistaken_for_what_is_counted() -> None:
    wrong: list[Judged] = [*JUDGED, judge(COMPARE, answer("fact", "moka"))]
    assert confusions(wrong) == {("compare", "fact"): 2, ("compare", "clarify"): 1}
