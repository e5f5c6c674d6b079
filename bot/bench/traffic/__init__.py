"""How much traffic the bot bears, over HTTP on this machine, beside python-telegram-bot's own echo bot.

Both run at the same time and are measured in turn, so that what else the machine does falls on both. The same question
is asked again and again, as one that goes round does; where each question is another, the bot has more to do.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from bot.bench.rows import Row
from bot.bench.traffic.bots import ECHO, OURS, Kind, Running
from bot.bench.traffic.measures import Figures, burst, fresh_burst, steady
from bot.knowledge_base import load

_BESIDE = "the echo bot"
_MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    starts: int = 5
    """How often each bot is started."""
    bursts: int = 5
    """How often many updates come at once, and how often one after the other."""
    at_once: int = 300
    in_turn: int = 200
    """Updates of a burst, and of a time with a fixed rate."""
    rate: float = 100.0
    """Updates per second at the fixed rate."""
    soak: int = int(os.environ.get("BENCH_SOAK", "4000"))
    """Updates, all in all, until the memory is looked at again."""


def run(size: Size | None = None) -> Iterator[Row]:
    """Time to start; updates per second, time to an answer, processor and memory, by polling and by webhook."""
    size = size or Size()
    question = min((example.en for example in load().subject.examples), key=len)
    kinds = [Kind("ours", OURS, question), Kind("echo", ECHO, question)]
    with tempfile.TemporaryDirectory() as folder:
        yield from _starts(asyncio.run(_start(kinds, Path(folder), size)))
        yield from _figures("polling", asyncio.run(_measure(kinds, Path(folder), size, webhook=False)))
        yield from _figures("webhook", asyncio.run(_measure(kinds, Path(folder), size, webhook=True)))


async def _start(kinds: list[Kind], folder: Path, size: Size) -> list[list[float]]:
    """Seconds from the start of each bot's process to its first poll; the first start of each makes its database."""
    seconds: list[list[float]] = [[] for _ in kinds]
    for _ in range(size.starts):
        for kind, found in zip(kinds, seconds, strict=True):
            async with Running(kind, folder, webhook=False) as bot:
                found.append(bot.seconds_to_poll)
    return seconds


async def _measure(kinds: list[Kind], folder: Path, size: Size, *, webhook: bool) -> list[Figures]:
    async with AsyncExitStack() as stack:
        bots = [await stack.enter_async_context(Running(kind, folder, webhook=webhook)) for kind in kinds]
        figures = [Figures() for _ in bots]
        await asyncio.sleep(1)
        for bot, found in zip(bots, figures, strict=True):
            found.idle = bot.memory
        for _ in range(size.bursts):
            for bot, found in zip(bots, figures, strict=True):
                await burst(bot, found, size.at_once)
                await fresh_burst(bot, found, size.at_once)
            for bot, found in zip(bots, figures, strict=True):
                await steady(bot, found, size.in_turn, size.rate)
        rest = size.soak - size.bursts * (2 * size.at_once + size.in_turn)
        for bot, found in zip(bots, figures, strict=True):
            if rest > 0:
                await burst(bot, Figures(), rest)
            found.soaked = bot.memory
            bot.check()
        return figures


def _starts(seconds: list[list[float]]) -> Iterator[Row]:
    ours, echo = seconds
    yield _row("start to first poll: median", statistics.median(ours), statistics.median(echo), "s")
    yield _row("start to first poll, with a new database", ours[0], echo[0], "s")


def _figures(how: str, figures: list[Figures]) -> Iterator[Row]:
    ours, echo = figures
    yield _row(f"{how}: at once", statistics.median(ours.rates), statistics.median(echo.rates), "updates/s")
    fresh, other = statistics.median(ours.fresh), statistics.median(echo.fresh)
    yield _row(f"{how}: at once, every question another", fresh, other, "updates/s")
    yield _row(f"{how}: processor", statistics.median(ours.cpu) * 1e3, statistics.median(echo.cpu) * 1e3, "ms/update")
    for name, percent in (("median", 50), ("p95", 95), ("p99", 99)):
        slow, other = (statistics.quantiles(found.latencies, n=100)[percent - 1] for found in figures)
        yield _row(f"{how}: to the answer, at a fixed rate: {name}", slow * 1e3, other * 1e3, "ms")
    yield _row(f"{how}: memory at the start", ours.idle / _MEGABYTE, echo.idle / _MEGABYTE, "MiB")
    yield _row(f"{how}: memory after the soak", ours.soaked / _MEGABYTE, echo.soaked / _MEGABYTE, "MiB")


def _row(what: str, ours: float, echo: float, unit: str) -> Row:
    return Row(what, ours, unit, ours / echo, f"{_BESIDE}: {echo:,.3f}")
