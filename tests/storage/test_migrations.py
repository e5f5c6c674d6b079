from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from bot.storage import ChatSettings, Claim, PersonSettings, open_store, urls
from bot.storage.migrations import upgrade
from bot.storage.schema import metadata

from .tools import connected, rows

NEWEST = "0005"


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def make_folder(url: str) -> None:
    folder = urls.folder(urls.driver_url(url))
    if folder is not None:
        folder.mkdir(parents=True)


async def test_from_nothing_the_tables_are_those_of_the_schema(empty_url: str) -> None:
    async with open_store(empty_url):
        pass
    async with connected(empty_url) as connection:
        assert await connection.run_sync(differences) == []
    assert await rows(empty_url, "SELECT version_num FROM alembic_version") == [(NEWEST,)]


async def test_an_older_database_is_brought_up_to_date_and_keeps_what_it_holds(empty_url: str) -> None:
    make_folder(empty_url)
    async with connected(empty_url) as connection:
        await connection.run_sync(upgrade, "0001")
        await connection.execute(text("INSERT INTO chats VALUES (-1001, 'en', true, 60, false, 0, NULL)"))
        await connection.execute(text("INSERT INTO people VALUES (7000000001, 'zh_Hant', true)"))
    async with open_store(empty_url) as store:
        assert await store.chats.get(-1001) == ChatSettings(language="en", ambient=True, cooldown=60)
        assert await store.people.get(7_000_000_001) == PersonSettings(language="zh_Hant", short=True)
        assert await store.updates.claim(1) is Claim.NEW
        assert store.healthy
    async with connected(empty_url) as connection:
        assert await connection.run_sync(differences) == []


async def test_replicas_may_start_at_once(empty_url: str) -> None:
    async with AsyncExitStack() as stack:
        stores = await asyncio.gather(*(stack.enter_async_context(open_store(empty_url)) for _ in range(5)))
        assert [store.healthy for store in stores] == [True] * 5
    assert await rows(empty_url, "SELECT version_num FROM alembic_version") == [(NEWEST,)]


async def test_a_replica_of_the_version_before_goes_on_with_the_newer_tables(empty_url: str) -> None:
    async with open_store(empty_url) as store:
        await store.chats.set(1, ChatSettings(short=True))
    async with connected(empty_url) as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    async with open_store(empty_url) as store:
        assert store.healthy
        assert await store.chats.get(1) == ChatSettings(short=True)
    assert await rows(empty_url, "SELECT version_num FROM alembic_version") == [("9999",)]


async def test_tables_that_were_taken_away_come_back(empty_url: str) -> None:
    async with open_store(empty_url) as store:
        async with connected(empty_url) as connection:
            await connection.run_sync(metadata.drop_all)
            await connection.execute(text("DROP TABLE alembic_version"))
        assert not await store.chats.set(1, ChatSettings(short=True))
        assert await store.check()
        assert await store.chats.set(1, ChatSettings(short=True))
