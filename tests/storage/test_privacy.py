from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.storage import ChatSettings, ContextKey, PersonSettings, Store
from bot.storage.schema import metadata

from .tools import Clock, connected, rows

GROUP = -1002147483648123
ME, SOMEBODY_ELSE = 7_000_000_001, 7_000_000_002


async def everything(url: str) -> dict[str, list[tuple[Any, ...]]]:
    async with connected(url) as connection:
        return {
            table.name: [tuple(row) for row in await connection.execute(select(table))]
            for table in metadata.sorted_tables
        }


async def use(store: Store, clock: Clock, person: int) -> None:
    """Leaves every trace that a person can leave, in a group and in private."""
    await store.people.set(person, PersonSettings(language="en"))
    await store.chats.set(person, ChatSettings(short=True))
    await store.updates.claim(person % 1000)
    for chat in (GROUP, person):
        await store.context.put(ContextKey(chat, None, person), {"kind": "recommend"}, timedelta(minutes=15))
        await store.answers.remember(
            chat, None, "rest", question_message_id=person % 1000, reply_message_id=9, at=clock.time
        )
    await store.questions.unanswered(f"I am @me, {person}: which one for games?", "en", ["rest"])
    await store.feedback.record("rest", "helpful", "en")
    await store.statistics.count("group", "en", "recommend", "rest", True)


async def test_forgetting_removes_all_that_is_tied_to_the_person(store: Store, clock: Clock, url: str) -> None:
    await use(store, clock, SOMEBODY_ELSE)
    await use(store, clock, ME)
    assert await store.forget(ME)
    assert str(ME) not in str(await everything(url))
    assert await store.people.get(ME) == PersonSettings()
    assert await store.chats.get(ME) == ChatSettings()
    assert await store.people.get(SOMEBODY_ELSE) == PersonSettings(language="en")
    assert await store.context.get(ContextKey(GROUP, None, SOMEBODY_ELSE)) is not None
    assert await store.answers.reply_to(GROUP, ME % 1000) is not None


async def test_questions_and_counters_know_nobody_from_the_start(store: Store, clock: Clock, url: str) -> None:
    await use(store, clock, ME)
    await store.settle()
    tables = await everything(url)
    for name in ("questions", "feedback", "statistics", "updates"):
        assert tables[name]
        assert str(ME) not in str(tables[name])
        assert str(GROUP) not in str(tables[name])


async def test_looking_writes_nothing(store: Store, url: str) -> None:
    before = await everything(url)
    await store.chats.get(GROUP)
    await store.people.get(ME)
    await store.context.get(ContextKey(GROUP, None, ME))
    await store.answers.latest(GROUP, None, "rest")
    await store.answers.reply_to(GROUP, 1)
    await store.facts.get("knowledge")
    assert await everything(url) == before
    assert [name for name, kept in before.items() if kept] == ["facts"]
    assert await rows(url, "SELECT key FROM facts") == [("store.check",)]
