"""What was asked a moment ago goes into a store and comes back, without its words."""

from __future__ import annotations

import json

import pytest

from bot.conversation import Desk
from bot.conversation.context import from_data, to_data
from bot.understanding import Question, Weighted


@pytest.mark.parametrize(
    "text",
    ["Does Flask have an ORM?", "做商城用哪个框架，不要 Flask", "Django vs FastAPI", "how do I cook rice", "hello"],
)
def test_there_and_back(desk: Desk, text: str) -> None:
    question = desk.ask(text).question
    data = json.loads(json.dumps(to_data(question)))
    back = from_data(data, desk.base)
    assert back is not None
    assert (back.kind, back.frameworks, back.scenarios, back.readings) == (
        question.kind,
        question.frameworks,
        question.scenarios,
        question.readings,
    )
    assert text not in json.dumps(data, ensure_ascii=False)


@pytest.mark.parametrize(
    "data",
    [
        None,
        "text",
        {},
        {"kind": "recommend"},
        {"text": "", "language": "tlh", "kind": "recommend"},
        to_data(Question("", "en", "recommend", scenarios=(Weighted("lost", 1.0),))),
        to_data(Question("", "en", "framework", frameworks=("lost",))),
    ],
)
def test_what_is_no_question_of_this_knowledge_is_none(desk: Desk, data: object) -> None:
    assert from_data(data, desk.base) is None
