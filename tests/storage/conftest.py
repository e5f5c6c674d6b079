from __future__ import annotations

import asyncio
import os
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from bot.storage import Store, open_store
from bot.storage.engine import create_engine
from bot.storage.urls import async_url

from .tools import Clock, connected


async def _administrate(url: str, statement: str) -> None:
    engine = create_engine(async_url(url)).execution_options(isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            await connection.execute(text(statement))
    finally:
        await engine.dispose()


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[str]:
    """A database of this session's own on the server at TEST_POSTGRES_URL, or on this machine's."""
    server = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
    name = f"advisor_test_{uuid.uuid4().hex}"
    try:
        asyncio.run(_administrate(server, f"CREATE DATABASE {name}"))
    except (OSError, DBAPIError) as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"no PostgreSQL to test with: {error}")
        pytest.skip("no PostgreSQL to test with")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    asyncio.run(_administrate(server, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
async def postgres_url(postgres_database: str) -> str:
    """An empty PostgreSQL database."""
    async with connected(postgres_database) as connection:
        await connection.execute(text("DROP SCHEMA IF EXISTS public CASCADE"))
        await connection.execute(text("CREATE SCHEMA public"))
    return postgres_database


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An SQLite file that is not there yet, in a folder that is not there yet."""
    return f"sqlite:///{tmp_path}/data/advisor.sqlite3"


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """An empty database, of each kind in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(url: str, clock: Clock) -> AsyncIterator[Store]:
    async with open_store(url, now=clock) as store:
        assert store.healthy
        yield store
