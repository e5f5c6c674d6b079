from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.conversation import Desk
from bot.presentation.problems import told
from bot.rehearsal import Seen, judge, problems, read_scripts, rehearse, rehearsed
from bot.rehearsal.wording import Expected
from bot.understanding.question import LANGUAGES
from tests.knowledge_base.tools import COFFEE

from .conftest import Write

GOOD = """
- name: a fact and another
  turns:
    - say: How is the taste of the Moka?
      expect: {kind: fact, topic: taste, frameworks: [moka], language: en, contains: espresso}
    - say: and the siphon?
      expect: {kind: fact, topic: taste, frameworks: [siphon]}
- name: 两个人各问各的
  language: zh-hans
  turns:
    - say: 虹吸壶难洗吗？
      expect: {kind: fact, topic: cleaning, language: zh_Hans}
    - say: Moka?
      by: Bob
      expect: {kind: framework, language: zh_Hans}
    - say: Moka?
      expect: {kind: fact, topic: cleaning}
- name: only on Telegram
  place: group
  turns: [{say: Moka, how: mention}]
"""
BAD = """
- name: wrong in every way
  turns:
    - say: Which coffee maker for a camping trip?
    - say: How is the taste of the Moka?
      expect: {kind: compare, topic: cleaning, frameworks: [chemex], language: zh_Hant, contains: tea, lacks: espresso}
    - say: and the siphon?
      expect: {asks_back: true, first: moka, excluded: [chemex], scenario: camping, component: Bialetti}
    - say: hello
      expect: {silent: true}
"""


def test_what_goes_well(write: Write, coffee: Desk) -> None:
    report = rehearse(coffee.base, read_scripts([write(GOOD)], coffee.base), coffee)
    assert report.failures == []
    assert (report.played, report.skipped, report.well) == (2, 1, True)


def test_what_goes_wrong_is_told_turn_by_turn(write: Write, coffee: Desk) -> None:
    report = rehearse(coffee.base, read_scripts([write(BAD)], coffee.base), coffee)
    assert [failure.turn for failure in report.failures] == [1, 2, 3]
    first, second, third = ({miss.field for miss in failure.misses} for failure in report.failures)
    assert first == {"kind", "topic", "frameworks", "language", "contains", "lacks"}
    assert second == {"asks_back", "first", "excluded", "scenario", "component"}
    assert third == {"silent"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_told_in_every_language(write: Write, coffee: Desk, language: Any) -> None:
    report = rehearse(coffee.base, read_scripts([write(BAD)], coffee.base), coffee)
    lines = [told(problem, language) for failure in report.failures for problem in problems(failure)]
    assert len(lines) == 12
    assert all(line.startswith("conversations/some.yaml:") for line in lines)
    assert len(set(lines)) == len(lines)


def test_a_folder_brings_its_own(tmp_path: Path, coffee: Desk) -> None:
    folder = Path(shutil.copytree(COFFEE, tmp_path / "coffee"))
    assert rehearsed(coffee, folder) == []
    (folder / "conversations").mkdir()
    (folder / "conversations" / "good.yaml").write_text(GOOD, encoding="utf-8")
    assert rehearsed(coffee, folder) == []
    (folder / "conversations" / "bad.yaml").write_text(BAD, encoding="utf-8")
    assert {problem.code for problem in rehearsed(coffee, folder)} == {"R201", "R202", "R204"}
    (folder / "conversations" / "bad.yaml").write_text("- turns", encoding="utf-8")
    assert [problem.file for problem in rehearsed(coffee, folder)] == ["conversations/bad.yaml"]


ANSWER = {
    "kind": "recommend",
    "language": "en",
    "frameworks": ["moka", "chemex"],
    "excluded": [],
    "scenarios": ["camping"],
    "topics": [],
    "components": [],
    "suggestions": [{"kind": "fact", "scenario": None, "topic": "taste", "frameworks": ["siphon"], "label": "…"}],
}


@pytest.mark.parametrize(
    "expected",
    [
        {},
        {"kind": ["fact", "recommend"]},
        {"first": ["chemex", "moka"]},
        {"frameworks": ["chemex", "moka"]},
        {"excluded": []},
        {"suggests": ["taste", "siphon"]},
        {"asks_back": True},
        {"contains": ["A", "C"], "lacks": "D"},
    ],
)
def test_what_is_as_expected(expected: dict[str, Any]) -> None:
    assert judge(Expected.model_validate(expected), Seen("A B C", ANSWER)) == []


@pytest.mark.parametrize(
    ("expected", "field"),
    [
        ({"kind": "fact"}, "kind"),
        ({"first": "chemex"}, "first"),
        ({"frameworks": ["moka"]}, "frameworks"),
        ({"excluded": ["moka"]}, "excluded"),
        ({"topic": "taste"}, "topic"),
        ({"suggests": ["taste", "camping"]}, "suggests"),
        ({"contains": ["A", "D"]}, "contains"),
        ({"lacks": "B"}, "lacks"),
        ({"silent": True}, "silent"),
    ],
)
def test_what_is_not(expected: dict[str, Any], field: str) -> None:
    assert [miss.field for miss in judge(Expected.model_validate(expected), Seen("A B C", ANSWER))] == [field]


def test_silence() -> None:
    assert judge(Expected(silent=True), Seen(None)) == []
    assert judge(Expected(), Seen(None)) == []
    assert [miss.field for miss in judge(Expected(kind=("fact",)), Seen(None))] == ["silent"]


def test_a_panel_is_no_answer() -> None:
    assert [miss.field for miss in judge(Expected(kind=("fact",)), Seen("Settings"))] == ["kind"]
    assert judge(Expected(contains=("Settings",)), Seen("Settings")) == []
