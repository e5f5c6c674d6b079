from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage import Store, open_store
from tests.storage.conftest import postgres_databases, postgres_url, sqlite_template, sqlite_url, url

__all__ = ["postgres_databases", "postgres_url", "sqlite_template", "sqlite_url", "url"]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(f"sqlite:///{tmp_path}/bot.sqlite3") as store:
        yield store
