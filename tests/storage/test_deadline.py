from __future__ import annotations

import asyncio
import time

import pytest

from bot.storage.deadline import Deadline


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.deadline.LIMIT", 0.1)


async def test_the_outcome_is_that_of_the_work() -> None:
    assert await Deadline().run(asyncio.sleep(0, "done")) == "done"


async def test_a_failure_is_that_of_the_work() -> None:
    async def fail() -> None:
        raise LookupError("nothing there")

    with pytest.raises(LookupError, match="nothing there"):
        await Deadline().run(fail())


async def test_what_takes_too_long_is_not_waited_for_even_if_it_will_not_stop() -> None:
    async def stubborn() -> None:
        try:
            await asyncio.sleep(5)
        finally:
            await asyncio.sleep(0.4)
            raise LookupError("too late to matter")

    deadline, started = Deadline(), time.perf_counter()
    with pytest.raises(TimeoutError, match="no answer within"):
        await deadline.run(stubborn())
    await deadline.quiet()
    assert time.perf_counter() - started < 0.35
    await asyncio.sleep(0.4)


async def test_what_is_cancelled_from_outside_stops() -> None:
    stopped = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.sleep(5)
        finally:
            stopped.set()

    deadline = Deadline()
    caller = asyncio.create_task(deadline.run(work()))
    await asyncio.sleep(0.01)
    caller.cancel()
    await deadline.quiet()
    assert stopped.is_set()
