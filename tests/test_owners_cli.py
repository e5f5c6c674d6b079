"""``python -m bot stats`` and ``unanswered``: the owners' view in the terminal."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.knowledge_base import load
from bot.storage import open_store
from tests.knowledge_base.tools import COFFEE


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "data" / "bot.sqlite3"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_DATABASE_URL", f"sqlite:///{path}")
    return path


@pytest.fixture
def used(file: Path) -> Path:
    async def use() -> None:
        async with open_store(f"sqlite:///{file}") as store:
            for _ in range(3):
                await store.statistics.count("group", "en", "fact", "fact #orm @flask", True)
            await store.statistics.count("private", "zh_Hans", "out_of_scope", None, False)
            await store.questions.unanswered("how do I cook rice", "en", ["learn"])

    asyncio.run(use())
    return file


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.output


def test_stats(used: Path) -> None:
    code, told = run("stats")
    assert code == 0
    assert "4 questions, 75% answered" in told
    assert "▇▇▇▇▇▇▇▇ 3 ORM and database: Flask" in told


def test_unanswered(used: Path) -> None:
    code, told = run("unanswered", "--limit", "5")
    assert code == 0
    assert "1 × how do I cook rice" in told


def test_in_the_operators_language(used: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_LANGUAGE", "zh_Hant")
    assert "ORM 與資料庫" in run("stats", "--days", "30")[1]


@pytest.mark.parametrize("command", ["stats", "unanswered"])
def test_to_look_makes_no_database(file: Path, command: str) -> None:
    code, told = run(command)
    assert code == 1
    assert str(file) in told.replace("\n", "")
    assert not file.parent.exists()


def test_a_database_that_cannot_be_read_is_told(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("no database at all, but long enough to be taken for one" * 40)
    code, told = run("stats")
    assert code == 1
    assert "cannot read my memory" in told


def test_an_hour_of_looking_keeps_what_the_operator_keeps(used: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store purges when it is opened: by the operator's retention, not by the default."""
    given: list[object] = []

    def spying(url: str, **options: object) -> object:
        given.append(options["retention"])
        return open_store(url)

    monkeypatch.setenv("BOT_RETENTION_DAYS", "365")
    monkeypatch.setattr("bot.owners_cli.open_store", spying)
    assert run("stats")[0] == 0
    assert str(given) == "[datetime.timedelta(days=365)]"


def test_open_questions_become_a_patch_that_can_be_applied(used: Path, tmp_path: Path) -> None:
    code, told = run("unanswered", "--propose", str(tmp_path / "out"))
    assert code == 0
    phrases = tmp_path / "out" / "phrases.yaml"
    assert f" apply {phrases}" in told
    assert "# 1 × how do I cook rice" in phrases.read_text(encoding="utf-8")
    phrases.write_text("- {scenario: camping, phrases: {en: [sailing boat]}}\n", encoding="utf-8")
    knowledge = Path(shutil.copytree(COFFEE, tmp_path / "coffee"))
    code, told = run("apply", str(phrases), "--folder", str(knowledge))
    assert (code, "journeys.yaml" in told) == (0, True)
    assert "sailing boat" in load(knowledge).scenarios["camping"].phrases.en
    assert (
        run("apply", str(phrases), "--folder", str(knowledge))[1].strip()
        == "Nothing to change: all of these phrases are there already."
    )


def test_where_nothing_can_be_proposed_it_says_so(file: Path, tmp_path: Path) -> None:
    async def use() -> None:
        async with open_store(f"sqlite:///{file}") as store:
            await store.questions.unanswered("zzz qqq", "en", [])

    asyncio.run(use())
    code, told = run("unanswered", "--propose", str(tmp_path / "out"))
    assert (code, "no phrase to propose" in told, "apply" in told) == (0, True, False)
    written = (tmp_path / "out" / "phrases.yaml").read_text(encoding="utf-8")
    assert written.startswith("# No phrases are proposed.\n")
    assert "# 1 × zzz qqq" in written


@pytest.mark.parametrize(("phrase", "code"), [("moka", "K512"), ("office", "K501"), ("with the", "K511")])
def test_a_patch_that_brings_errors_is_refused_and_they_are_named(phrase: str, code: str, tmp_path: Path) -> None:
    phrases = tmp_path / "phrases.yaml"
    phrases.write_text(f"- {{scenario: camping, phrases: {{en: [sailing boat, {phrase}]}}}}\n", encoding="utf-8")
    knowledge = Path(shutil.copytree(COFFEE, tmp_path / "coffee"))
    before = {file: file.read_bytes() for file in knowledge.rglob("*.yaml")}
    result, told = run("apply", str(phrases), "--folder", str(knowledge))
    first, *problems = told.splitlines()
    assert (result, first.startswith("Nothing was written")) == (1, True)
    assert any(
        line.startswith(f"{knowledge / 'scenarios' / 'journeys.yaml'}:") and f" {code} " in line for line in problems
    )
    assert {file: file.read_bytes() for file in knowledge.rglob("*.yaml")} == before


@pytest.mark.parametrize("text", ["", "[]\n", "# nothing but remarks\n"])
def test_a_patch_without_phrases_says_so(text: str, tmp_path: Path) -> None:
    phrases = tmp_path / "phrases.yaml"
    phrases.write_text(text, encoding="utf-8")
    code, told = run("apply", str(phrases), "--folder", str(COFFEE))
    assert (code, told) == (0, f"Nothing to change: {phrases} holds no phrases.\n")


def test_a_patch_for_something_else_is_refused_in_a_line(tmp_path: Path) -> None:
    phrases = tmp_path / "phrases.yaml"
    phrases.write_text("- {scenario: nowhere, phrases: {en: [x]}}\n", encoding="utf-8")
    code, told = run("apply", str(phrases), "--folder", str(COFFEE))
    assert (code, told) == (1, f"{phrases}: there is no scenario 'nowhere'\n")
