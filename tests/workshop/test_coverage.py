from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.labels import Labelled
from bot.knowledge_base import load
from bot.workshop.coverage import coverage
from tests.knowledge_base.tools import COFFEE

from .conftest import Run

QUESTIONS = """
- {q: "which coffee maker for camping", language: en, kind: recommend, scenario: camping}
- {q: "露营带哪个壶", language: zh_Hans, kind: recommend, scenario: camping}
- {q: "露營帶哪個壺", language: zh_Hant, kind: recommend, scenario: camping}
- {q: "is the siphon hard to clean", language: en, kind: fact, topic: cleaning}
"""


def test_what_there_is_is_counted() -> None:
    base = load(COFFEE)
    asked = [Labelled(q="a", language="en", kind="recommend", scenario="camping"), Labelled(q="b", kind="fact")]
    found = coverage(base, asked)
    camping = next(row for row in found.scenarios if row.id == "camping")
    assert camping.claims == {"B1": 2, "B2": 2, "B3": 2}
    assert camping.phrases == {"en": 3, "zh": 2}
    assert camping.questions == {"en": 1, "zh_Hans": 0, "zh_Hant": 0}
    assert camping.gaps == 2
    cleaning = next(row for row in found.topics if row.id == "cleaning")
    assert cleaning.claims == {"B1": 2, "B2": 1, "B3": 1}
    barista = next(row for row in found.articles if row.id == "B1")
    assert (barista.claims["verdicts"], barista.claims["figures"], barista.claims["learning"]) == (3, 1, 2)


def test_without_questions_none_are_missing() -> None:
    found = coverage(load(COFFEE))
    assert all(row.questions == {} for row in (*found.scenarios, *found.topics))
    assert next(row for row in found.scenarios if row.id == "camping").gaps == 0
    # Nobody claims anything on this topic: figures alone speak of it.
    assert next(row for row in found.topics if row.id == "time").gaps == 1


def test_the_tables(run: Run, tmp_path: Path) -> None:
    (tmp_path / "questions.yaml").write_text(QUESTIONS, encoding="utf-8")
    result = run("coverage", tmp_path / "questions.yaml", "--folder", COFFEE)
    assert result.exit_code == 0, result.output
    cells = {words[0]: words[1:9] for line in result.output.splitlines() if len(words := line.split()) > 8}
    assert cells["camping"] == ["2", "2", "2", "3", "2", "1", "1", "1"]
    assert cells["office"] == ["1", "·", "·", "1", "1", "✗", "✗", "✗"]
    assert cells["time"] == ["✗", "✗", "✗", "2", "2", "✗", "✗", "✗"]
    assert result.output.splitlines()[-1].endswith("cells are empty (✗).")


def test_only_the_gaps(run: Run, tmp_path: Path) -> None:
    (tmp_path / "questions.yaml").write_text(QUESTIONS, encoding="utf-8")
    told = run("coverage", "--gaps", tmp_path / "questions.yaml", "--folder", COFFEE).output
    assert "office" in told
    assert "camping" not in told


@pytest.mark.parametrize(("language", "said"), [("zh_Hans", "每篇文章的说法"), ("zh_Hant", "每篇文章的說法")])
def test_in_the_users_language(run: Run, monkeypatch: pytest.MonkeyPatch, language: str, said: str) -> None:
    monkeypatch.setenv("BOT_LANGUAGE", language)
    assert said in run("coverage", "--folder", COFFEE).output


def test_what_an_article_says_can_be_read(run: Run) -> None:
    result = run("coverage", "--claims", "B1", "--folder", COFFEE)
    assert result.exit_code == 0, result.output
    head, *lines = result.output.splitlines()
    base = load(COFFEE)
    row = next(row for row in coverage(base).articles if row.id == "B1")
    claims = [line for line in lines if line.startswith("    ")]
    assert head == f"B1 · A barista · Four pots: {len(claims)} claims"
    assert len(claims) == sum(row.claims.values())
    camping = lines[lines.index(f"  camping · {base.scenarios['camping'].title.en}") + 1]
    assert camping.startswith("    verdicts (first [")
    assert camping.endswith(base.scenarios["camping"].verdicts[0].says.en)
    assert "    rows.moka: 300 seconds" in lines
    assert "    [moka, chemex]: Moka first." in lines
    assert lines[lines.index("  glass · Is glass worth it?") + 1] == "    positions: It is."


def test_what_an_article_says_is_told_in_the_users_language(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_LANGUAGE", "zh_Hant")
    told = run("coverage", "--claims", "B1", "--folder", COFFEE).output
    assert "    [moka, chemex]: 先學摩卡壺。" in told


def test_an_article_that_there_is_not(run: Run) -> None:
    result = run("coverage", "--claims", "B9", "--folder", COFFEE)
    assert (result.exit_code, result.stderr) == (2, "There is no “B9”, only B1, B2 and B3.\n")


def test_questions_that_are_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "questions.yaml").write_text("- nonsense", encoding="utf-8")
    result = run("coverage", tmp_path / "questions.yaml", "--folder", COFFEE)
    assert result.exit_code == 1
    assert "questions.yaml" in result.stderr
