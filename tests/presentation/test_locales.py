from __future__ import annotations

import re
from pathlib import Path

import opencc
import pytest

import bot
from bot.presentation.catalogue import DOMAINS, catalogue, packaged_folder, path_of, read, texts_of
from bot.presentation.guides import ADMIN, GROUP, OWNER, PRIVATE, menu, profile
from bot.understanding.question import LANGUAGES, Language

from .sample import BASE

CHINESE: tuple[Language, ...] = ("zh_Hans", "zh_Hant")
HAN = "\u3400-\u9fff"
USE = re.compile(r"""\.(?:text|line|blocks)\(\s*"([a-z_.]+)"|notice\(\s*"([a-z_.]+)"|chapter\(\s*"([a-z_.]+)\"""")


def texts(language: Language) -> dict[str, tuple[str, ...]]:
    """The texts of all catalogues; behind the keys of the others than the bot's stands where they are from."""
    found = {}
    for domain in DOMAINS:
        mark = "" if domain == DOMAINS[0] else f" ({domain})"
        for message in read(path_of(language, packaged_folder(), domain)):
            if message.id:
                found[f"{message.id}{mark}"] = texts_of(message)
    return found


def test_every_text_that_the_code_asks_for_exists() -> None:
    known = catalogue("en").keys
    for path in Path(bot.__path__[0]).rglob("*.py"):
        used = {next(filter(None, found)) for found in USE.findall(path.read_text(encoding="utf-8"))}
        assert used <= known, path.name


def test_traditional_chinese_has_no_simplified_characters() -> None:
    to_traditional = opencc.OpenCC("s2tw")
    for key, forms in texts("zh_Hant").items():
        if "settings.value.zh_Hans" not in key:
            assert [to_traditional.convert(form) for form in forms] == list(forms), key


@pytest.mark.parametrize(
    "wrong", ["軟件", "服務器", "默認", "信息", "視頻", "項目", "文檔", "支持", "用戶", "後端口", "群裡"]
)
def test_traditional_chinese_is_that_of_taiwan(wrong: str) -> None:
    assert not [key for key, forms in texts("zh_Hant").items() if any(wrong in form for form in forms)]


@pytest.mark.parametrize("language", CHINESE)
def test_chinese_typography(language: Language) -> None:
    for key, forms in texts(language).items():
        for form in forms:
            assert not re.search(rf"[{HAN}][A-Za-z0-9]|[A-Za-z0-9][{HAN}]", form), key
            assert not re.search(rf"[{HAN}][,.;:!?()]|[,;:!?()][{HAN}]", form), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_telegram_shows_of_the_bot_is_short_enough(language: Language) -> None:
    shown = profile(language, BASE)
    assert len(shown["name"]) <= 64
    assert len(shown["description"]) <= 512
    assert len(shown["short_description"]) <= 120
    for commands in (PRIVATE, GROUP, ADMIN, OWNER):
        for command, description in menu(commands, language, BASE).items():
            assert re.fullmatch("[a-z0-9_]{1,32}", command)
            assert 1 <= len(description) <= 256


def test_the_menu_holds_a_command_for_each_framework() -> None:
    commands = list(menu(PRIVATE, "en", BASE))
    assert commands[commands.index("compare") + 1 :][:4] == ["alpha", "beta", "gamma", "delta"]
    assert "alpha" not in menu(OWNER, "en", BASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_short_notices_fit_into_an_alert(language: Language) -> None:
    for key, forms in texts(language).items():
        if key.startswith(("notice.", "settings.")):
            assert all(len(form) <= 200 for form in forms), key
