from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.command import evaluate
from bot.knowledge_base import load
from tests.knowledge_base.tools import COFFEE

QUESTIONS = """
- {q: "Moka vs Siphon", language: en, kind: compare, mentions: [moka, siphon]}
- {q: "虹吸壶难洗吗？", language: zh_Hans, kind: fact, topic: cleaning, mentions: [siphon]}
- {q: "hello", kind: out_of_scope}
"""


def test_how_often_it_is_right_is_told_per_kind_and_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "questions.yaml").write_text(QUESTIONS, encoding="utf-8")
    evaluate(load(COFFEE), [tmp_path], fit=False, wrong=5)
    lines = capsys.readouterr().out.splitlines()
    table = [[cell.strip() for cell in line.strip("│ ").split("│")] for line in lines]
    rows = {row[0]: row[1:3] for row in table if len(row) > 2}
    assert rows["compare"] == ["1", "100.0%"]
    assert rows["out_of_scope"] == ["1", "0.0%"]
    assert rows["Simplified Chinese"] == ["1", "100.0%"]
    (wrong,) = [line for line in lines if line.startswith("- ")]
    assert wrong.startswith("- hello | want ['out_of_scope']")
