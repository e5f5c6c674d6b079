"""Whether the bot grows: many updates through the real dispatcher, handlers and store, and what the process holds.

Only what stands in for Telegram is not real, and it keeps nothing.
"""

from __future__ import annotations

import asyncio
import gc
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from telegram import Update

from bot.bench.chatter import Chatter
from bot.bench.obliging import Obliging
from bot.bench.rows import Row
from bot.conversation.desk import Desk
from bot.handlers import Handlers
from bot.knowledge_base import load
from bot.server.dispatcher import Dispatcher
from bot.server.latecomers import Latecomers
from bot.server.line import Line
from bot.settings import Settings
from bot.storage import Store, open_store
from bot.understanding import LANGUAGES

UPDATES = 200_000
SAMPLES = 20
"""How often the memory is looked at, at even distances."""
_WARM = 0.75
"""The part of the updates by which every bounded memory has filled up."""
_PAGES = Path("/proc/self/statm")
_PAGE = 4096


@dataclass
class Figures:
    """What a run came to."""

    updates: int = 0
    seconds: float = 0.0
    calls: int = 0
    """What the bot asked of Telegram."""
    held: list[float] = field(default_factory=list)
    """MiB of memory at the start and at even distances from then on."""

    @property
    def warm(self) -> float:
        """MiB after the warm-up."""
        return self.held[int(_WARM * (len(self.held) - 1))]

    @property
    def growth(self) -> float:
        """MiB for each hundred thousand updates after the warm-up: the slope of the straight line through the rest."""
        rest = self.held[int(_WARM * (len(self.held) - 1)) :]
        step = self.updates / (len(self.held) - 1) / 100_000
        return _slope(rest) / step if len(rest) > 1 else 0.0


def run() -> Iterator[Row]:
    """Memory at the start, after the warm-up and at the end of 200,000 updates."""
    figures = asyncio.run(soak(UPDATES))
    yield Row(f"{figures.updates:,} updates, {figures.calls:,} calls to Telegram", figures.seconds, "s")
    yield Row("memory at the start, the knowledge loaded", figures.held[0], "MiB")
    yield Row(f"memory after {_WARM:.0%} of the updates", figures.warm, "MiB")
    yield Row("memory at the end", figures.held[-1], "MiB", figures.held[-1] / figures.warm, "after warm-up")
    yield Row("the most at any sample after warm-up", max(figures.held[int(_WARM * SAMPLES) :]), "MiB")
    yield Row("growth per 100,000 updates after warm-up", figures.growth, "MiB")


async def soak(updates: int) -> Figures:
    """Takes ``updates`` in as fast as they are handled."""
    base = load()
    questions = [example.in_(language) for example in base.subject.examples for language in LANGUAGES]
    telegram = Obliging()
    line = Line("123456:SOAK", request=telegram, get_updates_request=telegram)
    async with line:
        with tempfile.TemporaryDirectory() as folder:
            async with open_store(f"sqlite:///{folder}/soak.sqlite3") as store:
                handlers = Handlers(
                    bot=line, desk=Desk(base, default="en"), store=store, settings=Settings.model_construct()
                )
                figures = await _take_in(updates, Chatter(questions, telegram), line, store, handlers)
                await handlers.close()
    figures.calls = sum(telegram.taken.values())
    return figures


async def _take_in(updates: int, chatter: Chatter, line: Line, store: Store, handlers: Handlers) -> Figures:
    latecomers = Latecomers(handlers.service, stale_after=600)

    dispatcher = Dispatcher(
        handlers.handle, store, concerns=handlers.concerns, too_late=latecomers.turn_away, owner="soak"
    )
    figures, began = Figures(updates, held=[_resident()]), time.monotonic()
    running: set[asyncio.Task[None]] = set()
    for number in range(1, updates + 1):
        task = await dispatcher.submit(Update.de_json(chatter.next(), line))
        running.add(task)
        task.add_done_callback(running.discard)
        if number % max(1, updates // SAMPLES) == 0:
            figures.held.append(_resident())
    if running:
        await asyncio.wait(running)
    await dispatcher.drain(0)
    figures.seconds = time.monotonic() - began
    return figures


def _resident() -> float:
    """MiB that the process holds now; 0 where the system does not tell."""
    gc.collect()
    return int(_PAGES.read_text().split()[1]) * _PAGE / 2**20 if _PAGES.exists() else 0.0


def _slope(values: Sequence[float]) -> float:
    """By how much the values rise from each to the next, by least squares."""
    middle, mean = (len(values) - 1) / 2, sum(values) / len(values)
    across = sum((number - middle) ** 2 for number in range(len(values)))
    return sum((number - middle) * (value - mean) for number, value in enumerate(values)) / across
