from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from bot.conversation import Desk
from bot.knowledge_base import load
from bot.presentation.catalogue import catalogue
from bot.understanding import Language
from bot.what_if import committed, told
from tests.knowledge_base.tools import COFFEE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge base under git, committed."""
    copy = Path(shutil.copytree(COFFEE, tmp_path / "coffee"))
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "first"]):
        subprocess.run(["git", "-C", str(copy), *command], check=True)  # noqa: S603, S607
    return copy


def edit(folder: Path, old: str, new: str) -> None:
    for file in folder.rglob("*.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def lines(folder: Path, question: str) -> list[str]:
    with committed(folder) as before:
        assert before is not None
        return told(question, Desk(load(folder)), Desk(load(before)), "en")


def test_what_an_edit_changes_is_told(folder: Path) -> None:
    edit(folder, "camping", "glamping")
    shown = lines(folder, "which pot for glamping")
    assert catalogue("en").text("try.changed") in shown
    assert any(line.startswith("  scenarios: ") and line.endswith("glamping") for line in shown)


def test_a_changed_sentence_is_told_where_nothing_else_changed(folder: Path) -> None:
    before = load(folder).frameworks["moka"].tagline.text.en
    edit(folder, before, "Quite another line.")
    assert any("text: " in line and "Quite another line." in line for line in lines(folder, "tell me about the moka"))


def test_an_edit_that_changes_nothing_says_so(folder: Path) -> None:
    assert lines(folder, "which pot for camping")[-1] == catalogue("en").text("try.same")


@pytest.mark.parametrize("language", ["en", "zh_Hans", "zh_Hant"])
def test_the_reasons_stand_under_headings(language: Language) -> None:
    words, desk = catalogue(language), Desk(load(COFFEE))
    shown = told("which pot for camping", desk, None, language)
    question = desk.ask("which pot for camping").question
    (first, _), (second, _) = question.likely[:2]
    at = shown.index(words.text("try.kind", kind=question.kind, confidence=f"{question.confidence:.2f}"))
    assert shown[at + 1] == words.text("try.kinds")
    assert shown[at + 2].startswith(f"  {first} 0.")
    assert shown[shown.index(words.text("try.found")) + 1].startswith("  camping ")
    assert shown[shown.index(words.text("try.signals", first=first, second=second)) + 1].startswith(("  +", "  -"))


def test_where_no_entry_was_found_it_says_so() -> None:
    shown = told("tell me about the moka", Desk(load(COFFEE)), None, "en")
    assert catalogue("en").text("try.nothing_found") in shown
    assert catalogue("en").text("try.found") not in shown


def test_a_folder_that_git_does_not_know_has_no_before(tmp_path: Path) -> None:
    with committed(tmp_path) as before:
        assert before is None
    assert told("moka vs siphon", Desk(load(COFFEE)), None, "zh_Hans")[-1] == catalogue("zh_Hans").text("try.no_commit")
