from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.understanding.text import LIMIT, tokenise

HAN = st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF)
TAIWAN = st.sampled_from(
    ["伺服器", "軟體", "資料庫", "介面", "程式設計師", "滑鼠", "Flask", "，", "\U0001f642", "İ", "㍿"]
)


def forms(text: str) -> list[str]:
    return [token.form for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Which Framework?", ["which", "framework"]),
        ("ＦＡＳＴ　Ａｐｉ", ["fast", "api"]),
        ("做API用哪个", ["做", "api", "用", "哪", "个"]),
        ("C++ and C# or F#", ["c++", "and", "c#", "or", "f#"]),
        ("don't, don’t", ["dont", "dont"]),
        ("Python 3.12 or 2", ["python", "3.12", "or", "2"]),
        ("①②３", ["123"]),
        ("naïve CAFÉ", ["naïve", "café"]),
        ("ﬁle", ["file"]),
        ("🙂 !? …", []),
        ("", []),
    ],
)
def test_width_case_and_marks_are_evened_out(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("哪個框架比較好", "哪个框架比较好"),
        ("這個伺服器", "这个服务器"),
        ("軟體與資料庫", "软件与数据库"),
        ("軟體的介面", "软件的界面"),
        ("網路效能", "网络性能"),
        ("用 Python 寫後臺，還是用別的程式語言？", "用 Python 写后台，还是用别的编程语言？"),
    ],
)
def test_traditional_with_the_words_of_taiwan_is_read_as_simplified(traditional: str, simplified: str) -> None:
    assert forms(traditional) == forms(simplified)


def test_words_that_mean_something_else_in_taiwan_stay_what_they_are_in_simplified() -> None:
    assert "".join(forms("上传文件")) == "上传文件"


@pytest.mark.parametrize(
    ("text", "form", "typed"),
    [
        ("the ＦＬＡＳＫ one", "flask", "ＦＬＡＳＫ"),
        ("想用 don’t panic", "dont", "don’t"),
        ("這個伺服器的 Port 是", "port", "Port"),
        ("軟體 and hardware", "hardware", "hardware"),
        ("㍿ then Word", "word", "Word"),
        ("İstanbul then Word", "word", "Word"),
    ],
)
def test_a_token_knows_what_was_typed(text: str, form: str, typed: str) -> None:
    (token,) = [token for token in tokenise(text) if token.form == form]
    assert text[token.start : token.end] == typed


def test_endings_do_not_count_for_the_key_but_for_the_form() -> None:
    tokens = tokenise("deploying deployed deploys")
    assert {token.key for token in tokens} == {"deploy"}
    assert [token.form for token in tokens] == ["deploying", "deployed", "deploys"]


def test_punctuation_parts_and_the_end_of_a_sentence_parts_more() -> None:
    def distance(text: str) -> int:
        first, second = tokenise(text)
        return second.position - first.position

    assert distance("django-flask") == distance("django flask") == 1
    assert 1 < distance("django, flask") == distance("django，flask") < distance("django. Flask")
    assert distance("django. Flask") == distance("django？flask") == distance("django\nflask")


def test_no_more_is_read_than_a_message_can_hold() -> None:
    tokens = tokenise("词" * LIMIT + "尾")
    assert len(tokens) == LIMIT
    assert "尾" not in {token.form for token in tokens}


@settings(deadline=None)
@given(st.text(st.characters(), max_size=LIMIT) | st.text(HAN, max_size=LIMIT))
@example("框架 \ud83d")
def test_every_token_lies_inside_the_text_and_in_its_order(text: str) -> None:
    tokens = tokenise(text)
    for token in tokens:
        assert 0 <= token.start < token.end <= len(text)
        assert token.form
        assert token.key
    for left, right in pairwise(tokens):
        assert left.start <= right.start
        assert left.end <= right.end
        assert left.position < right.position


@settings(deadline=None)
@given(st.lists(HAN | TAIWAN, max_size=60).map("".join))
def test_spans_hold_where_words_change_their_length(text: str) -> None:
    latin = [token for token in tokenise(text) if token.form == "flask"]
    assert all(text[token.start : token.end] == "Flask" for token in latin)
