from __future__ import annotations

import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, Group
from rich.text import Text
from wcwidth import iter_graphemes, width

from bot.terminal.wrapping import Prose, breaks, units

MIXED = st.text(st.sampled_from("选用框架ABc12 ，。（）「」：·🔋⚡—%?!"), max_size=80)


def lines_of(text: str, cells: int) -> list[str]:
    return [text[start:end] for start, end in pairwise([0, *breaks(text, cells), len(text)])]


@given(MIXED, st.integers(2, 40))
def test_no_line_is_wider_than_it_may_be_and_nothing_is_lost(text: str, cells: int) -> None:
    lines = lines_of(text, cells)
    assert "".join(lines) == text
    assert all(width(line.rstrip(" ")) <= cells for line in lines)


@given(st.text(max_size=60), st.integers(1, 20))
def test_any_text_is_cut_between_its_characters(text: str, cells: int) -> None:
    starts = {0}
    for grapheme in iter_graphemes(text):
        starts.add(max(starts) + len(grapheme))
    assert set(breaks(text, cells)) <= starts
    assert "".join(units(text)) == text


@pytest.mark.parametrize("cells", range(10, 40))
def test_no_line_of_chinese_begins_with_a_closing_mark_or_ends_with_an_opening_one(cells: int) -> None:
    text = "选 FastAPI：速度快，文档（自动）生成；「模型服务」本来就是它的主场。3 篇里 3 篇首选它！"
    for line in lines_of(text, cells):
        assert line[0] not in "，。；：！）」"
        assert line.rstrip()[-1] not in "（「"


def test_chinese_fills_the_line_that_a_blank_ended() -> None:
    assert lines_of("Flask 请求怎么来、回应怎么回，全摆在明面上", 20)[0] == "Flask 请求怎么来、回"


def test_a_chinese_name_in_an_english_text_stays_whole() -> None:
    text = "9,000 requests a second for Hello World on a small computer. (程序员晚枫)"
    assert lines_of(text, 69)[-1] == "(程序员晚枫)"


def test_an_emoji_stays_with_its_name() -> None:
    assert lines_of("go for 🧪 Flask", 11) == ["go for ", "🧪 Flask"]


def test_items_hang_and_a_margin_stands_before_every_line() -> None:
    text = Prose(hang=2, margin=Text("│ "))
    text.append("• one two three")
    out = io.StringIO()
    Console(file=out, width=10).print(Group(text))
    assert out.getvalue() == "│ • one   \n│   two   \n│   three \n".replace("   \n", "\n").replace(" \n", "\n")
    assert text.rows(10) == 3
