"""What waited while the bot was away, and what ends it."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from bot.playground.telegram import PrivateChat, RateLimits, TelegramServer
from tests.storage.tools import Line

from .crowd import SIGNS, Crowd
from .days import CHATS, FULL, LASTS, PROGRAM, Days, in_the_long_run
from .replica import PATIENCE, Replica, free_port

WAITING = 5000 if FULL else 600
GROUPS = 10
HOUR, STALE = 3600.0, 600.0


def settings(server: TelegramServer, folder: Path) -> dict[str, str]:
    database = f"sqlite:///{folder}/bot.sqlite3"
    return {"BOT_TOKEN": server.token, "BOT_API_URL": server.url, "BOT_DATABASE_URL": database}


async def ask(crowd: Crowd, server: TelegramServer, count: int, seconds: float) -> None:
    """That many questions within that time, which passes at once."""
    for number in range(count):
        await crowd.ask_in(crowd.talks[number % CHATS])
        server.skip(seconds / count)


@pytest.mark.parametrize("way", ["polling", pytest.param("webhook", marks=in_the_long_run)])
async def test_away_for_an_hour(way: str, tmp_path: Path) -> None:
    """It catches up: what is fresh is answered, what is stale is not, and a chat hears of that once at most."""
    async with TelegramServer(username="framebot", local_webhooks=True) as server:
        if FULL:
            server.limits = RateLimits.like_telegram()
        replica = Replica(tmp_path, program=PROGRAM, **settings(server, tmp_path))
        if way == "webhook":
            replica.set(BOT_WEBHOOK_URL=f"{replica.url}/hook")
        crowd = Crowd(server, CHATS, groups=GROUPS)
        server.skip(-HOUR)
        await ask(crowd, server, WAITING * 5 // 6, HOUR - STALE - 100)
        for talk in crowd.talks:
            talk.asked.clear()
        server.skip(200)
        await ask(crowd, server, WAITING // 6, STALE - 100)
        began = time.monotonic()
        await replica.start()
        try:
            await server.handled(10 * PATIENCE)
            print(f"\n{way}: {WAITING} updates of an hour: caught up {time.monotonic() - began:.1f} s after the start")
            memory = replica.memory() // 1024
        finally:
            await replica.kill()
    lines = 0
    for talk in crowd.talks:
        answers = crowd.answers(talk)
        missed = [answer for answer in answers if answer not in SIGNS]
        assert [answer for answer in answers if answer in SIGNS] == talk.asked
        assert len(missed) <= isinstance(talk.place, PrivateChat)
        lines += len(missed)
    print(f"{way}: {WAITING // 6} fresh ones answered in order, {lines} chats told of stale ones, {memory} MB")
    assert lines == CHATS - GROUPS


@in_the_long_run
async def test_a_database_that_goes_away(tmp_path: Path, postgres_url: str) -> None:
    """What is asked meanwhile is answered without memory."""
    line = Line(postgres_url)
    await line.connect()
    async with TelegramServer(username="framebot", local_webhooks=True) as server:
        found = {**settings(server, tmp_path), "BOT_DATABASE_URL": line.url}
        replica = Replica(tmp_path, program=PROGRAM, **found)
        replica.set(BOT_WEBHOOK_URL=f"{replica.url}/hook")
        await replica.start()
        try:
            await server.until(lambda: server.bot.webhook, PATIENCE)
            days = Days(server, replica)
            for trouble in (line.cut, line.hold):
                async with days.day(f"PostgreSQL away ({trouble.__name__})") as day:
                    if (waiting := trouble()) is not None:
                        await waiting
                    await day.talk()
                    if trouble == line.cut:
                        await line.connect()
                    line.let_go()
        finally:
            await replica.kill()
            await line.cut()


async def test_another_poller_that_stays(tmp_path: Path) -> None:
    async with TelegramServer(username="framebot") as server:
        replica = Replica(tmp_path, program=PROGRAM, **settings(server, tmp_path))
        fault = server.faults.refuse("getUpdates", status=409, description="Conflict: another", times=None)
        await replica.start()
        began = time.monotonic()
        assert await asyncio.wait_for(replica.process.wait(), 5 * PATIENCE) == 3
        print(f"\n409 for good: exit code 3 after {time.monotonic() - began:.0f} s and {fault.hits} polls")


@in_the_long_run
async def test_a_name_server_that_is_down(tmp_path: Path) -> None:
    """It is alive, and waits; asked to end, it ends."""
    url = f"http://telegram.invalid:{free_port()}"
    replica = Replica(tmp_path, program=PROGRAM, BOT_TOKEN="123456:TEST", BOT_API_URL=url)
    await replica.start()
    try:
        await replica.reached()
        await asyncio.sleep(LASTS)
        assert replica.process.returncode is None
        assert await replica.stop() == 0
    finally:
        await replica.kill()
