from __future__ import annotations

import pytest

from bot.presentation.actions import Choose, Show
from bot.presentation.choice import choose, walk
from bot.presentation.message import Message
from bot.understanding.question import LANGUAGES, Language, Reading

from .sample import ALPHA, BASE
from .telegram_html import parsed


def step(path: str, language: Language = "en") -> Message:
    found = choose(path, language, BASE)
    assert isinstance(found, Message)
    return found


def paths(message: Message) -> list[str]:
    actions = [button.action for row in message.buttons for button in row]
    return [action.path for action in actions if isinstance(action, Choose)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_is_a_valid_message(language: Language) -> None:
    for path in ("", "r", "c"):
        message = step(path, language)
        assert parsed(message) == message.plain


def test_the_first_step_has_no_way_back() -> None:
    assert paths(step("")) == ["r", "c", "n"]


def test_further_steps_say_what_was_taken_and_lead_back() -> None:
    message = step("r")
    assert message.plain == "✔️ A race\nHow?"
    assert paths(message) == ["rx", "rr", ""]


def test_long_labels_stand_alone() -> None:
    assert [len(row) for row in step("").buttons] == [2, 1]


def test_the_end_is_a_question_with_situations_in_the_order_of_the_taps() -> None:
    assert choose("cr", "en", BASE) == Show(Reading("recommend", scenario="city"), "en", also=("race",))
    assert choose("rx", "zh_Hant", BASE) == Show(Reading("recommend", scenario="race"), "zh_Hant", excluded=(ALPHA,))
    assert choose("rr", "en", BASE) == Show(Reading("recommend", scenario="race"), "en"), "each situation once"
    assert choose("n", "en", BASE) == Show(Reading("recommend"), "en")


@pytest.mark.parametrize("path", ["z", "rz", "rrr", "nn"])
def test_a_path_that_leads_nowhere_begins_anew(path: str) -> None:
    assert walk(path, BASE).path == ""
    assert step(path) == step("")
