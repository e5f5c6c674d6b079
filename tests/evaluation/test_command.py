from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from bot.conversation import Desk
from bot.evaluation.command import evaluate
from bot.evaluation.labels import Labelled
from bot.evaluation.unasked import group_talk, speaker_of, tuned_speaker
from bot.knowledge_base import KnowledgeBase, load
from tests.knowledge_base.tools import COFFEE

QUESTIONS = """
- {q: "Moka vs Siphon", language: en, kind: compare, mentions: [moka, siphon]}
- {q: "虹吸壶难洗吗？", language: zh_Hans, kind: fact, topic: cleaning, mentions: [siphon]}
- {q: "hello", kind: out_of_scope}
"""


@pytest.fixture(scope="module")
def coffee() -> KnowledgeBase:
    return load(COFFEE)


def test_how_often_it_is_right_is_told_per_kind_and_language(tmp_path: Path, coffee: KnowledgeBase) -> None:
    (tmp_path / "questions.yaml").write_text(QUESTIONS, encoding="utf-8")
    written = StringIO()
    evaluate(coffee, [tmp_path], fit=False, wrong=5, baselines=False, console=Console(file=written, width=200))
    lines = written.getvalue().splitlines()
    table = [[cell.strip() for cell in line.strip("│ ").split("│")] for line in lines]
    rows = {row[0]: row[1:3] for row in table if len(row) > 2}
    assert rows["English: compare"] == ["1", "100.0%"]
    assert rows["unknown: out_of_scope"] == ["1", "0.0%"]
    assert rows["Simplified Chinese, in scope"] == ["1", "100.0%"]
    (wrong,) = [line for line in lines if line.startswith("- ")]
    assert wrong.startswith("- hello | want ['out_of_scope']")


@pytest.mark.parametrize(("threshold", "speaks"), [(0.0, True), (1.01, False)])
def test_it_speaks_up_unasked_only_when_it_is_sure(threshold: float, speaks: bool, coffee: KnowledgeBase) -> None:
    weights = coffee.weights.model_copy(update={"answer_unasked_above": threshold})
    desk = Desk(coffee.model_copy(update={"weights": weights}))
    assert (speaker_of(desk)("Moka vs Siphon") is not None) is speaks
    assert speaker_of(desk)("hello") is None


def test_another_program_speaks_up_from_the_confidence_at_which_it_is_right_often_enough() -> None:
    sure = {"right": 0.9, "also right": 0.8, "wrong": 0.7, "too low": 0.6}

    def answer(text: str) -> dict[str, Any]:
        return {
            "kind": "framework",
            "confidence": sure[text],
            **{name: [] for name in ("frameworks", "scenarios", "topics", "suggestions")},
        }

    labels = [Labelled(q=text, kind="learn" if text == "wrong" else "framework") for text in sure]
    speak = tuned_speaker(answer, labels)
    assert [text for text in sure if speak(text)] == ["right", "also right"]


def test_ordinary_talk_stands_beside_the_questions(tmp_path: Path) -> None:
    (tmp_path / "group_talk.txt").write_text("# talk\nlunch?\n\n吃了吗\nlunch?\n", encoding="utf-8")
    (tmp_path / "questions.yaml").touch()
    talk = group_talk([tmp_path, tmp_path / "questions.yaml"])
    assert [(line.q, line.kind) for line in talk] == [("lunch?", "out_of_scope"), ("吃了吗", "out_of_scope")]
