"""Killed at any moment, the bot loses no question.

In the suite a few rounds show that it works at all; ``KILL_ROUNDS=200 pytest -s tests/delivery/test_kills.py`` tells
how well.
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from pathlib import Path

from bot.playground.telegram import TelegramServer

from .balancer import Balancer
from .crowd import Crowd
from .replica import PATIENCE, Replica

ROUNDS = int(os.environ.get("KILL_ROUNDS", "3"))
ASKED = 10
"""Questions in a round."""
LATEST = 0.25
"""Seconds after the questions until the plug is pulled, at most; by then all would be answered."""


class Figures:
    """What the rounds came to."""

    def __init__(self, name: str, crowd: Crowd) -> None:
        self._name, self._crowd = name, crowd
        self._doubles = [0]
        self._recoveries: list[float] = []

    def note(self, seconds: float) -> None:
        """A round is over, and all is answered again."""
        self._doubles.append(self._crowd.account().doubled - sum(self._doubles))
        self._recoveries.append(seconds)

    def check(self) -> None:
        """Says what it came to: nothing is lost, the order is kept, and after a kill at most one answer comes twice.

        It is the one that was sent and not yet noted: see ``bot/server/doubt.py``.
        """
        account = self._crowd.account()
        print(
            f"\n{self._name}: {len(self._recoveries)} kills, {account}, "
            f"at most {max(self._doubles)} twice after one kill, {sum(map(bool, self._doubles))} kills with any, "
            f"recovery at most {max(self._recoveries):.1f} s"
        )
        assert (account.lost, account.disordered) == (0, 0)
        assert max(self._doubles) <= 1


async def test_by_polling(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311
    async with TelegramServer(username="framebot") as server:
        settings = {"BOT_TOKEN": server.token, "BOT_API_URL": server.url}
        replica = Replica(tmp_path, **settings, BOT_DATABASE_URL=f"sqlite:///{tmp_path}/bot.sqlite3")
        crowd = Crowd(server, 60)
        figures = Figures("polling", crowd)
        await replica.start()
        try:
            await server.until(lambda: server.bot.polls, PATIENCE)
            for _ in range(ROUNDS):
                await crowd.ask(ASKED)
                await asyncio.sleep(chance.uniform(0, LATEST))
                await replica.kill()
                began = time.monotonic()
                await replica.start()
                await crowd.ask(ASKED // 2)
                await server.handled(PATIENCE)
                figures.note(time.monotonic() - began)
        finally:
            await replica.kill()
        figures.check()


async def test_by_webhook_with_two_replicas(tmp_path: Path, postgres_url: str) -> None:
    chance = random.Random(7)  # noqa: S311
    async with TelegramServer(username="framebot", local_webhooks=True) as server:
        settings = {"BOT_TOKEN": server.token, "BOT_API_URL": server.url, "BOT_DATABASE_URL": postgres_url}
        async with Balancer() as balancer:
            settings["BOT_WEBHOOK_URL"] = f"http://127.0.0.1:{balancer.port}/hook"
            replicas = [Replica(tmp_path, name, **settings) for name in "ab"]
            balancer.ports = [replica.port for replica in replicas]
            for replica in replicas:
                await replica.start()
            crowd = Crowd(server, 60)
            figures = Figures("webhook", crowd)
            try:
                await server.until(lambda: server.bot.webhook, PATIENCE)
                for _ in range(ROUNDS):
                    await crowd.ask(ASKED)
                    await asyncio.sleep(chance.uniform(0, LATEST))
                    victim = chance.choice(replicas)
                    await victim.kill()
                    began = time.monotonic()
                    await crowd.ask(ASKED // 2)
                    await victim.start()
                    await server.handled(PATIENCE)
                    figures.note(time.monotonic() - began)
                    await victim.reached()
            finally:
                for replica in replicas:
                    await replica.kill()
        figures.check()
