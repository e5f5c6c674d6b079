"""A hundred thousand chats: what a decision costs, and what they take on disk."""

from __future__ import annotations

import asyncio
import random
import time

from sqlalchemy import text

from bot.storage import Claim, ContextKey, Store

from .tools import connected, rows

CHATS = 100_000


async def size(url: str) -> int:
    """Bytes that the chats take."""
    if url.startswith("sqlite"):
        found = await rows(url, "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
    else:
        found = await rows(url, "SELECT pg_total_relation_size('chats')")
    return int(found[0][0])


async def test_a_hundred_thousand_chats(store: Store, url: str) -> None:
    async with connected(url) as connection:
        await connection.execute(
            text(
                "WITH RECURSIVE numbers(n)"
                " AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < :many)"
                " INSERT INTO chats SELECT -n, 'zh_Hans', true, 600, false, 30, NULL FROM numbers"
            ),
            {"many": CHATS},
        )
    assert await size(url) < 12_000_000

    wanted = random.Random(1).sample(range(-CHATS, 0), 200)  # noqa: S311
    started = time.perf_counter()
    for chat in wanted:
        assert (await store.chats.get(chat)).ambient
        assert await store.answers.latest(chat, None, "rest") is None
        assert await store.context.get(ContextKey(chat, None, 1)) is None
    first = (time.perf_counter() - started) / len(wanted)

    started = time.perf_counter()
    for chat in wanted:
        await store.chats.get(chat)
    again = (time.perf_counter() - started) / len(wanted)

    assert first < 0.05, f"{first * 1000:.1f} ms for what a first decision reads"
    assert again < 0.001, f"{again * 1e6:.0f} µs for what the second one does"


async def test_a_burst_is_no_trouble(store: Store) -> None:
    claims = await asyncio.gather(*(store.updates.claim(update) for update in range(300)))
    assert set(claims) == {Claim.NEW}
    assert store.healthy
