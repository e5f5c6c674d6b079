from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.settings import PUBLIC_BOT_API, Settings, SettingsError, read_settings
from bot.understanding.question import LANGUAGES

TOKEN = "123456789:AAF-abc_DEFghijklmnopqrstuvwxyz01234"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.upper().startswith("BOT_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def settings(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return read_settings()


def test_nothing_needs_to_be_set() -> None:
    found = read_settings()
    assert found.token is None
    assert (found.api_url, found.language, found.host, found.port) == (PUBLIC_BOT_API, "en", "127.0.0.1", 8080)
    assert (found.log_level, found.log_format, found.owner_ids) == ("info", "console", frozenset())
    assert found.database_url.startswith("sqlite:///")


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("BOT_API_URL", "http://localhost:8081/", "api_url", "http://localhost:8081"),
        ("BOT_LANGUAGE", "zh_Hant", "language", "zh_Hant"),
        ("BOT_LANGUAGE", "zh-TW", "language", "zh_Hant"),
        ("BOT_LANGUAGE", "zh", "language", "zh_Hans"),
        ("BOT_OWNER_IDS", "1, 22 333", "owner_ids", frozenset({1, 22, 333})),
        ("BOT_OWNER_IDS", "9007199254740993", "owner_ids", frozenset({9007199254740993})),
        ("BOT_WEBHOOK_URL", "https://example.org/hook/", "webhook_url", "https://example.org/hook"),
        ("BOT_KNOWLEDGE_DIR", ".", "knowledge_dir", Path()),
        ("BOT_LISTEN", "0.0.0.0:80", "host", "0.0.0.0"),  # noqa: S104 - an operator may want that
        ("BOT_LISTEN", "[::1]:8443", "host", "::1"),
        ("BOT_LISTEN", "[::1]:8443", "port", 8443),
        ("BOT_LOG_LEVEL", "WARNING", "log_level", "warning"),
        ("BOT_LOG_FORMAT", "Json", "log_format", "json"),
        ("BOT_RETENTION_DAYS", "7", "retention_days", 7),
        # An empty variable is one that is not set.
        ("BOT_LISTEN", "", "port", 8080),
        ("BOT_TOKEN", "", "token", None),
    ],
)
def test_a_variable_is_read(
    name: str, value: str, field: str, expected: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert getattr(settings(monkeypatch, **{name: value}), field) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "hello"),
        ("BOT_TOKEN", "123456:"),
        ("BOT_TOKEN", ":AAFabc"),
        ("BOT_TOKEN", "123456:two words"),
        ("BOT_API_URL", "api.telegram.org"),
        ("BOT_API_URL", "ftp://api.telegram.org"),
        ("BOT_LANGUAGE", "fr"),
        ("BOT_OWNER_IDS", "me"),
        ("BOT_OWNER_IDS", "1;2"),
        ("BOT_WEBHOOK_URL", "/hook"),
        ("BOT_WEBHOOK_SECRET", "two words"),
        ("BOT_WEBHOOK_SECRET", "ö"),
        ("BOT_WEBHOOK_SECRET", "a" * 257),
        ("BOT_LISTEN", "8080"),
        ("BOT_LISTEN", "localhost"),
        ("BOT_LISTEN", ":8080"),
        ("BOT_LISTEN", "localhost:99999"),
        ("BOT_LISTEN", "localhost:²"),
        ("BOT_LOG_LEVEL", "loud"),
        ("BOT_LOG_FORMAT", "xml"),
        ("BOT_RETENTION_DAYS", "0"),
        ("BOT_RETENTION_DAYS", "a week"),
        ("BOT_STALE_AFTER", "-1"),
        ("BOT_KNOWLEDGE_DIR", "nowhere"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_the_variable(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(monkeypatch, **{name: value})
    message = str(caught.value)
    assert message.startswith(f"{name}: ")
    assert "\n" not in message


@pytest.mark.parametrize(
    ("name", "value"),
    [("BOT_TOKEN", "123456789_AAFabcdefghijk"), ("BOT_WEBHOOK_SECRET", "open sesame")],
)
def test_a_wrong_secret_is_not_repeated(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(monkeypatch, **{name: value})
    assert value not in str(caught.value)
    assert caught.value.__cause__ is None


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch, BOT_TOKEN=TOKEN, BOT_WEBHOOK_SECRET="open-sesame")
    assert found.token is not None
    assert found.token.get_secret_value() == TOKEN
    for shown in (repr(found), str(found), found.model_dump_json()):
        assert TOKEN not in shown
        assert "open-sesame" not in shown


def test_a_file_is_read_and_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text('BOT_LANGUAGE="zh-TW"\nBOT_LISTEN=localhost:1\nOTHER=thing\n', encoding="utf-8")
    found = settings(monkeypatch, BOT_LISTEN="localhost:2")
    assert (found.language, found.port) == ("zh_Hant", 2)


def test_a_wrong_value_in_the_file_is_named_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BOT_LISTEN=here\n")
    with pytest.raises(SettingsError, match=r"^BOT_LISTEN: is not host:port"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("BOT_TOKEN", "hello", ("does not look like a token", "不像", "不像")),
        ("BOT_OWNER_IDS", "me", ("is not a list of user ids", "用户", "使用者")),
        ("BOT_STALE_AFTER", "-1", ("must be at least 0", "不能小于 0", "不能小於 0")),
        ("BOT_STALE_AFTER", "soon", ("is not a number", "应是数字", "應是數字")),
        ("BOT_RETENTION_DAYS", "9999", ("must be at most 3650", "不能大于 3650", "不能大於 3650")),
        ("BOT_RETENTION_DAYS", "1.5", ("is not a whole number", "应是整数", "應是整數")),
        ("BOT_LISTEN", "here", ("is not host:port", "应写成 host:port", "應寫成 host:port")),
        ("BOT_LOG_FORMAT", "xml", ("must be one of console / json", "只能是其中一个", "只能是其中一個")),
        ("BOT_KNOWLEDGE_DIR", "nowhere", ("there is no folder nowhere", "没有 nowhere", "沒有 nowhere")),
        ("BOT_WEBHOOK_URL", "/hook", ("is not a URL", "不是网址", "不是網址")),
        ("BOT_WEBHOOK_URL", "http://[", ("has a wrong value", "值不对", "值不對")),
        ("BOT_WEBHOOK_SECRET", "two words", ("must be 1 to 256", "1 到 256，", "1 到 256，")),
        (
            "BOT_DATABASE_URL",
            "mysql://root:hunter2@db/bot",
            ("must look like sqlite:///", "应写成 sqlite", "應寫成 sqlite"),
        ),
        ("BOT_DATABASE_URL", "postgresql://db/bot?foo=1", ("is not supported: foo", "选项：foo", "選項：foo")),
    ],
)
def test_what_is_wrong_is_told_in_every_language(
    name: str, value: str, says: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(monkeypatch, **{name: value, "BOT_LANGUAGE": "zh-TW"})
    told = {language: caught.value.told(language) for language in LANGUAGES}
    for language, words in zip(LANGUAGES, says, strict=True):
        assert told[language].startswith(f"{name}: ")
        assert words in told[language]
        assert "\n" not in told[language]
        assert "hunter2" not in told[language]
    assert caught.value.language == "zh_Hant"


@pytest.mark.parametrize("language", ["", "fr"])
def test_a_language_that_is_not_set_is_not_told(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(monkeypatch, BOT_LANGUAGE=language, BOT_STALE_AFTER="-1")
    assert caught.value.language is None


def test_a_file_in_another_encoding_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("BOT_LANGUAGE=zh # 中文".encode("gbk"))
    with pytest.raises(SettingsError, match=r"\.env"):
        read_settings()
