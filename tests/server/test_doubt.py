from __future__ import annotations

import asyncio

import pytest

from bot.server.doubt import Doubt


async def _send(doubt: Doubt, log: list[str], name: str, taken: asyncio.Event) -> None:
    async with doubt.alone():
        log.append(f"{name} goes out")
        await taken.wait()
        log.append(f"{name} is noted")


async def test_answers_go_out_one_at_a_time_and_in_order() -> None:
    doubt, log = Doubt(patience=60), list[str]()
    events = [asyncio.Event() for _ in range(3)]
    tasks = [asyncio.create_task(_send(doubt, log, name, taken)) for name, taken in zip("abc", events, strict=True)]
    for taken in events:
        await asyncio.sleep(0.01)
        taken.set()
    await asyncio.gather(*tasks)
    assert log == [f"{name} {what}" for name in "abc" for what in ("goes out", "is noted")]


async def test_a_slow_one_does_not_hold_the_others_up_for_long() -> None:
    doubt, log, slow, quick = Doubt(patience=0.05), list[str](), asyncio.Event(), asyncio.Event()
    quick.set()
    first = asyncio.create_task(_send(doubt, log, "slow", slow))
    await asyncio.sleep(0)
    await _send(doubt, log, "quick", quick)
    assert log == ["slow goes out", "quick goes out", "quick is noted"]
    slow.set()
    await first
    await _send(doubt, log, "next", quick)
    assert log[-3:] == ["slow is noted", "next goes out", "next is noted"]


async def test_one_that_failed_makes_way() -> None:
    doubt = Doubt(patience=60)
    with pytest.raises(ValueError, match="broken"):
        async with doubt.alone():
            raise ValueError("broken")
    async with asyncio.timeout(1), doubt.alone():
        pass
