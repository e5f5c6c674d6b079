"""A check as a whole: the real knowledge passes, and of broken knowledge everything is told at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.checking import Severity, check
from bot.conversation.desk import Desk
from bot.presentation.catalogue import packaged_folder, path_of
from bot.rehearsal import rehearsed
from tests.checking.edits import WEIGHTS
from tests.knowledge_base.tools import COFFEE, break_


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the knowledge about coffee, seen from the folder around it."""
    monkeypatch.chdir(tmp_path)
    copy = Path(shutil.copytree(COFFEE, tmp_path / "coffee"))
    (copy / "asking.yaml").write_text("- {id: which, phrases: {en: [which], zh: [哪个]}}\n", encoding="utf-8")
    (copy / "weights.yaml").write_text(WEIGHTS)
    return copy


def places(folder: Path, locales: Path | None = None) -> dict[str, str]:
    """The places of what is found, with their codes."""
    return {f"{one.file}:{one.line}:{one.column}": one.code for one in check(folder, locales).problems}


def test_there_is_no_false_alarm_on_the_real_knowledge_and_the_real_catalogues() -> None:
    assert [str(problem) for problem in check().problems] == []


def test_another_subject_is_in_order_too(folder: Path) -> None:
    checked = check(folder)
    assert checked.problems == ()
    assert len(checked.base.frameworks) == 4


def test_the_faults_of_all_files_are_told_at_once(folder: Path) -> None:
    locales = Path(shutil.copytree(packaged_folder(), folder.parent / "locales"))
    catalogue = path_of("zh_Hans", locales)
    catalogue.write_text(
        catalogue.read_text(encoding="utf-8").replace('msgstr "🔍', 'msgstr "`🔍', 1), encoding="utf-8"
    )
    expected = {
        break_(folder, "figures.yaml", "- id: seconds", "‸\t- id: seconds"): "K101",
        break_(folder, "frameworks.yaml", "order: 4", "order: ‸last"): "K205",
        break_(folder, "choose.yaml", "scenario: guests", "scenario: ‸guest"): "K301",
        break_(folder, "topics.yaml", "zh: [味道", 'zh: [‸"？！", 味道'): "K506",
        break_(folder, "scenarios/home.yaml", "against: [moka]", "against: [‸siphon]"): "K405",
    }
    found = places(folder, locales)
    assert {f"coffee/{place}": code for place, code in expected.items()}.items() <= found.items()
    assert "C112" in found.values()


def test_what_cannot_be_read_is_not_missed_elsewhere_too(folder: Path) -> None:
    """Half of the knowledge names the sources and the frameworks: nobody is told that they do not exist."""
    broken = {
        break_(folder, "sources.yaml", "- id: B2", "‸\t- id: B2"): "K101",
        break_(folder, "frameworks.yaml", "- id: chemex\n", "- id: chemex\n  ‸colour: red\n"): "K201",
    }
    assert places(folder) == {f"coffee/{place}": code for place, code in broken.items()}


def test_what_must_be_there_and_is_not_does_not_keep_the_rest_from_being_told(folder: Path) -> None:
    for file in ("subject.yaml", "learning.yaml"):
        (folder / file).unlink()
    place = break_(folder, "topics.yaml", "zh: [味道", 'zh: [‸"？！", 味道')
    assert places(folder) == {
        "coffee/subject.yaml:1:1": "K107",
        "coffee/learning.yaml:1:1": "K107",
        f"coffee/{place}": "K506",
    }


def test_a_folder_that_is_not_there_is_all_that_is_told(folder: Path) -> None:
    assert places(folder / "nowhere") == {"coffee/nowhere:1:1": "K108"}


def test_files_elsewhere_are_named_in_full(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = break_(folder, "frameworks.yaml", "order: 4", "order: ‸last")
    monkeypatch.chdir(folder / "scenarios")
    assert list(places(folder)) == [f"{folder}/{place}"]


def test_a_warning_is_no_error(folder: Path) -> None:
    place = break_(folder, "topics.yaml", "zh: [味道", "zh: [味道, ‸味道")
    checked = check(folder)
    assert checked.of(Severity.ERROR) == ()
    assert [str(one).partition(" ")[0] for one in checked.of(Severity.WARNING)] == [f"coffee/{place}:"]


def test_a_cause_is_told_before_what_follows_from_it(folder: Path) -> None:
    """By their names alone, the conversations would come before the topics, and the catalogues after them."""
    (folder / "conversations").mkdir()
    (folder / "conversations" / "one.yaml").write_text(
        "name: one\nturns: [{say: hello, expect: {kind: fact}}]\n", encoding="utf-8"
    )
    locales = Path(shutil.copytree(packaged_folder(), folder.parent / "catalogues"))
    path_of("zh_Hant", locales).unlink()
    break_(folder, "topics.yaml", "zh: [味道", 'zh: [‸"？！", 味道')
    found = check(folder, locales, also=lambda base: rehearsed(Desk(base), folder)).problems
    assert [problem.code for problem in found] == ["K506", "C102", "R201"]


def test_an_entry_that_can_be_read_is_put_to_the_matcher_though_another_cannot(folder: Path) -> None:
    broken = break_(folder, "frameworks.yaml", "order: 4", "order: ‸last")
    clash = break_(folder, "topics.yaml", "[清洗,", "[‸味道, 清洗,")
    found = places(folder)
    assert (found[f"coffee/{broken}"], found[f"coffee/{clash}"]) == ("K205", "K501")
