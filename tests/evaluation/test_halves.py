"""Needs no labelled questions of the project: a few about coffee tell whether the comparison adds up."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from bot.evaluation.halves import compare
from bot.evaluation.labels import Labelled
from bot.knowledge_base import load
from tests.evaluation.test_fitting import examples
from tests.knowledge_base.tools import COFFEE


@pytest.fixture(scope="module")
def printed() -> list[list[str]]:
    questions = [label.model_copy(update={"language": "en"}) for label in examples()]
    talk = [Labelled(q=f"who has the key for room {number}", kind="out_of_scope") for number in range(8)]
    written = StringIO()
    console = Console(file=written, width=200)
    for table in compare(load(COFFEE), questions, talk):
        console.print(table)
    return [[cell.strip() for cell in line.strip("│ ").split("│")] for line in written.getvalue().splitlines()]


def test_every_program_is_judged_on_the_same_unseen_questions_in_every_manner(printed: list[list[str]]) -> None:
    unseen = sum(label.untouched and label.kind not in {"out_of_scope", "smalltalk"} for label in examples())
    rows = {row[0]: row[1] for row in printed if len(row) == 7}
    for manner in ("", " in the other script", " with typos"):
        for name in ("this bot", "RapidFuzz WRatio", "TF-IDF"):
            assert rows[f"English{manner}: {name}"]
    assert str(unseen) in {row[1] for row in printed if row[0] == "English: this bot"}


def test_each_of_them_may_speak_up_unasked(printed: list[list[str]]) -> None:
    rows = [row[0] for row in printed if len(row) == 5]
    assert [f"{name}: questions" in rows for name in ("this bot", "RapidFuzz WRatio", "TF-IDF")] == [True] * 3
