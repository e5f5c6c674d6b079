from __future__ import annotations

from math import isclose

from bot.knowledge_base.weights import Weights
from bot.understanding import KINDS
from bot.understanding.kinds import explain, weigh
from bot.understanding.signals import AGAINST_ANOTHER, ONLY_TALK

WEIGHTS = Weights(
    signals={
        "names two": {"compare": 2.0, "recommend": 1.0},
        "asks which": {"recommend": 3.0},
        "greets": {"smalltalk": 4.0, "fact": -1.0},
    }
)


def test_the_signals_add_up_to_the_likeliest_kind() -> None:
    likely = weigh({"names two": (1.0, ()), "asks which": (0.5, ())}, WEIGHTS)
    assert likely.kind == "recommend"
    assert likely.ranked[1][0] == "compare"
    assert isclose(likely.margin, likely.of("recommend") - likely.of("compare"))


def test_each_kind_has_a_probability_and_they_are_one_together() -> None:
    likely = weigh({"greets": (1.0, ())}, WEIGHTS)
    assert {kind for kind, _ in likely.ranked} == set(KINDS)
    assert isclose(sum(probability for _, probability in likely.ranked), 1.0)
    assert likely.of("fact") < likely.of("learn") < likely.of("smalltalk")


def test_a_signal_without_a_weight_says_nothing() -> None:
    assert weigh({"new": (1.0, ())}, WEIGHTS) == weigh({}, WEIGHTS)
    assert weigh({}, WEIGHTS).margin == 0


def test_very_strong_signals_do_no_harm() -> None:
    likely = weigh({"greets": (1e4, ())}, WEIGHTS)
    assert (likely.kind, likely.margin) == ("smalltalk", 1.0)


def test_a_decision_is_explained_by_what_spoke_for_it_over_the_next() -> None:
    found = {"asks which": (1.0, ((0, 5),)), "names two": (1.0, ((6, 9),)), "new": (1.0, ())}
    explained = explain(found, WEIGHTS, weigh(found, WEIGHTS))
    assert [(signal.name, signal.contribution) for signal in explained] == [
        ("asks which", 3.0),
        ("names two", -1.0),
        ("new", 0.0),
    ]
    assert explained[0].spans == ((0, 5),)


def test_nothing_but_small_talk_is_small_talk_whatever_else_it_looks_like() -> None:
    likely = weigh({"asks which": (5.0, ()), ONLY_TALK: (1.0, ())}, WEIGHTS)
    assert (likely.kind, likely.margin) == ("smalltalk", 1.0)
    assert {kind for kind, _ in likely.ranked} == set(KINDS)


def test_a_choice_against_something_else_is_refused() -> None:
    assert weigh({"asks which": (5.0, ()), AGAINST_ANOTHER: (2.0, ())}, WEIGHTS).kind == "out_of_scope"


def test_from_a_certain_probability_a_text_counts_as_outside() -> None:
    signals = {"names two": {"compare": 1.0, "out_of_scope": 0.9}}
    found = {"names two": (1.0, ())}
    assert weigh(found, Weights(signals=signals)).kind == "compare"
    assert weigh(found, Weights(signals=signals, refuse_above=0.2)).kind == "out_of_scope"
