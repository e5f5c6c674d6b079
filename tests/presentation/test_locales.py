from __future__ import annotations

import re
import shutil
from pathlib import Path

import opencc
import pytest

import bot
from bot.presentation.catalogue import catalogue, packaged_folder, path_of, read, texts_of
from bot.presentation.checking import problems
from bot.presentation.guides import ADMIN, GROUP, OWNER, PRIVATE, menu, profile
from bot.understanding.question import LANGUAGES, Language

from .sample import BASE

CHINESE: tuple[Language, ...] = ("zh_Hans", "zh_Hant")
HAN = "\u3400-\u9fff"
USE = re.compile(r"""\.(?:text|line|blocks)\(\s*"([a-z_.]+)"|notice\(\s*"([a-z_.]+)"|chapter\(\s*"([a-z_.]+)\"""")


def texts(language: Language) -> dict[str, tuple[str, ...]]:
    file = read(path_of(language, packaged_folder()))
    return {str(message.id): texts_of(message) for message in file if message.id}


def test_the_catalogues_agree_in_keys_placeholders_and_plurals() -> None:
    assert problems() == []


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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(packaged_folder(), tmp_path / "locales"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('msgstr "📚 出处"', 'msgstr ""', r"button\.sources: has no text"),
        ('"⚖️ 对比 {framework}"', '"⚖️ 对比"', r"button\.compare: should have the placeholders: framework"),
        ('"⚖️ 对比 {framework}"', '"⚖️ 对比 {framework"', r"button\.compare: has a broken placeholder"),
        ('msgid "button.why"', 'msgid "button.wy"', r"button\.wy: is not in .*en"),
        ('"**比如**"', '"**比如*"', "examples: has markup that is not closed"),
    ],
)
def test_faults_are_found_with_their_place(folder: Path, old: str, new: str, message: str) -> None:
    path = path_of("zh_Hans", folder)
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    line = content[: content.index(old)].count("\n") + 1
    found = problems(folder)
    hits = [problem for problem in found if re.search(message, problem.message)]
    assert hits, found
    assert hits[0].file == "locales/zh_Hans/LC_MESSAGES/bot.po"
    assert abs(hits[0].line - line) <= 2


def test_a_file_that_is_missing_or_broken_is_a_problem(folder: Path) -> None:
    path_of("zh_Hant", folder).unlink()
    path_of("zh_Hans", folder).write_text('msgid "a"\nmsgstr "b"\nnonsense\n', encoding="utf-8")
    found = {problem.file: problem for problem in problems(folder)}
    assert found["locales/zh_Hant/LC_MESSAGES/bot.po"].message == "the file is missing"
    assert found["locales/zh_Hans/LC_MESSAGES/bot.po"].line == 3
