from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.understanding import LANGUAGES, Language
from bot.understanding.language import chinese_script, decide, from_code

NAMES = ("django", "fastapi", "vs", "api")


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("en_US", "en"),
        ("zh", "zh_Hans"),
        ("zh-hans", "zh_Hans"),
        ("zh-CN", "zh_Hans"),
        ("zh_SG", "zh_Hans"),
        ("zh-Hans-TW", "zh_Hans"),
        ("zh-Hans-HK", "zh_Hans"),
        ("zh-hant", "zh_Hant"),
        ("zh-TW", "zh_Hant"),
        ("zh-HK", "zh_Hant"),
        ("zh_MO", "zh_Hant"),
        ("zh-Hant-CN", "zh_Hant"),
        ("yue", "zh_Hant"),
        ("zh_Hans", "zh_Hans"),
        ("zh_Hant", "zh_Hant"),
        ("de", None),
        ("ja", None),
        ("zhx", None),
        ("", None),
        (None, None),
        ("-", None),
        ("🙂", None),
        ("_" * 1000, None),
    ],
)
def test_a_code_of_a_client_is_understood(code: str | None, language: Language | None) -> None:
    assert from_code(code) == language


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("请问哪个框架好", "zh_Hans"),
        ("請問哪個框架好", "zh_Hant"),
        ("最好用", None),
        ("简說", None),
        ("which one", None),
        ("", None),
    ],
)
def test_the_script_of_chinese_is_told_where_the_characters_tell(text: str, script: Language | None) -> None:
    assert chinese_script(text) == script


@pytest.mark.parametrize(
    ("text", "asker", "language"),
    [
        # the question's own script comes first
        ("请问哪个好", "en", "zh_Hans"),
        ("请问哪个好", "zh-TW", "zh_Hans"),
        ("請問哪個好", "zh-CN", "zh_Hant"),
        ("which one is better", "zh-CN", "en"),
        # what is written the same in both scripts follows the asker
        ("最好用", "zh-TW", "zh_Hant"),
        ("最好用", "zh-CN", "zh_Hans"),
        ("最好用", "en", "zh_Hans"),
        ("最好用", None, "zh_Hans"),
        # names, numbers and signs follow the asker
        ("Django vs FastAPI?", "zh-TW", "zh_Hant"),
        ("Django vs FastAPI?", "zh", "zh_Hans"),
        ("Django vs FastAPI?", "en-GB", "en"),
        ("FastAPI 0.100 🚀", "zh-HK", "zh_Hant"),
        ("???", "zh", "zh_Hans"),
        # mixed
        ("做 API 用 Django 还是 FastAPI", "en", "zh_Hans"),
        ("用 FastAPI 做 streaming 可以嗎", "en", "zh_Hant"),
        ("what does 请假 mean in that article", "zh", "en"),
        # languages that are not spoken
        ("フレームワークはどれ", "zh", "en"),
        ("какой лучше", "zh", "en"),
    ],
)
def test_the_language_of_an_answer(text: str, asker: str | None, language: Language) -> None:
    assert decide(text, NAMES, asker) == language


@pytest.mark.parametrize(
    ("preferences", "language"),
    [
        ((None, "zh-TW"), "zh_Hant"),
        (("zh_Hans", "zh-TW", "en"), "zh_Hans"),
        (("fr", "zh-TW"), "zh_Hant"),
        ((None, "garbage"), "en"),
        ((), "en"),
    ],
)
def test_the_strongest_preference_that_is_spoken_counts(
    preferences: tuple[str | None, ...], language: Language
) -> None:
    assert decide("Django?", NAMES, *preferences) == language


def test_without_any_preference_it_is_the_operators_language() -> None:
    assert decide("Django?", NAMES, None, "tlh", default="zh_Hant") == "zh_Hant"


@settings(deadline=None)
@given(st.text(st.characters()), st.none() | st.text(max_size=20))
@example("框架 \ud83d", None)
def test_there_is_a_language_for_any_text_and_any_code(text: str, code: str | None) -> None:
    assert decide(text, NAMES, code) in LANGUAGES
