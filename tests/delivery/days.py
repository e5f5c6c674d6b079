"""Bad days: something goes wrong between the bot and Telegram while people talk, and passes."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import pytest

from bot.playground.telegram import Fault, TelegramServer

from .crowd import Crowd, Talk
from .replica import PATIENCE, Replica

FULL = "BAD_DAYS" in os.environ
"""Whether this is the long run, whose figures count."""
PROGRAM = "bot" if FULL else "tests.delivery.impatient"
in_the_long_run = pytest.mark.skipif(not FULL, reason="one of its kind is enough in the suite")
CHATS = 50
LASTS = 15.0 if FULL else 0.3
"""Seconds that a trouble lasts."""
PACE = 8.0 if FULL else 20.0
"""Questions in a second."""
UNDER_WAY = 10
"""Questions that are asked just before it begins, and when it is over."""
_LEAST = 64 * 1024
_GROWTH = 1.5
"""How far the bot's memory may be above what it was: kilobytes, or a part of it, whichever is more."""


@dataclass
class Day:
    """A trouble, and the people who talk meanwhile."""

    crowd: Crowd
    in_doubt: list[Fault] = field(default_factory=list)
    """Faults after which nobody can say whether an answer was sent: each time it may come twice."""

    async def talk(self, seconds: float = LASTS) -> None:
        """People ask one after the other."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            await self.crowd.ask(1)
            await asyncio.sleep(1 / PACE)

    def answered(self, talk: Talk) -> bool:
        """Whether all that was asked in a chat has its answer."""
        return len(self.crowd.answers(talk)) >= len(talk.asked)


@dataclass
class Days:
    """One bot on its good and bad days."""

    server: TelegramServer
    replica: Replica
    _memory: list[int] = field(default_factory=list)

    @asynccontextmanager
    async def day(self, name: str) -> AsyncIterator[Day]:
        """A day with people of its own, on which nothing may be lost; the trouble is over when the block ends."""
        day = Day(Crowd(self.server, CHATS))
        await day.crowd.ask(UNDER_WAY)
        yield day
        self.server.faults.clear()
        over = time.monotonic()
        await day.crowd.ask(UNDER_WAY)
        # An update may be put aside: that Telegram has none left does not mean that all are answered.
        with suppress(TimeoutError):
            await self.server.until(lambda: all(map(day.answered, day.crowd.talks)), PATIENCE)
        await self.server.handled(PATIENCE)
        seconds = time.monotonic() - over
        account = day.crowd.account()
        print(f"\n{name}: {account}, recovery {seconds:.1f} s, {self.memory() // 1024} MB")
        assert (account.lost, account.disordered) == (0, 0), self.replica.written()[-2000:]
        assert account.doubled <= sum(fault.hits for fault in day.in_doubt)

    def memory(self) -> int:
        """The kilobytes that the bot holds, which do not grow from day to day."""
        self._memory.append(self.replica.memory())
        assert self._memory[-1] <= max(self._memory[0] + _LEAST, self._memory[0] * _GROWTH)
        return self._memory[-1]
