from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from telegram import Update
from telegram.error import BadRequest, InvalidToken, NetworkError

from bot.handlers import Outcome
from bot.handlers.facts import Door
from bot.handlers.faults import Fault
from bot.server import decisions, patience
from bot.server.dispatcher import Dispatcher
from bot.server.reach import Reach
from bot.storage import Store

from .tools import PATIENCE, message, update

IN_DOUBT = Outcome(Door.PRIVATE, fault=Fault.MAYBE_SENT)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "_FIRST_PAUSE", 0.001)
    monkeypatch.setattr(patience, "_LONGEST_PAUSE", 0.001)
    monkeypatch.setattr(decisions, "_IN_DOUBT", (0.001, 0.001, 0.001))


class Probe:
    """A call that fails until it is told otherwise."""

    def __init__(self, make: Callable[[], Exception] = lambda: NetworkError("broken")) -> None:
        self.make: Callable[[], Exception] | None = make
        self.calls = 0
        self._called = asyncio.Event()

    async def tried(self, times: int) -> None:
        """Returns when it was called that often."""
        while self.calls < times:
            self._called.clear()
            await self._called.wait()

    async def __call__(self) -> None:
        self.calls += 1
        self._called.set()
        if self.make:
            raise self.make()


async def test_as_long_as_nothing_was_lost_there_is_nothing_to_wait_for() -> None:
    probe = Probe()
    assert not await Reach(probe).back()
    assert probe.calls == 0


async def test_all_wait_for_the_same_look() -> None:
    probe = Probe()
    reach = Reach(probe)
    async with asyncio.timeout(PATIENCE):
        reach.lost()
        reach.lost()
        waiting = [asyncio.create_task(reach.back()) for _ in range(3)]
        await probe.tried(3)
        assert not any(task.done() for task in waiting)
        probe.make = None
        assert await asyncio.gather(*waiting) == [True, True, True]
    calls = probe.calls
    assert not await reach.back()
    assert probe.calls == calls


@pytest.mark.parametrize("make", [lambda: InvalidToken("Unauthorized"), lambda: BadRequest("something else")])
async def test_a_telegram_that_refuses_is_there(make: Callable[[], Exception]) -> None:
    reach = Reach(Probe(make))
    reach.lost()
    async with asyncio.timeout(PATIENCE):
        assert await reach.back()


async def test_closed_it_looks_no_longer() -> None:
    reach = Reach(Probe())
    reach.lost()
    async with asyncio.timeout(PATIENCE):
        await reach.close()
    assert not await reach.back()
    await Reach(Probe()).close()


async def test_while_a_line_is_broken_only_what_was_under_way_is_in_doubt(store: Store) -> None:
    probe = Probe()
    handled: list[int] = []

    async def handle(one: Update) -> Outcome:
        handled.append(one.update_id)
        return IN_DOUBT if probe.make else Outcome(Door.PRIVATE)

    dispatcher = Dispatcher(handle, store, reach=Reach(probe))
    async with asyncio.timeout(PATIENCE):
        first = await dispatcher.submit(update(message(1, chat=1)))
        await probe.tried(1)
        others = [await dispatcher.submit(update(message(number, chat=number))) for number in (2, 3)]
        await probe.tried(9)
        assert handled == [1]
        probe.make = None
        await asyncio.gather(first, *others)
    assert sorted(handled) == [1, 1, 2, 3]


async def test_what_came_too_late_while_the_line_was_broken_is_not_handled(store: Store) -> None:
    probe, too_late = Probe(), False
    handled: list[int] = []

    async def handle(one: Update) -> Outcome:
        handled.append(one.update_id)
        return IN_DOUBT

    async def is_too_late(_: Update) -> bool:
        return too_late

    dispatcher = Dispatcher(handle, store, too_late=is_too_late, reach=Reach(probe))
    async with asyncio.timeout(PATIENCE):
        task = await dispatcher.submit(update(message(1)))
        await probe.tried(1)
        too_late, probe.make = True, None
        await task
    assert handled == [1]
