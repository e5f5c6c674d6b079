from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.knowledge_base import load
from bot.knowledge_base.traditional import Corrections, Drafter

from .tools import problems


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("两个咖啡壶", "兩個咖啡壺"),
        ("服务器和内存", "伺服器和記憶體"),
        ("用 API 的软件", "用 API 的軟體"),
        ("plain words", "plain words"),
        ("", ""),
    ],
)
def test_a_draft_is_written_as_in_taiwan(simplified: str, traditional: str) -> None:
    assert Drafter(Corrections()).draft(simplified) == traditional


def test_terms_are_corrected_one_after_the_other_in_every_draft() -> None:
    drafter = Drafter(Corrections(terms={"滑鼠墊": "鼠墊", "滑鼠": "老鼠"}))
    assert [drafter.draft(text) for text in ("鼠标垫", "两个鼠标")] == ["鼠墊", "兩個老鼠"]


def test_a_corrected_text_stands_as_it_was_corrected() -> None:
    drafter = Drafter(Corrections(terms={"壺": "鍋"}, texts={"一个壶": "一只壺"}))
    assert drafter.draft("一个壶") == "一只壺"
    assert drafter.draft("一个壶。") == "一個鍋。"


def test_corrections_that_nothing_needs_are_known() -> None:
    drafter = Drafter(Corrections(terms={"壺": "鍋", "杯": "盞"}, texts={"旧": "舊"}))
    drafter.draft("一个壶")
    assert drafter.used == {"壺"}


def test_every_simplified_text_is_given_its_traditional_one() -> None:
    data: dict[str, Any] = {
        "title": {"en": "Pot", "zh_Hans": " 壶 "},
        "points": [{"text": {"en": "Two", "zh_Hans": "两个"}}, "两个"],
        "by hand": {"en": "Cup", "zh_Hans": "杯子", "zh_Hant": "杯"},
        "number": {"zh_Hans": 2},
    }
    Drafter(Corrections()).fill(data)
    assert data["title"]["zh_Hant"] == "壺"
    assert data["points"][0]["text"]["zh_Hant"] == "兩個"
    assert data["by hand"]["zh_Hant"] == "杯"
    assert "zh_Hant" not in data["number"]


def test_a_folder_may_hold_its_own_corrections(folder: Path) -> None:
    (folder / "traditional.yaml").write_text('terms: {"辦公室": "公司"}\ntexts: {"露营": "野營"}\n', encoding="utf-8")
    scenarios = load(folder).scenarios
    assert (scenarios["office"].title.in_("zh_Hant"), scenarios["camping"].title.in_("zh_Hant")) == ("公司", "野營")


def test_a_fault_in_the_corrections_is_told(folder: Path) -> None:
    (folder / "traditional.yaml").write_text("terms:\n  壺: [鍋]\n", encoding="utf-8")
    assert problems(folder) == ["traditional.yaml:2:6: K205 field='terms.壺', expected='text'"]
