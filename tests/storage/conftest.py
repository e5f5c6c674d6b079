from __future__ import annotations

import asyncio
import os
import shutil
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from bot.storage import Store, open_store
from bot.storage.postgres import engine as create_engine
from bot.storage.schema import metadata
from bot.storage.urls import driver_url

from .tools import Clock, connected


async def _administrate(url: str, statement: str) -> None:
    engine = create_engine(driver_url(url)).execution_options(isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            await connection.execute(text(statement))
    finally:
        await engine.dispose()


async def _open(url: str) -> None:
    async with open_store(url) as store:
        assert store.healthy


@pytest.fixture(scope="session")
def postgres_databases() -> Iterator[tuple[str, str]]:
    """Two databases of this session's own on the server at TEST_POSTGRES_URL, or on this machine's.

    The first has the tables, the second may have anything.
    """
    server = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
    names = [f"advisor_test_{uuid.uuid4().hex}" for _ in range(2)]
    try:
        for name in names:
            asyncio.run(_administrate(server, f"CREATE DATABASE {name}"))
    except (OSError, DBAPIError) as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"no PostgreSQL to test with: {error}")
        pytest.skip("no PostgreSQL to test with")
    ready, empty = (make_url(server).set(database=name).render_as_string(hide_password=False) for name in names)
    asyncio.run(_open(ready))
    yield ready, empty
    for name in names:
        asyncio.run(_administrate(server, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
async def postgres_url(postgres_databases: tuple[str, str]) -> str:
    """A PostgreSQL database whose tables are empty."""
    url, _ = postgres_databases
    async with connected(url) as connection:
        for table in metadata.sorted_tables:
            await connection.execute(table.delete())
    return url


@pytest.fixture
async def empty_postgres_url(postgres_databases: tuple[str, str]) -> str:
    """A PostgreSQL database without tables."""
    _, url = postgres_databases
    async with connected(url) as connection:
        await connection.execute(text("DROP SCHEMA IF EXISTS public CASCADE"))
        await connection.execute(text("CREATE SCHEMA public"))
    return url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "advisor.sqlite3"
    asyncio.run(_open(f"sqlite:///{path}"))
    return path


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """An SQLite file whose tables are empty."""
    path = tmp_path / "advisor.sqlite3"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    """An SQLite file that is not there yet, in a folder that is not there yet."""
    return f"sqlite:///{tmp_path}/data/advisor.sqlite3"


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """A database of each kind in turn, whose tables are empty."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest) -> str:
    """A database of each kind in turn, without tables."""
    url: str = request.getfixturevalue(f"empty_{request.param}_url")
    return url


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(url: str, clock: Clock) -> AsyncIterator[Store]:
    async with open_store(url, now=clock) as store:
        assert store.healthy
        yield store
