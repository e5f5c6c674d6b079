"""Two replicas over PostgreSQL, as ``compose.yaml`` starts them, but as processes: no container engine is needed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from bot.playground.telegram import TelegramServer
from tests.storage.tools import rows

from .balancer import Balancer
from .crowd import Account, Crowd
from .replica import PATIENCE, Replica


@asynccontextmanager
async def started(*replicas: Replica) -> AsyncIterator[None]:
    """Starts all of them at the same moment; kills what is left of them at the end."""
    await asyncio.gather(*(replica.start() for replica in replicas))
    try:
        yield
    finally:
        await asyncio.gather(*(replica.kill() for replica in replicas))


async def value(replica: Replica, metric: str) -> float:
    """What a replica tells Prometheus, all labels together; 0 as long as it tells nothing."""
    try:
        async with httpx.AsyncClient(trust_env=False) as http:
            text = (await http.get(f"{replica.url}/metrics")).text
    except httpx.HTTPError:
        return 0.0
    lines = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
    return sum(float(number) for name, _, number in lines if name.partition("{")[0] == metric)


async def one_polls(*replicas: Replica) -> tuple[Replica, list[Replica]]:
    """Waits until one of them polls; it, and those that do not."""
    async with asyncio.timeout(PATIENCE):
        while True:
            polling = {replica: await value(replica, "advisor_polling") for replica in replicas}
            if any(polling.values()):
                [poller] = [replica for replica in replicas if polling[replica]]
                return poller, [replica for replica in replicas if replica is not poller]
            await asyncio.sleep(0.05)


async def test_started_at_once_on_an_empty_database_both_answer_by_webhook(
    tmp_path: Path, empty_postgres_url: str
) -> None:
    async with TelegramServer(username="framebot", local_webhooks=True) as server, Balancer() as balancer:
        settings = {
            "BOT_TOKEN": server.token,
            "BOT_API_URL": server.url,
            "BOT_DATABASE_URL": empty_postgres_url,
            "BOT_WEBHOOK_URL": f"http://127.0.0.1:{balancer.port}/telegram",
        }
        replicas = [Replica(tmp_path, name, **settings) for name in "ab"]
        balancer.ports = [replica.port for replica in replicas]
        async with started(*replicas):
            await server.until(lambda: len(server.journal.of("setWebhook")) == 2, PATIENCE)
            crowd = Crowd(server, 30)
            await crowd.ask(30)
            await server.handled(PATIENCE)
            shares = [await value(replica, "advisor_updates_total") for replica in replicas]
            codes = [await replica.stop() for replica in replicas]
        assert crowd.account() == Account(asked=30, lost=0, doubled=0, disordered=0)
        assert sum(shares) == 30
        assert min(shares) > 0, "the balancer asks one after the other"
        # A migration that ran twice, or half, would leave a warning: the log holds nothing else.
        assert (codes, [replica.written() for replica in replicas]) == ([0, 0], ["", ""])
    assert len(await rows(empty_postgres_url, "SELECT version_num FROM alembic_version")) == 1


async def test_by_polling_one_replica_polls_and_the_other_takes_over_when_it_is_killed(
    tmp_path: Path, postgres_url: str
) -> None:
    async with TelegramServer(username="framebot") as server:
        settings = {"BOT_TOKEN": server.token, "BOT_API_URL": server.url, "BOT_DATABASE_URL": postgres_url}
        replicas = [Replica(tmp_path, name, **settings) for name in "ab"]
        async with started(*replicas):
            await asyncio.gather(*(replica.reached() for replica in replicas))
            first, [second] = await one_polls(*replicas)
            crowd = Crowd(server, 20)
            await crowd.ask(20)
            await server.handled(PATIENCE)
            assert await value(second, "advisor_updates_total") == 0
            await first.kill()
            await crowd.ask(20)
            await server.handled(PATIENCE)
            assert await value(second, "advisor_polling") == 1
            assert await value(second, "advisor_updates_total") >= 20
            assert await second.stop() == 0
        assert crowd.account() == Account(asked=40, lost=0, doubled=0, disordered=0)
        # Two that poll at a time would be told so by Telegram, and say it.
        assert [replica.written() for replica in replicas] == ["", ""]
