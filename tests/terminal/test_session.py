"""A person at the keyboard, by prompt_toolkit's own means of testing: keys through a pipe, the answers in a string."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from bot.conversation import Desk
from bot.presentation.catalogue import catalogue
from bot.terminal.keeping import Keeping
from bot.terminal.session import Session
from bot.terminal.surroundings import a_person_sits_here, language_of
from bot.understanding import LANGUAGES, Language

ENTER, UP, CTRL_C, CTRL_D = "\r", "\x1b[A", "\x03", "\x04"

Sit = Callable[..., str]


@pytest.fixture
def sit(coffee: Desk, folder: Path) -> Sit:
    """Types keys, and gives what was printed."""

    def typing(*keys: str, language: Language = "en", load: Callable[[], Desk] = lambda: coffee) -> str:
        out = io.StringIO()
        console = Console(file=out, width=80, highlight=False, markup=False, emoji=False)
        with create_pipe_input() as pipe:
            pipe.send_text("".join(keys))
            Session(load, Keeping(folder), language, keys=pipe, screen=DummyOutput(), console=console).run()
        return out.getvalue()

    return typing


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("last", [CTRL_D, CTRL_C, f"exit{ENTER}", f"/quit{ENTER}"])
def test_leaving_is_polite_in_the_language_of_the_conversation(sit: Sit, language: Language, last: str) -> None:
    words = catalogue(language)
    shown = sit(last, language=language)
    assert words.text("chat.welcome").splitlines()[0] in shown
    assert shown.endswith(words.text("cli.bye") + "\n")


def test_the_language_follows_the_questions(sit: Sit) -> None:
    assert sit(f"虹吸壺難洗嗎？{ENTER}", CTRL_D).endswith("再見！\n")


def test_ctrl_c_empties_the_line_before_it_leaves(sit: Sit) -> None:
    shown = sit("tell me about the siphon", CTRL_C, f"Is the Moka easy to clean?{ENTER}", CTRL_C)
    assert "Water is enough." in shown
    assert "🧪" not in shown


def test_numbers_lead_through_the_whole_choice(sit: Sit) -> None:
    shown = sit(f"/choose{ENTER}1{ENTER}1{ENTER}", CTRL_D)
    assert "Without Chemex and Siphon" in shown


def test_enter_alone_unfolds_once(sit: Sit, desk: Desk) -> None:
    question = f"Two of us have to build an online shop in a month{ENTER}"
    folded, unfolded, twice = (sit(question, ENTER * times, CTRL_D, load=lambda: desk) for times in range(3))
    assert "Enter shows" in folded
    assert "Article by article" not in folded
    assert unfolded.count("Article by article") == 1
    assert twice == unfolded


def test_what_was_asked_is_found_in_the_next_conversation(sit: Sit, folder: Path) -> None:
    first = sit(f"Is the Moka easy to clean?{ENTER}1{ENTER}", CTRL_D)
    again = sit(UP, ENTER, CTRL_D)
    assert "Water is enough." in first
    assert "Water is enough." in again
    assert "\n+1\n" not in (folder / "history").read_text(encoding="utf-8")


def test_forgetting_empties_the_history_of_this_conversation_too(sit: Sit, folder: Path) -> None:
    shown = sit(f"Is the Moka easy to clean?{ENTER}/forgetme{ENTER}", UP, UP, ENTER, CTRL_D)
    assert shown.count("Water is enough.") == 1
    assert "Moka" not in (folder / "history").read_text(encoding="utf-8")


def test_knowledge_that_cannot_be_loaded_ends_the_conversation(sit: Sit) -> None:
    def broken() -> Desk:
        raise ValueError("file.yaml:1:1: broken")

    with pytest.raises(ValueError, match="broken"):
        sit(load=broken)
    with pytest.raises(ValueError, match="broken"):
        sit(f"Moka?{ENTER}", load=broken)


@pytest.mark.parametrize("line", ["\x00", "\x1b[31mred", "é" * 3000, "a\x1b[200~b\nc\x1b[201~"])
def test_odd_keys_do_no_harm(sit: Sit, line: str) -> None:
    assert sit(line, ENTER, CTRL_C, CTRL_C).endswith("Bye!\n")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_TW.UTF-8"}, "zh_Hant"),
        ({"LANG": "zh_CN.UTF-8"}, "zh_Hans"),
        ({"LANG": "en_GB.UTF-8@euro", "LC_MESSAGES": ""}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_HK.UTF-8"}, "zh_Hant"),
        ({"LANG": "C.UTF-8"}, None),
        ({"LANG": "de_DE"}, None),
        ({}, None),
    ],
)
def test_the_locale_asks_for_a_language(environment: dict[str, str], language: Language | None) -> None:
    assert language_of(environment) == language


@pytest.mark.parametrize(
    ("typed", "shown", "terminal", "sits"),
    [
        (True, True, "xterm", True),
        (False, True, "xterm", False),
        (True, False, "xterm", False),
        (True, True, "dumb", False),
    ],
)
def test_a_pipe_or_a_simple_terminal_is_talked_to_plainly(
    typed: bool, shown: bool, terminal: str, sits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stream(io.StringIO):
        def __init__(self, tty: bool) -> None:
            super().__init__()
            self.tty = tty

        def isatty(self) -> bool:
            return self.tty

    monkeypatch.setattr("sys.stdin", Stream(typed))
    monkeypatch.setattr("sys.stdout", Stream(shown))
    monkeypatch.setenv("TERM", terminal)
    assert a_person_sits_here() is sits
