from __future__ import annotations

import pytest

from bot.evaluation.fitting import Fitted, fit
from bot.evaluation.labels import Labelled
from bot.knowledge_base import KnowledgeBase, load
from bot.understanding import KINDS, Kind, Understanding
from tests.knowledge_base.tools import COFFEE

PLACES = ("camping", "guests", "the office", "a festival", "a dinner party")
POTS = ("moka", "chemex", "aeropress", "siphon")


def examples() -> list[Labelled]:
    texts: dict[Kind, list[str]] = {
        "recommend": [f"which one for {place}?" for place in PLACES] + [f"{place}: what to use" for place in PLACES],
        "compare": [f"{one} vs {other}" for one in POTS for other in POTS if one != other],
        "framework": [f"what is {pot}" for pot in POTS] + [f"tell me about {pot}" for pot in POTS],
        "fact": [f"does {pot} taste good" for pot in POTS] + [f"is {pot} easy to clean" for pot in POTS],
        "smalltalk": ["hello", "thanks", "bye", "good morning", "who are you", "haha"],
        "out_of_scope": ["a teapot", "tea or milk", "a gaiwan", "brew tea", "which teapot", "green tea"],
    }
    return [Labelled(q=text, kind=kind) for kind, group in texts.items() for text in group]


@pytest.fixture(scope="module")
def coffee() -> KnowledgeBase:
    return load(COFFEE)


@pytest.fixture(scope="module")
def fitted(coffee: KnowledgeBase) -> Fitted:
    return fit(examples(), coffee)


def test_weights_are_learnt_from_labels(fitted: Fitted, coffee: KnowledgeBase) -> None:
    understanding = Understanding(coffee.model_copy(update={"weights": fitted.weights}))
    kinds = {question.q: understanding.ask(question.q).kind for question in examples()}
    wrong = [question.q for question in examples() if kinds[question.q] not in {question.kind, "clarify"}]
    assert wrong == []
    assert fitted.right > 0.8


def test_weights_are_of_kinds_and_thresholds_are_shares(fitted: Fitted) -> None:
    assert {kind for row in fitted.weights.signals.values() for kind in row} <= set(KINDS)
    assert 0 <= fitted.weights.clarify_below < 1
    assert 0.5 <= fitted.weights.answer_unasked_above < 1
