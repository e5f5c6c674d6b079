"""What is done with a running bot to see how fast it is."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from bot.bench.traffic.bots import Running

_PATIENCE = 60.0


@dataclass(slots=True)
class Figures:
    """What was seen of one bot."""

    starts: list[float] = field(default_factory=list)
    """Seconds from the start of the process until it polled."""
    rates: list[float] = field(default_factory=list)
    """Updates per second, of each burst."""
    cpu: list[float] = field(default_factory=list)
    """Seconds of a processor for an update, of each burst."""
    fresh: list[float] = field(default_factory=list)
    """Updates per second, of each burst in which every question is another."""
    latencies: list[float] = field(default_factory=list)
    """Seconds from an update to its answer, at a fixed rate."""
    idle: int = 0
    """Bytes of memory before the first update."""
    soaked: int = 0
    """The same at the end."""


async def burst(bot: Running, figures: Figures, updates: int) -> None:
    """Many updates at once: how many a second does it answer?"""
    used = bot.cpu
    figures.rates.append(await _at_once(bot, updates))
    # What is written down after the last answer belongs to it.
    await asyncio.sleep(0.1)
    figures.cpu.append((bot.cpu - used) / updates)


async def fresh_burst(bot: Running, figures: Figures, updates: int) -> None:
    """The same where every question is another."""
    figures.fresh.append(await _at_once(bot, updates, otherwise=True))


async def _at_once(bot: Running, updates: int, *, otherwise: bool = False) -> float:
    began = time.perf_counter()
    for _ in range(updates):
        bot.telegram.ask(began, otherwise=otherwise)
    await bot.telegram.all_answered(_PATIENCE)
    return updates / (time.perf_counter() - began)


async def steady(bot: Running, figures: Figures, updates: int, rate: float) -> None:
    """One update after the other: how long does each wait for its answer?"""
    began = time.perf_counter()
    asked = []
    for number in range(updates):
        # The moment at which it should come: a late bench must not make a bot look better.
        due = began + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        asked.append(bot.telegram.ask(due))
    await bot.telegram.all_answered(_PATIENCE)
    figures.latencies += [said.answered_after for said in asked if said.answered_after is not None]
