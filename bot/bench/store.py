"""What a hundred thousand chats cost: time for a decision, and room on the disk."""

from __future__ import annotations

import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from bot.bench.rows import Row
from bot.handlers.facts import Addressed, Door, Facts
from bot.handlers.policy import Action, Manners, Recent, decide
from bot.storage import ContextKey, Store, open_store
from bot.storage.schema import chats
from bot.storage.sqlite import engine, transact
from bot.storage.urls import driver_url

_CHATS = 100_000
_AT_ONCE = 10_000
_DECISIONS = 2_000
_SEED = 7


def run() -> Iterator[Row]:
    """Median and 99th percentile of what a decision reads and decides, over an SQLite file, beside one of no chats."""
    with tempfile.TemporaryDirectory() as folder:
        empty = asyncio.run(_measure(Path(folder) / "empty.sqlite3", 0))
        file = Path(folder) / "full.sqlite3"
        full = asyncio.run(_measure(file, _CHATS))
        size = file.stat().st_size
    yield Row(f"{_CHATS:,} chats with settings", size / 2**20, "MiB")
    yield Row("one chat", size / _CHATS, "bytes")
    for what, found, before in (
        ("talk, first in its chat", full.talk, empty.talk),
        ("talk, the next", full.talk_again, empty.talk_again),
        ("a question", full.question, empty.question),
    ):
        median, slow = statistics.median(found), statistics.quantiles(found, n=100)[98]
        yield Row(f"decide on {what}: median", median * 1e3, "ms", median / statistics.median(before), "no chats")
        yield Row(f"decide on {what}: p99", slow * 1e3, "ms")


class _Figures:
    """The seconds of each decision over one database."""

    def __init__(self) -> None:
        self.talk: list[float] = []
        self.talk_again: list[float] = []
        self.question: list[float] = []


async def _measure(file: Path, many: int) -> _Figures:
    found = _Figures()
    url = f"sqlite:///{file}"
    async with open_store(url):
        pass
    await _fill(url, many)
    numbers = random.Random(_SEED).sample(range(1, _CHATS + 1), _DECISIONS)  # noqa: S311 - which chats, no secrets
    async with open_store(url) as store:
        for number in numbers:
            talk = Facts(Door.GROUP, chat_id=-number, message_id=1, question="lunch?")
            found.talk.append(await _timed(_talk(store, talk)))
            found.talk_again.append(await _timed(_talk(store, talk)))
            found.question.append(await _timed(_question(store, talk)))
    return found


async def _talk(store: Store, facts: Facts) -> Action:
    """Talk that nobody turned to the bot with: the settings of the chat are all that is looked at."""
    chat = await store.chats.get(facts.chat_id)
    return decide(facts, Manners(chat.ambient, chat.cooldown), Recent()).action


async def _question(store: Store, facts: Facts) -> Action:
    """A question to the bot: who asks, what they asked before, and whether it was answered lately."""
    person = -facts.chat_id
    chat = await store.chats.get(facts.chat_id)
    await store.people.get(person)
    await store.context.get(ContextKey(facts.chat_id, None, person))
    given = await store.answers.latest(facts.chat_id, None, "en recommend")
    asked = Facts(Door.GROUP, facts.chat_id, message_id=1, addressed=Addressed.BY_MENTION, question=facts.question)
    ago = (datetime.now(UTC) - given.at).total_seconds() if given else None
    return decide(asked, Manners(chat.ambient, chat.cooldown), Recent(same_answer_ago=ago)).action


async def _timed(deed: Awaitable[object]) -> float:
    started = time.perf_counter()
    await deed
    return time.perf_counter() - started


async def _fill(url: str, many: int) -> None:
    """Writes chats past the store, which takes them one by one only."""
    with engine(driver_url(url)).connect() as connection:
        for start in range(0, many, _AT_ONCE):
            rows = [
                {
                    "chat_id": -number,
                    "language": "zh_Hans",
                    "ambient": False,
                    "cooldown": 600,
                    "short": True,
                    "delete_fallbacks": 60,
                }
                for number in range(start + 1, start + _AT_ONCE + 1)
            ]
            transact(connection, partial(Connection.execute, statement=chats.insert(), parameters=rows), begin=True)
