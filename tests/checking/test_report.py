"""How a check is told: to people in their language, to programs, to GitHub."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.checking import Checked, Format, report, summary
from bot.cli import app
from bot.knowledge_base import KnowledgeBase, Problem
from bot.understanding import LANGUAGES, Language
from tests.checking.edits import WEIGHTS
from tests.knowledge_base.tools import COFFEE, break_

UNKNOWN = Problem("a.yaml", 3, 7, code="K301", values=(("id", "mokka"), ("among", "frameworks"), ("near", "moka")))
TWICE = Problem("b,c.yaml", 1, 2, code="K507", values=(("phrase", "100%"), ("own", "taste")))


@pytest.fixture
def checked(base: KnowledgeBase) -> Checked:
    return Checked(base, (UNKNOWN, TWICE))


def test_a_line_tells_place_code_what_is_wrong_and_how_to_mend_it(checked: Checked) -> None:
    assert report(checked, Format.TEXT, "en").splitlines() == [
        "a.yaml:3:7: K301 nothing in frameworks has the id “mokka”; perhaps “moka” is meant",
        "b,c.yaml:1:2: K507 warning: “100%” stands twice in taste; delete one of them",
    ]


@pytest.mark.parametrize(
    ("language", "says"), [("zh_Hans", "是不是想写「moka」？"), ("zh_Hant", "沒有 id 為「mokka」")]
)
def test_a_line_is_in_the_language_of_whoever_reads_it(checked: Checked, language: Language, says: str) -> None:
    first, second = report(checked, Format.TEXT, language).splitlines()
    assert first.startswith("a.yaml:3:7: K301 ")
    assert says in first
    assert second.startswith("b,c.yaml:1:2: K507 警告：")


def test_a_value_that_is_a_word_is_in_that_language_too(base: KnowledgeBase) -> None:
    problem = Problem("a.yaml", 1, 1, code="K205", values=(("field", "order"), ("expected", "number")))
    assert "应该是数字" in report(Checked(base, (problem,)), Format.TEXT, "zh_Hans")


def test_a_program_gets_one_object(checked: Checked) -> None:
    told = json.loads(report(checked, Format.JSON, "en"))
    assert (told["errors"], told["warnings"]) == (1, 1)
    assert [(one["file"], one["line"], one["column"], one["code"], one["severity"]) for one in told["problems"]] == [
        ("a.yaml", 3, 7, "K301", "error"),
        ("b,c.yaml", 1, 2, "K507", "warning"),
    ]
    assert told["problems"][1]["message"] == "“100%” stands twice in taste; delete one of them"


def test_github_gets_an_annotation_for_each_with_its_signs_escaped(checked: Checked) -> None:
    assert report(checked, Format.GITHUB, "en").splitlines() == [
        "::error file=a.yaml,line=3,col=7,title=K301::nothing in frameworks has the id “mokka”; "
        "perhaps “moka” is meant",
        "::warning file=b%2Cc.yaml,line=1,col=2,title=K507::“100%25” stands twice in taste; delete one of them",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_counts_faults_or_else_what_there_is(checked: Checked, language: Language) -> None:
    assert "1" in summary(checked, language)
    assert summary(Checked(checked.base, ()), language).startswith("OK")


def test_the_summary_is_plain_english(checked: Checked) -> None:
    assert summary(checked, "en") == "1 error and 1 warning"
    assert summary(Checked(checked.base, (TWICE,)), "en").endswith(f"{len(checked.base.sources)} sources, 1 warning")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_LANGUAGE", "en")
    copy = Path(shutil.copytree(COFFEE, tmp_path / "coffee"))
    (copy / "weights.yaml").write_text(WEIGHTS)
    return copy


def test_the_command_fails_on_an_error_and_says_so_on_both_outputs(folder: Path) -> None:
    place = break_(folder, "choose.yaml", "scenario: guests", "scenario: ‸guest")
    result = CliRunner().invoke(app, ["check", "coffee"])
    assert result.exit_code == 1
    assert result.stdout.startswith(f"coffee/{place}: K301 ")
    assert result.stderr == "1 error\n"


def test_the_command_passes_with_a_warning(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_LANGUAGE", "zh_Hant")
    break_(folder, "topics.yaml", "zh: [味道", "zh: [味道, ‸味道")
    result = CliRunner().invoke(app, ["check", "coffee"])
    assert result.exit_code == 0
    assert "K507 警告：" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("OK：")


def test_the_command_prints_nothing_but_json_if_that_is_asked_for(folder: Path) -> None:
    result = CliRunner().invoke(app, ["check", "coffee", "--format", "json"])
    assert (result.exit_code, json.loads(result.stdout)["problems"]) == (0, [])
