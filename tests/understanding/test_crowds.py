"""Looking phrases up by two of their words finds what looking them up by one finds."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.knowledge_base import KnowledgeBase
from bot.understanding import crowds
from bot.understanding.crowds import Crowds
from bot.understanding.lexicon import Lexicon
from bot.understanding.spotting import spot, spot_names, spot_phrases


@pytest.fixture(scope="module")
def lexicon(base: KnowledgeBase) -> Lexicon:
    return Lexicon(base)


@pytest.mark.parametrize("crowd", [0, 4, 1000])
def test_the_evidence_is_the_same(lexicon: Lexicon, crowd: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowds, "_CROWD", crowd)
    by_two = Crowds(lexicon)
    texts = [phrase.text for phrase in lexicon.phrases[::200]]
    for text in (*texts, *(f"{one} {other}" for one, other in pairwise(texts))):
        assert spot_phrases(text, lexicon, by_two).evidence == spot(text, lexicon).evidence, text


def test_the_names_are_the_same(lexicon: Lexicon, base: KnowledgeBase) -> None:
    for framework in base.frameworks.values():
        text = f"is {framework.name} faster"
        assert spot_names(text, lexicon).mentions == spot(text, lexicon).mentions
