from __future__ import annotations

import pytest

from bot.presentation import guides, lists, preferences
from bot.presentation.actions import Set, Show, Situations, encode
from bot.presentation.labels import describe, label
from bot.presentation.message import Message
from bot.presentation.voice import voice
from bot.understanding.question import LANGUAGES, Language, Reading

from .sample import ALPHA, BASE, BETA
from .telegram_html import parsed

ALL = tuple(BASE.frameworks)
OPTIONS = {
    "language": ("auto", *LANGUAGES),
    "ambient": ("on", "off"),
    "cooldown": ("0", "300", "90"),
    "short": ("on", "off"),
    "delete_fallbacks": ("0", "60"),
}
CURRENT = {"language": "auto", "ambient": "off", "cooldown": "300", "short": "on", "delete_fallbacks": "0"}


def pages(language: Language) -> list[Message]:
    return [
        guides.start(language, BASE, "framebot"),
        guides.welcome(language, BASE, "framebot"),
        guides.welcome(language, BASE, "framebot", "all"),
        guides.help_text(language, BASE, "framebot"),
        guides.help_text(language, BASE, "framebot", inline=True, guest=True),
        guides.help_text(language, BASE, "framebot", hearing="unasked", inline=True),
        guides.help_text(language, BASE, "framebot", hearing="addressed"),
        guides.privacy(language, BASE, 30, minutes=10, counted=400),
        guides.notice("notice.failed", language, BASE),
        guides.notice("reload.failed", language, BASE, problems="a.yaml:1:2: <wrong>\nb.yaml:3:4: & wrong"),
        lists.sources(language, BASE),
        *(lists.situations(page, language, BASE) for page in range(3)),
        preferences.settings("chat", CURRENT, OPTIONS, language, BASE),
        preferences.settings("person", CURRENT, {"language": OPTIONS["language"]}, language, BASE),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_a_valid_message(language: Language) -> None:
    for message in pages(language):
        assert parsed(message) == message.plain
        for row in message.buttons:
            for button in row:
                encode(button.action)


def test_the_situations_are_paged_and_leave_out_the_open_one() -> None:
    seen = []
    for page in range(3):
        message = lists.situations(page, "en", BASE)
        actions = [button.action for row in message.buttons for button in row]
        seen += [action.reading.scenario for action in actions if isinstance(action, Show)]
        turns = [action.page for action in actions if isinstance(action, Situations)]
        assert turns == [[1], [0, 2], [1]][page]
    assert seen == [name for name, scenario in BASE.scenarios.items() if not scenario.open]


@pytest.mark.parametrize(("page", "shown"), [(-1, 0), (99, 2)])
def test_a_page_that_is_not_there_is_the_nearest(page: int, shown: int) -> None:
    assert lists.situations(page, "en", BASE) == lists.situations(shown, "en", BASE)


def test_the_setting_in_force_is_ticked() -> None:
    message = preferences.settings("chat", CURRENT, OPTIONS, "en", BASE)
    ticked = [button.action for row in message.buttons for button in row if button.label.startswith("✅")]
    assert ticked == [Set("chat", name, value) for name, value in CURRENT.items()]
    labels = [button.label for row in message.buttons for button in row]
    assert {"✅ ⏱ 5 minutes", "⏱ 90 seconds", "🧹 1 minute", "👂 Unasked: on", "繁體中文"} <= set(labels)


def test_commands_in_a_group_name_the_bot() -> None:
    assert "/choose@framebot — " in guides.help_text("en", BASE, "framebot", hearing="addressed").plain
    assert "/alpha@framebot — " in guides.help_text("en", BASE, "framebot", hearing="addressed").plain
    assert "/choose — " in guides.help_text("en", BASE, "framebot").plain


@pytest.mark.parametrize(
    ("reading", "english", "chinese"),
    [
        (Reading("recommend", scenario="race", frameworks=(ALPHA,)), "🏁 A race", "🏁 比赛"),
        (Reading("recommend"), "🧭 Which one fits?", "🧭 该选哪个？"),
        (Reading("compare", frameworks=(ALPHA, BETA)), "⚖️ Alpha vs Beta", "⚖️ Alpha vs Beta"),
        (Reading("compare", frameworks=(ALPHA, BETA), topic="speed"), "Speed: Alpha vs Beta", "Alpha vs Beta · 速度"),
        (Reading("framework", frameworks=(ALPHA,)), "🅰️ Alpha", "🅰️ Alpha"),
        (Reading("fact", frameworks=(ALPHA,), topic="brakes"), "Brakes: Alpha", "Alpha · 刹车"),
        (Reading("fact", frameworks=ALL, topic="brakes"), "Brakes", "刹车"),
        (Reading("fact", component="Turbo (big, loud; ~fast)"), "Turbo (big, loud; ~fast)", "Turbo (big, loud; ~fast)"),
        (Reading("learn"), "🎓 Which to learn first?", "🎓 先学哪个？"),
        (Reading("learn", frameworks=ALL), "🎓 Which to learn first?", "🎓 先学哪个？"),
        (Reading("learn", frameworks=(BETA,)), "🎓 Learning Beta", "🎓 学 Beta"),
        (Reading("out_of_scope", outside="boats"), "Boats", "船"),
        (Reading("smalltalk"), "👋 Hello", "👋 打个招呼"),
    ],
)
def test_labels(reading: Reading, english: str, chinese: str) -> None:
    assert label(reading, voice("en", BASE)) == english
    assert label(reading, voice("zh_Hans", BASE)) == chinese
    for language in LANGUAGES:
        assert 1 <= len(describe(reading, voice(language, BASE))) <= 250


def test_descriptions_tell_what_the_answer_holds() -> None:
    speaker = voice("en", BASE)
    assert describe(Reading("recommend", scenario="race"), speaker).startswith("What 3 articles advise")
    assert describe(Reading("fact", frameworks=(ALPHA,), topic="speed"), speaker) == "Alpha: built <in> & ready"
    assert describe(Reading("fact", frameworks=(ALPHA,), topic="charm"), speaker) == "The articles say nothing on this"
