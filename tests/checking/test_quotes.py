"""What is quoted of an answer that is not as expected: enough to see the point, and no page of text."""

from __future__ import annotations

import pytest

from bot.rehearsal.judging import Miss
from bot.rehearsal.report import problems
from bot.rehearsal.scripts import Script
from bot.rehearsal.stage import Failure
from bot.rehearsal.wording import Conversation

_CONVERSATION = Conversation.model_validate({"name": "one", "turns": [{"say": "Moka?"}]})
_LONG = " ".join(f"word{number}" for number in range(200))


def quoted(field: str, expected: str, got: str) -> str:
    """What is told of an answer."""
    failure = Failure(Script("one.yaml", ((1, 1),), _CONVERSATION), 0, (Miss(field, expected, got),))
    [problem] = problems(failure)
    return dict(problem.values)["got"]


@pytest.mark.parametrize("field", ["contains", "lacks"])
@pytest.mark.parametrize("wanted", ["word0", "word99", "word199", "Word 99", "nothing", "9"])
def test_a_long_answer_is_cut(field: str, wanted: str) -> None:
    told = quoted(field, wanted, _LONG)
    assert len(told) == 60
    assert told.strip("…") in _LONG


def test_it_is_cut_around_the_point() -> None:
    assert quoted("lacks", "word99", _LONG).split().index("word99") in range(2, 6)
    assert "word150" in quoted("contains", "word150!", _LONG)
    assert quoted("lacks", "word0", _LONG).startswith("word0 word1 ")
    assert quoted("lacks", "word199", _LONG).endswith(" word199")
    assert quoted("contains", "Chemex", _LONG).startswith("word0 ")


def test_a_short_one_is_told_as_a_whole() -> None:
    assert quoted("kind", "recommend", "fact") == "fact"
    assert quoted("contains", "Moka", "No\n coffee") == "No coffee"
