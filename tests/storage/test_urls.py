from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage import ChatSettings, open_store
from bot.storage.urls import driver_url


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("sqlite:///data/a.sqlite3", "sqlite+pysqlite:///data/a.sqlite3"),
        ("sqlite:////var/lib/a.sqlite3\n", "sqlite+pysqlite:////var/lib/a.sqlite3"),
        ("sqlite+aiosqlite:///a.sqlite3", "sqlite+pysqlite:///a.sqlite3"),
        ("postgresql://u:p%40w@db/bot", "postgresql+asyncpg://u:p%40w@db/bot"),
        ("postgres://u:p@db:5433/bot?sslmode=require", "postgresql+asyncpg://u:p@db:5433/bot?ssl=require"),
        ("postgresql+psycopg2://u@/bot?host=/run/pg", "postgresql+asyncpg://u@/bot?host=%2Frun%2Fpg"),
        ("postgresql+asyncpg://db/bot", "postgresql+asyncpg://db/bot"),
    ],
)
def test_common_spellings_are_understood(given: str, used: str) -> None:
    assert driver_url(given).render_as_string(hide_password=False) == used


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", "must look like"),
        ("data.sqlite3", "must look like"),
        ("mysql://user:hunter2@db/bot", "not mysql"),
        ("postgresql://user:hunter2@db:port/bot", "must look like"),
        ("sqlite://data/a.sqlite3", "three slashes"),
        ("postgresql://user:hunter2@db/bot?channel_binding=require", "not supported: channel_binding"),
    ],
)
def test_a_wrong_url_is_named_and_not_repeated(url: str, says: str) -> None:
    with pytest.raises(ValueError, match=says) as caught:
        open_store(url)
    assert "BOT_DATABASE_URL" in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The current folder, in which nothing may appear."""
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("empty_folder")
async def test_a_store_in_memory() -> None:
    async with open_store("sqlite://") as store:
        assert await store.chats.set(1, ChatSettings(short=True))
        assert await store.chats.get(1) == ChatSettings(short=True)
        assert await store.check()


async def test_postgres_takes_the_options_of_hosted_databases(postgres_url: str) -> None:
    async with open_store(f"{postgres_url}?sslmode=disable") as store:
        assert store.healthy
