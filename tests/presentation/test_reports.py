from __future__ import annotations

import pytest

from bot.presentation import reports
from bot.presentation.reports import Open, Use
from bot.understanding.question import LANGUAGES, Language

from .sample import BASE
from .telegram_html import parsed

USE = Use(
    7,
    14,
    13 / 14,
    {
        "stats.doors": {"group": 9, "private": 4, "moon": 1},
        "stats.languages": {"en": 10, "zh_Hans": 4},
        "stats.kinds": {"fact": 9, "recommend": 5},
        "stats.top": {"Speed <of> Alpha": 9},
        "stats.feedback": {},
    },
)


@pytest.mark.parametrize(
    ("count", "length"), [(1, 1), (100, 8), (50, 4), (2, 1)], ids=["seen at all", "the longest", "half", "tiny"]
)
def test_bars(count: int, length: int) -> None:
    assert reports.bar(count, 100) == "▇" * length


def test_numbers_have_bars_and_ids_have_names() -> None:
    text = reports.stats(USE, "en", BASE).plain
    assert "14 questions, 93% answered" in text
    assert "▇▇▇▇▇▇▇▇ 9 in groups\n▇▇▇▇ 4 in private\n▇ 1 moon" in text
    assert "▇▇▇▇▇▇▇▇ 10 English" in text
    assert "▇▇▇▇▇▇▇▇ 9 Speed <of> Alpha" in text
    assert "“Not that”" not in text


def test_where_nothing_was_asked_it_says_so() -> None:
    assert reports.stats(Use(7, 0, 0.0, {}), "en", BASE).plain.endswith("Nothing was asked yet.")


def test_questions_without_an_answer_stand_before_those_with_the_wrong_one() -> None:
    questions = [Open("wrong?", 3, misheard=True), Open("rice?", 2, near=["Speed", "A race"]), Open("tea?", 1)]
    assert reports.unanswered(questions, "en", BASE).plain == (
        "❓ 2 open questions\n• 2 × rice? (near: Speed, A race)\n• 1 × tea?\n\n"
        "🙅 1 question answered wrongly\n• 3 × wrong?"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_every_language_it_is_a_valid_message(language: Language) -> None:
    many = [Open(f"question {number} " * 10, number, near=["<b>"]) for number in range(200)]
    for message in (reports.stats(USE, language, BASE), reports.unanswered(many, language, BASE)):
        assert parsed(message) == message.plain
        assert len(message.plain) <= 4096
    assert reports.unanswered([], language, BASE).plain.startswith("🎉")
