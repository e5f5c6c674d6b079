from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from telegram import Update

from bot.handlers import Outcome
from bot.handlers.facts import Door
from bot.server import delivery
from bot.server import dispatcher as module
from bot.server.dispatcher import Dispatcher
from bot.storage import Claim, Store

from .tools import PATIENCE, inline, message, update


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOOK_AGAIN", 0.001)


@pytest.mark.parametrize(
    "make", [lambda number: message(number, chat=5), lambda number: inline(number, person=5)], ids=["chat", "person"]
)
async def test_one_chat_or_person_is_served_in_order(make: Callable[[int], dict[str, Any]], store: Store) -> None:
    events: list[tuple[str, int]] = []

    async def handle(one: Update) -> None:
        events.append(("start", one.update_id))
        await asyncio.sleep(0)
        events.append(("end", one.update_id))

    dispatcher = Dispatcher(handle, store)
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*[await dispatcher.submit(update(make(number))) for number in range(1, 6)])
    assert events == [(event, number) for number in range(1, 6) for event in ("start", "end")]


async def test_chats_are_served_side_by_side(store: Store) -> None:
    """Each of the three waits for the other two."""
    together = asyncio.Barrier(3)
    handled: set[int] = set()

    async def handle(one: Update) -> None:
        await together.wait()
        handled.add(one.update_id)

    dispatcher = Dispatcher(handle, store)
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*[await dispatcher.submit(update(message(number, chat=number))) for number in (1, 2, 3)])
    assert handled == {1, 2, 3}


async def test_an_update_that_comes_twice_is_handled_once(store: Store) -> None:
    handled: Counter[int] = Counter()

    async def handle(one: Update) -> None:
        handled[one.update_id] += 1

    here, there = Dispatcher(handle, store), Dispatcher(handle, store)
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*[await dispatcher.submit(update(message(7))) for dispatcher in (here, here, there)])
        await (await here.submit(update(message(7))))
    assert handled == {7: 1}


@pytest.mark.parametrize(("outcome", "handled_here"), [("done", []), ("release", [7])])
async def test_an_update_that_another_replica_holds_is_waited_for(
    outcome: str, handled_here: list[int], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    handled: list[int] = []
    refused = asyncio.Event()
    claim = store.updates.claim

    async def watched(*arguments: Any, **more: Any) -> Claim:
        found = await claim(*arguments, **more)
        if found is Claim.IN_PROGRESS:
            refused.set()
        return found

    async def handle(one: Update) -> None:
        handled.append(one.update_id)

    assert await claim(7, "another") is Claim.NEW
    monkeypatch.setattr(store.updates, "claim", watched)
    async with asyncio.timeout(PATIENCE):
        task = await Dispatcher(handle, store).submit(update(message(7)))
        await refused.wait()
        assert handled == []
        await getattr(store.updates, outcome)(7)
        await task
    assert handled == handled_here
    assert await claim(7, "another") is Claim.DONE


async def test_an_update_that_failed_is_released_and_the_next_one_is_served(store: Store) -> None:
    handled: list[int] = []

    async def handle(one: Update) -> None:
        if one.update_id == 1 and not handled:
            raise LookupError("no such thing")
        handled.append(one.update_id)

    dispatcher = Dispatcher(handle, store)
    async with asyncio.timeout(PATIENCE):
        failing, following = [await dispatcher.submit(update(message(number))) for number in (1, 2)]
        with pytest.raises(LookupError):
            await failing
        await following
        await (await dispatcher.submit(update(message(1))))
    assert handled == [2, 1]


async def test_an_update_that_was_answered_before_it_failed_is_done(store: Store) -> None:
    async def handle(_: Update) -> None:
        progress = delivery.current.get()
        assert progress is not None
        await progress.answer_taken()
        raise LookupError("no such thing")

    async with asyncio.timeout(PATIENCE):
        with pytest.raises(LookupError):
            await (await Dispatcher(handle, store).submit(update(message(1))))
    assert await store.updates.claim(1, "another") is Claim.DONE
    assert delivery.current.get() is None


async def test_an_update_that_is_delivered_again_takes_no_second_place(store: Store) -> None:
    started, go_on = asyncio.Event(), asyncio.Event()

    async def handle(_: Update) -> None:
        started.set()
        await go_on.wait()

    dispatcher = Dispatcher(handle, store, accepted=2)
    async with asyncio.timeout(PATIENCE):
        first = await dispatcher.submit(update(message(1)))
        await started.wait()
        assert {await dispatcher.submit(update(message(1))) for _ in range(5)} == {first}
        other = await dispatcher.submit(update(message(2, chat=2)))
        go_on.set()
        await asyncio.gather(first, other)


async def test_the_talk_of_a_chat_that_waits_does_not_wait_with_it(store: Store) -> None:
    started, go_on = asyncio.Event(), asyncio.Event()

    async def handle(_: Update) -> None:
        started.set()
        await go_on.wait()

    async def concerns(one: Update) -> bool:
        return one.update_id != 2

    dispatcher = Dispatcher(handle, store, concerns=concerns)
    async with asyncio.timeout(PATIENCE):
        question, talk = [await dispatcher.submit(update(message(number))) for number in (1, 2)]
        await started.wait()
        await talk
        assert not question.done()
        go_on.set()
        await question


async def test_an_update_that_can_be_tried_again_is_before_the_next_of_its_chat(store: Store) -> None:
    handled: list[int] = []

    async def handle(one: Update) -> Outcome:
        handled.append(one.update_id)
        return Outcome(Door.PRIVATE, retry_after=0.001 if len(handled) < 3 else None)

    dispatcher = Dispatcher(handle, store)
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*[await dispatcher.submit(update(message(number))) for number in (1, 2)])
    assert handled == [1, 1, 1, 2]


async def test_what_concerns_nobody_is_neither_claimed_nor_handled(store: Store) -> None:
    handled: list[int] = []

    async def handle(one: Update) -> None:
        handled.append(one.update_id)

    async def concerns(one: Update) -> bool:
        return one.update_id != 1

    dispatcher = Dispatcher(handle, store, concerns=concerns)
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*[await dispatcher.submit(update(message(number))) for number in (1, 2)])
    assert handled == [2]
    assert await store.updates.claim(1, "another") is Claim.NEW


async def test_what_cannot_be_judged_is_handled(store: Store) -> None:
    handled: list[int] = []

    async def handle(one: Update) -> None:
        handled.append(one.update_id)

    async def concerns(_: Update) -> bool:
        raise LookupError("no such thing")

    async with asyncio.timeout(PATIENCE):
        await (await Dispatcher(handle, store, concerns=concerns).submit(update(message(1))))
    assert handled == [1]


async def test_no_more_are_handled_at_a_time_than_there_is_room_for(store: Store) -> None:
    inside: list[int] = []
    most = 0

    async def handle(one: Update) -> None:
        nonlocal most
        inside.append(one.update_id)
        most = max(most, len(inside))
        await asyncio.sleep(0)
        inside.remove(one.update_id)

    dispatcher = Dispatcher(handle, store, in_flight=2)
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*[await dispatcher.submit(update(message(number, chat=number))) for number in range(1, 9)])
    assert most <= 2


async def test_no_more_are_taken_in_than_there_is_space_for(store: Store) -> None:
    started, go_on = asyncio.Event(), asyncio.Event()

    async def handle(_: Update) -> None:
        started.set()
        await go_on.wait()

    dispatcher = Dispatcher(handle, store, accepted=1)
    async with asyncio.timeout(PATIENCE):
        await dispatcher.submit(update(message(1, chat=1)))
        second = asyncio.create_task(dispatcher.submit(update(message(2, chat=2))))
        await started.wait()
        assert not second.done()
        go_on.set()
        await (await second)


async def test_at_the_end_what_is_handled_may_end_and_what_waits_is_given_back(store: Store) -> None:
    handled: list[int] = []
    started, go_on = asyncio.Event(), asyncio.Event()

    async def handle(one: Update) -> None:
        started.set()
        await go_on.wait()
        handled.append(one.update_id)

    dispatcher = Dispatcher(handle, store)
    async with asyncio.timeout(PATIENCE):
        running, waiting = [await dispatcher.submit(update(message(number))) for number in (1, 2)]
        await started.wait()
        draining = asyncio.create_task(dispatcher.drain(PATIENCE))
        await asyncio.wait([waiting])
        go_on.set()
        assert await draining
        await running
    assert (handled, waiting.cancelled(), dispatcher.closing) == ([1], True, True)
    assert await store.updates.claim(1, "another") is Claim.DONE
    assert await store.updates.claim(2, "another") is Claim.NEW


async def test_at_the_end_nothing_is_tried_again(store: Store) -> None:
    handled: list[int] = []
    started, go_on = asyncio.Event(), asyncio.Event()

    async def handle(one: Update) -> Outcome:
        handled.append(one.update_id)
        started.set()
        await go_on.wait()
        return Outcome(Door.PRIVATE, retry_after=0.001)

    dispatcher = Dispatcher(handle, store)
    async with asyncio.timeout(PATIENCE):
        task = await dispatcher.submit(update(message(1)))
        await started.wait()
        draining = asyncio.create_task(dispatcher.drain(2 * PATIENCE))
        await asyncio.sleep(0)
        go_on.set()
        assert await draining
    assert (handled, task.cancelled()) == ([1], True)
    assert await store.updates.claim(1, "another") is Claim.NEW


async def test_at_the_end_what_takes_too_long_is_broken_off_and_given_back(store: Store) -> None:
    started = asyncio.Event()

    async def handle(_: Update) -> None:
        started.set()
        await asyncio.Event().wait()

    dispatcher = Dispatcher(handle, store)
    async with asyncio.timeout(PATIENCE):
        task = await dispatcher.submit(update(message(1)))
        await started.wait()
        assert not await dispatcher.drain(0)
    assert task.cancelled()
    assert await store.updates.claim(1, "another") is Claim.NEW


async def test_draining_nothing_is_done_at_once(store: Store) -> None:
    async def handle(_: Update) -> None:
        """Nothing comes."""

    assert await Dispatcher(handle, store).drain(0)
