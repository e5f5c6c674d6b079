from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from bot.advice import Answer
from bot.presentation import Message, answer_object, render
from bot.understanding.question import LANGUAGES, Kind, Language, Question, Weighted

from .answers import ALL, every
from .sample import ALPHA, BASE, BETA, DELTA, GAMMA

KEYS = [
    "question", "language", "kind", "scenarios", "topics", "components", "frameworks", "excluded", "confidence",
    "suggestions", "sources", "text", "plain",
]  # fmt: skip
KINDS: dict[str, Kind] = {
    "recommendation": "recommend",
    "overview": "recommend",
    "comparison": "compare",
    "comparison on a topic": "compare",
    "portrait": "framework",
    "fact": "fact",
    "component": "fact",
    "learning": "learn",
    "smalltalk": "smalltalk",
    "clarify": "clarify",
    "out of scope": "out_of_scope",
}


@dataclass
class Reply:
    question: Question
    answer: Answer
    message: Message


def reply(name: str, language: Language = "en") -> Reply:
    answer = every(language)[name]
    question = Question(
        "What now?",
        language,
        KINDS[name],
        frameworks=(BETA,),
        excluded=(DELTA,),
        scenarios=(Weighted("city", 0.5),),
        topics=(Weighted("charm", 0.5),),
        confidence=0.123456,
    )
    return Reply(question, answer, render(answer, BASE))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(KINDS))
def test_the_object_has_the_shape_of_the_contract(name: str, language: Language) -> None:
    given = reply(name, language)
    found = answer_object(given)
    assert list(found) == KEYS
    assert json.loads(json.dumps(found)) == found
    assert found["question"] == "What now?"
    assert found["language"] == language
    assert found["kind"] == KINDS[name]
    assert found["confidence"] == 0.1235
    assert found["excluded"] == [DELTA]
    assert found["text"] == given.message.html
    assert found["plain"] == given.message.plain


@pytest.mark.parametrize(
    ("name", "frameworks"),
    [
        ("recommendation", [ALPHA, BETA, GAMMA]),
        ("overview", list(ALL)),
        ("comparison on a topic", [ALPHA, BETA]),
        ("portrait", [ALPHA]),
        ("fact", [ALPHA, BETA, GAMMA]),
        ("component", [ALPHA]),
        ("learning", list(ALL)),
        ("clarify", [BETA]),
    ],
)
def test_frameworks_are_ranked_or_those_that_it_is_about(name: str, frameworks: list[str]) -> None:
    assert answer_object(reply(name))["frameworks"] == frameworks


def test_what_the_answer_is_about() -> None:
    assert answer_object(reply("recommendation"))["scenarios"] == ["race", "city"]
    assert answer_object(reply("fact"))["topics"] == ["brakes", "charm"]
    assert answer_object(reply("component"))["components"] == ["Turbo (big, loud; ~fast)"]
    assert answer_object(reply("component"))["topics"][0] == "speed"
    assert answer_object(reply("recommendation"))["sources"] == ["S1", "S2", "S3"]


@pytest.mark.parametrize("name", ["clarify", "out of scope"])
def test_suggestions_are_what_the_message_offers(name: str) -> None:
    first, second, third = answer_object(reply(name))["suggestions"]
    assert first == {"kind": "recommend", "scenario": "race", "topic": None, "frameworks": [], "label": "🏁 A race"}
    assert second["topic"] == "brakes"
    assert third["frameworks"] == list(ALL)
    assert answer_object(reply("fact"))["suggestions"] == []
