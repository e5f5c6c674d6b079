from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz import fuzz, process, utils

from bot.evaluation.baselines import all_phrases
from bot.evaluation.labels import Labelled, read
from bot.knowledge_base import KnowledgeBase

QUESTIONS = Path(__file__).parents[1] / "questions"


def test_files_and_folders_are_read_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("- {q: second, kind: learn}\n")
    (tmp_path / "a.yaml").write_text("- {q: 第一, kind: fact, topic: taste}\n", encoding="utf-8")
    (tmp_path / "notes.md").write_text("not for reading")
    assert [question.q for question in read([tmp_path, tmp_path / "b.yaml"])] == ["第一", "second", "second"]


@pytest.mark.parametrize(
    "content",
    ["", "q: alone", "- q: no kind", "- {q: a, kind: guess}", "- {q: a, kind: fact, colour: red}", "- [", "just text"],
)
def test_a_file_of_something_else_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(content)
    with pytest.raises(ValueError, match=r"wrong\.yaml"):
        read([file])


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"nowhere\.yaml"):
        read([tmp_path / "nowhere.yaml"])


def test_everything_that_would_be_right_counts() -> None:
    label = Labelled.model_validate(
        {
            "q": "…",
            "kind": "fact",
            "also": ["compare"],
            "scenario": None,
            "scenarios_ok": None,
            "topic": "taste",
            "topics_ok": ["cleaning"],
        }
    )
    assert label.accepted == {"fact", "compare"}
    assert label.scenarios == frozenset()
    assert label.topics == {"taste", "cleaning"}


def test_every_question_is_in_the_same_half_each_time_and_both_are_large() -> None:
    halves = [Labelled(q=f"question {number}", kind="fact").untouched for number in range(200)]
    assert 60 < sum(halves) < 140
    assert halves == [Labelled(q=f"question {number}", kind="learn").untouched for number in range(200)]


def test_the_labels_of_the_project_speak_of_what_there_is(base: KnowledgeBase) -> None:
    for label in read([QUESTIONS]):
        assert label.scenarios <= set(base.scenarios), label.q
        assert label.topics <= set(base.topics), label.q
        assert {*label.mentions, *label.top_ok, *label.excluded, *label.known} <= set(base.frameworks), label.q


def test_no_question_is_labelled_twice() -> None:
    texts = [label.q for label in read([QUESTIONS])]
    assert [text for text, times in Counter(texts).items() if times > 1] == []


def test_no_question_is_a_phrase_of_the_knowledge(base: KnowledgeBase) -> None:
    """Nor nearly one: else the figures would say how well the bot remembers, not how well it understands."""
    questions = [question.q for question in read([QUESTIONS])]
    phrases = [phrase for phrase, _ in all_phrases(base)]
    plain = [[utils.default_process(text) for text in texts] for texts in (questions, phrases)]
    alike = process.cdist(*plain, scorer=fuzz.ratio, score_cutoff=90, dtype=np.uint8, workers=-1)
    assert [(questions[i], phrases[j]) for i, j in np.argwhere(alike)] == []
