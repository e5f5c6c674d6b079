"""What a line leads to, whoever draws it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.conversation import Desk
from bot.presentation.actions import Choose, Misheard, Picture, Show
from bot.terminal.keeping import Keeping
from bot.terminal.pages import COMMANDS, commands
from bot.terminal.talking import Talk, Turn
from bot.understanding import LANGUAGES


def say(talk: Talk, line: str) -> Turn:
    turn = talk.hear(line)
    assert turn is not None
    return turn


def text(talk: Talk, line: str) -> str:
    return say(talk, line).message.plain


def press(talk: Talk, label: str) -> Turn:
    """Types the number of the button with this label."""
    labels = [button.label for button in talk.offers]
    return say(talk, str(labels.index(label) + 1))


def test_a_question_may_follow_another(talk: Talk) -> None:
    assert "Water is enough." in text(talk, "Is the Moka easy to clean?")
    assert "Glass, cloth and patience." in text(talk, "is the Siphon?")


@pytest.mark.parametrize("slash", ["/", "／", "、"])
def test_a_command_is_one_on_a_chinese_keyboard_too(talk: Talk, slash: str) -> None:
    assert text(talk, f"{slash}moka") == talk.desk.ask("tell me about the Moka").message.plain
    assert text(talk, f"{slash}MOKA@SomeBot") == text(talk, "/moka")
    assert text(talk, f"{slash}ask Is the Moka easy to clean?").startswith("🔎 Cleaning")
    assert talk.hear(f"{slash}quit") is None


def test_a_command_takes_chinese_without_a_blank(talk: Talk) -> None:
    assert say(talk, "/compare摩卡壶和手冲壶").message.plain.startswith("⚖️ Moka vs Chemex")


def test_commands_ask_what_they_ask_on_telegram(talk: Talk) -> None:
    assert text(talk, "/compare Moka Siphon").startswith("⚖️ Moka vs Siphon")
    assert "Water is enough." in text(talk, "/moka cleaning?")
    assert say(talk, "/learn").message == talk.desk.ask("which one should I learn first?").message
    assert "Which coffee maker for a camping trip?" in text(talk, "/ask")
    assert "/help" in text(talk, "/nonsense")


def test_every_listed_command_does_something(coffee: Desk, folder: Path) -> None:
    for language in LANGUAGES:
        listed = commands(coffee.base, language)
        assert [*listed][:3] == ["start", "help", "choose"]
        assert coffee.base.frameworks.keys() <= listed.keys()
        unknown = text(Talk(coffee, Keeping(folder), language), "/nonsense")
        for command in listed.keys() - {"quit"}:
            assert text(Talk(coffee, Keeping(folder), language), f"/{command}") != unknown
    assert {*COMMANDS} <= listed.keys()


def test_help_lists_what_there_is(talk: Talk) -> None:
    told = text(talk, "/help")
    assert all(f"/{command} — " in told for command in commands(talk.desk.base, "en"))
    assert "@" not in text(talk, "/start")


def test_numbers_lead_through_the_whole_choice(talk: Talk) -> None:
    assert [button.label for button in say(talk, "/choose").offers] == ["Outdoors", "With guests"]
    second = say(talk, "1")
    assert "✔️ Outdoors" in second.message.plain
    assert [button.label for button in second.offers] == ["No glass", "Glass is fine", "↩️ Back"]
    assert say(talk, "3").message == say(talk, "/choose").message
    say(talk, "１")
    answer = text(talk, "1")
    assert "Go with" in answer
    assert "Without Chemex and Siphon" in answer


def test_the_numbers_are_those_of_the_last_message(talk: Talk) -> None:
    say(talk, "/choose")
    say(talk, "Moka vs Siphon")
    assert talk.offers[0].label == "🫖 Moka"
    assert text(talk, "1") == text(talk, "/moka")
    say(talk, "99")
    assert not any(isinstance(button.action, Choose) and button.action.path for button in talk.offers)


def test_an_answer_was_not_meant(talk: Talk) -> None:
    say(talk, "Which coffee maker for a camping trip?")
    meant = press(talk, "🙅 Not that")
    assert any(isinstance(button.action, Show) for button in meant.offers)
    assert not any(isinstance(button.action, Misheard) for button in meant.offers)


def test_why_and_lists_are_pressed_like_the_rest(talk: Talk) -> None:
    say(talk, "Which coffee maker for a camping trip?")
    assert "Brewing outdoors" in press(talk, "🔍 Why?").message.plain
    say(talk, "Which coffee maker for a camping trip?")
    assert press(talk, "📚 Sources").message == say(talk, "/sources").message
    assert press(talk, "🗂 Situations").message == say(talk, "/scenarios").message


def test_pictures_are_not_offered(talk: Talk) -> None:
    turn = say(talk, "Moka vs Siphon")
    assert not any(isinstance(button.action, Picture) for button in turn.offers)


@pytest.mark.parametrize(
    ("question", "language"),
    [("Is the Siphon hard to clean?", "en"), ("虹吸壶难洗吗？", "zh_Hans"), ("虹吸壺難洗嗎？", "zh_Hant")],
)
def test_the_conversation_goes_on_in_its_language(talk: Talk, question: str, language: str) -> None:
    say(talk, question)
    assert talk.language == language
    assert say(talk, "moka vs chemex").language == language
    assert say(talk, "/help").language == language


def test_a_chosen_language_is_spoken_where_the_words_tell_nothing(talk: Talk, coffee: Desk, folder: Path) -> None:
    assert "like the question" in text(talk, "/language")
    assert press(talk, "繁體中文").message.plain.startswith("✅ 已")
    assert say(talk, "moka vs chemex").language == "zh_Hant"
    assert say(talk, "Is the Siphon hard to clean?").language == "en"
    assert say(talk, "/help").language == "zh_Hant"
    again = Talk(coffee, Keeping(folder), "en")
    assert again.language == "zh_Hant"
    say(again, "/language")
    say(again, "1")
    assert Talk(coffee, Keeping(folder), "en").language == "en"


def test_short_answers_are_short(talk: Talk) -> None:
    long = text(talk, "Which coffee maker for a camping trip?")
    say(talk, "/settings")
    press(talk, "✂️ Short: on")
    assert len(text(talk, "Which coffee maker for a camping trip?")) < len(long)


def test_forgetting_deletes_what_is_kept(talk: Talk, folder: Path) -> None:
    say(talk, "/language")
    press(talk, "简体中文")
    (folder / "history").write_text("+Moka\n", encoding="utf-8")
    say(talk, "Is the Moka easy to clean?")
    assert str(folder) in text(talk, "/privacy")
    say(talk, "/forgetme")
    assert [*folder.iterdir()] == []
    assert talk.choices.language is None


def test_what_cannot_be_kept_is_said(coffee: Desk) -> None:
    talk = Talk(coffee, Keeping(), "en")
    assert "nowhere" in text(talk, "/privacy")


@pytest.mark.parametrize("line", ["?!", "👍", "…"])
def test_signs_alone_are_asked_back(talk: Talk, line: str) -> None:
    assert "A few words more" in text(talk, line)


def test_a_long_text_that_is_not_understood_is_too_long(talk: Talk) -> None:
    assert "600" in text(talk, "la " * 400)


@pytest.mark.parametrize("line", ["exit", "QUIT", "/q", "退出", "離開", "/exit"])
def test_there_are_many_ways_to_leave(talk: Talk, line: str) -> None:
    assert talk.hear(f" {line} ") is None
