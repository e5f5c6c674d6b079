from __future__ import annotations

from collections.abc import Iterable

import pytest

from bot.presentation.catalogue import catalogue
from bot.workshop.asking import CancelledError, Interview, UnusableAnswerError


def interview(lines: Iterable[str], *, again: bool = True) -> tuple[Interview, list[str]]:
    shown: list[str] = []
    return Interview(catalogue("en"), iter(lines), shown.append, again=again), shown


def only_b(answer: str) -> str | None:
    return None if answer == "b" else f"not {answer}"


def test_a_person_is_asked_again() -> None:
    asked, shown = interview(["a\n", " b \n"])
    assert asked.ask("emoji", check=only_b) == "b"
    assert shown == ["An emoji", "not a", "An emoji"]


def test_a_pipe_is_not() -> None:
    asked, _ = interview(["a\n"], again=False)
    with pytest.raises(UnusableAnswerError, match="An emoji: not a"):
        asked.ask("emoji", check=only_b)


def test_an_empty_line_takes_the_default_or_leaves_it_open() -> None:
    asked, shown = interview(["\n", "\n"])
    assert asked.ask("emoji", default="x") == "x"
    assert asked.ask("emoji", check=only_b) == ""
    assert shown == ["An emoji [x]", "An emoji"]


def test_when_a_pipe_ends_nothing_more_is_asked() -> None:
    asked, shown = interview(["a\n"], again=False)
    assert [asked.ask("emoji", default="x") for _ in range(3)] == ["a", "x", "x"]
    assert len(shown) == 2
    assert asked.answered


def test_a_person_who_ends_the_lines_wants_no_more() -> None:
    asked, _ = interview(["a\n"])
    asked.ask("emoji")
    with pytest.raises(CancelledError):
        asked.ask("emoji", default="x")


def test_empty_lines_and_defaults_are_no_answers() -> None:
    asked, _ = interview(["\n", " \n"])
    assert (asked.ask("emoji", default="x"), asked.ask("emoji")) == ("x", "")
    assert not asked.answered


def test_the_default_of_a_list_is_shown_and_counts_only_where_somebody_saw_it() -> None:
    asked, shown = interview(["\n"], again=False)
    assert asked.listed("sources", default=("a", "b"), sources=["a"]) == ("a", "b")
    assert shown[-1].endswith(" [a, b]")
    assert asked.listed("sources", default=("a", "b"), sources=["a"]) == ()


def test_a_list_without_commas_is_told_of_them() -> None:
    asked, shown = interview(["b b\n", "b c\n", "b, b\n"])
    assert asked.listed("sources", only_b, sources=["b"]) == ("b",)
    assert [shown[1], shown[3]] == ["Commas are missing. Did you mean b, b?", "not b c"]


@pytest.mark.parametrize(
    ("line", "items"),
    [
        ("a, b,c\n", ("a", "b", "c")),
        ("游戏，联机 服务、开黑\n", ("游戏", "联机 服务", "开黑")),
        (" , a,, a \n", ("a",)),
        ("\r\n", ()),
        ("a\x00b\u2028c\x85 👩\u200d💻\r\n", ("abc 👩\u200d💻",)),
    ],
)
def test_a_list_stands_between_commas_of_either_script(line: str, items: tuple[str, ...]) -> None:
    asked, _ = interview([line])
    assert asked.listed("sources", sources=["B1"]) == items


def test_a_text_is_asked_in_both_languages() -> None:
    asked, shown = interview(["Shop\n", "商城\n"])
    assert asked.both("scenario.title") == {"en": "Shop", "zh_Hans": "商城"}
    assert ["English" in shown[0], "Simplified Chinese" in shown[1]] == [True, True]
