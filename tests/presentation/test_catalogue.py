from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.presentation.catalogue import MissingText, catalogue, load, path_of
from bot.presentation.spacing import join
from bot.understanding.question import LANGUAGES, Language

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.mark.parametrize(
    ("value", "english", "simplified", "traditional"),
    [
        (9, "9", "9", "9"),
        (5000, "5,000", "5,000", "5,000"),
        (10_000, "10,000", "1 万", "1 萬"),
        (30_000, "30,000", "3 万", "3 萬"),
        (65_000, "65,000", "6.5 万", "6.5 萬"),
        (65_432, "65,432", "65,432", "65,432"),
        (300_000_000, "300,000,000", "3 亿", "3 億"),
    ],
)
def test_numbers_are_written_the_way_each_language_writes_them(
    value: int, english: str, simplified: str, traditional: str
) -> None:
    written = [catalogue(language).number(value) for language in LANGUAGES]
    assert written == [english, simplified, traditional]


def test_numbers_in_texts_of_the_knowledge_base_are_expanded() -> None:
    assert catalogue("en").expand("{number:30000}+ a second") == "30,000+ a second"
    assert catalogue("zh_Hans").expand("每秒 {number:30000} 次，{number:5000} 起") == "每秒 3 万次，5,000 起"
    assert catalogue("zh_Hant").expand("沒有數字") == "沒有數字"


@pytest.mark.parametrize(
    ("language", "items", "written"),
    [
        ("en", [], ""),
        ("en", ["A"], "A"),
        ("en", ["A", "B", "C"], "A, B and C"),
        ("zh_Hans", ["A", "B", "C"], "A、B 和 C"),
        ("zh_Hans", ["甲", "乙"], "甲和乙"),
        ("zh_Hant", ["甲", "B", "丙"], "甲、B 和丙"),
    ],
)
def test_lists(language: Language, items: list[str], written: str) -> None:
    assert catalogue(language).join(items) == written


def test_dates() -> None:
    day = date(2025, 7, 19)
    assert [catalogue(language).date(day) for language in LANGUAGES] == [
        "July 19, 2025",
        "2025 年 7 月 19 日",
        "2025 年 7 月 19 日",
    ]


def test_plural_forms_follow_the_count() -> None:
    assert catalogue("en").text("duration.minutes", count=1) == "1 minute"
    assert catalogue("en").text("duration.minutes", count=5) == "5 minutes"
    assert catalogue("zh_Hans").text("duration.minutes", count=1) == "1 分钟"


def test_a_blank_stands_between_chinese_and_latin_whatever_is_put_in() -> None:
    words = catalogue("zh_Hans")
    assert words.text("recommend.other_view", author="CarUp", frameworks="Alpha") == "CarUp 选 Alpha"
    assert words.text("recommend.other_view", author="车迷", frameworks="甲") == "车迷选甲"
    assert words.text("recommend.other_view", author="车迷Club", frameworks="Alpha") == "车迷Club 选 Alpha"
    assert join(["甲", "A", "，", "B", "(c)", "乙"]) == "甲 A，B(c) 乙"


def test_values_are_never_taken_for_markup_or_placeholders() -> None:
    assert catalogue("en").text("smalltalk.reply", reply="a ** b ` {c} c") == "a ** b ` {c} c"


def test_a_missing_text_warns_and_english_stands_in(tmp_path: Path) -> None:
    contents: dict[Language, str] = {"en": 'msgid "hello"\nmsgstr "Hello"\n', "zh_Hans": ""}
    for language, content in contents.items():
        path = path_of(language, tmp_path)
        path.parent.mkdir(parents=True)
        path.write_text(HEAD + content, encoding="utf-8")
    chinese = load("zh_Hans", tmp_path)
    with pytest.warns(MissingText, match="zh_Hans.*hello"):
        assert chinese.text("hello") == "Hello"
    with pytest.warns(MissingText):
        assert chinese.text("nowhere") == "nowhere"
