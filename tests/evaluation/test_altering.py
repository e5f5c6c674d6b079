from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.evaluation.altering import in_other_script, with_typos

WORDS = re.compile(r"[A-Za-z]+")


@given(st.text(st.characters(codec="ascii"), max_size=80))
def test_every_long_word_gets_one_typo_and_nothing_else_changes(text: str) -> None:
    altered = with_typos(text)
    assert with_typos(text) == altered
    assert WORDS.sub("", altered) == WORDS.sub("", text)
    for before, after in zip(WORDS.findall(text), WORDS.findall(altered), strict=True):
        assert OSA.distance(before, after) == (1 if len(before) >= 5 else 0)
        assert after[0] == before[0]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("软件用哪个框架", "軟體用哪個框架"),
        ("用哪個框架寫軟體", "用哪个框架写软件"),
        ("Flask 能做后台吗", "Flask 能做後臺嗎"),
        ("does Flask have an ORM?", "does Flask have an ORM?"),
    ],
)
def test_chinese_is_written_in_the_other_script_and_with_its_words(text: str, other: str) -> None:
    assert in_other_script(text) == other
