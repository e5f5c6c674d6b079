from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.fonts import font
from bot.pictures.typesetting import drawable, wrapped

FONT = font("zh_Hans", 20)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("none, choose one", 140, ["none, choose", "one"]),
        ("add drf-spectacular", 145, ["add", "drf-spectacular"]),
        ("没有，自选一个就好", 125, ["没有，自选一", "个就好"]),
        ("一二三四五六，七", 125, ["一二三四五", "六，七"]),
        ("一二三四五（六）七", 125, ["一二三四五", "（六）七"]),
        ("用 FastAPI 写", 110, ["用 FastAPI", "写"]),
        ("", 100, [""]),
    ],
)
def test_lines_are_broken_where_a_reader_would(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, FONT, width) == lines


def test_a_word_that_is_too_long_is_broken_anywhere() -> None:
    lines = wrapped("w" * 30, FONT, 100)
    assert len(lines) > 2
    assert "".join(lines) == "w" * 30


def test_what_does_not_fit_ends_with_an_ellipsis() -> None:
    [first, last] = wrapped("one two three four five six seven eight", FONT, 100, most=2)
    assert first == "one two"
    assert last.endswith("…")
    assert FONT.getlength(last) <= 100


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("🔋 Django ⚡️", "Django"),
        ("a\n\tb", "a b"),
        ("20 °C ✅", "20 °C"),
        ("👩‍💻", ""),
        ("性能 30,000+", "性能 30,000+"),
    ],
)
def test_what_the_font_has_not_is_left_out(text: str, drawn: str) -> None:
    assert drawable(text) == drawn


@given(st.text(alphabet=st.sampled_from("ab ，。（）()- 的框架,.!…"), max_size=60), st.integers(30, 300))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, FONT, width)
    assert "".join("".join(lines).split()) == "".join(drawable(text).split())
    assert all(FONT.getlength(line) <= width for line in lines if len(line) > 4)
