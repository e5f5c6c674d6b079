from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import Update
from telegram.error import InvalidToken

from bot.server import polling
from bot.server.dispatcher import Dispatcher
from bot.server.polling import AnotherPollerError, Poller
from bot.server.shelf import Shelf
from bot.storage import Store, WaitingUpdate

from .tools import PATIENCE, Telegram, message

CONFLICT: tuple[int, dict[str, Any]] = (409, {"description": "Conflict: terminated by other getUpdates request"})


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hardly a pause after faults or for slow updates. (None at all would let nothing else run.)"""
    for name in ("_FIRST_PAUSE", "_LONGEST_PAUSE", "_LONGEST_CONFLICT", "_GLANCE", "_SETTLE"):
        monkeypatch.setattr(polling, name, 0.001)


@pytest.fixture
def in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in the way is so at once."""
    monkeypatch.setattr(polling, "_IN_THE_WAY", 0)


class Room:
    """Handles updates; those of a closed chat wait until it opens."""

    def __init__(self) -> None:
        self.handled: list[int] = []
        self.closed: dict[int, asyncio.Event] = {}
        self.failing: set[int] = set()

    async def handle(self, update: Update) -> None:
        chat = update.effective_chat
        if chat and chat.id in self.closed:
            await self.closed[chat.id].wait()
        if update.update_id in self.failing:
            raise LookupError(update.update_id)
        self.handled.append(update.update_id)


@pytest.fixture
def room() -> Room:
    return Room()


@asynccontextmanager
async def polled(telegram: Telegram, room: Room, store: Store, shelf: Shelf | None = None) -> AsyncIterator[None]:
    """Polls for the time of the block, then stops as the application does: what is not done by then is broken off."""
    dispatcher = Dispatcher(room.handle, store)
    poller = Poller(telegram.line, dispatcher, ["message", "inline_query"], shelf=shelf)
    running = asyncio.create_task(poller.run())
    try:
        yield
    finally:
        poller.stop()
        async with asyncio.timeout(PATIENCE):
            await running
            await dispatcher.drain(0)
            await poller.confirm()


class TestAChatThatHasToWait:
    """Telegram hands out a hundred updates at a time, from the first that is not handled."""

    async def test_does_not_hold_the_others_up_for_ever(self, room: Room, store: Store, in_the_way: None) -> None:
        telegram = Telegram(message(10), *(message(number, chat=2) for number in range(11, 200)))
        room.closed[1] = asyncio.Event()
        async with polled(telegram, room, store, Shelf(store.waiting)):
            await telegram.until(lambda: len(room.handled) == 189)
            assert 10 not in telegram.kept
            assert [one.update_id for one in await store.waiting.all()] == [10]
            room.closed[1].set()
            await telegram.send(message(200))
            await telegram.until(lambda: 200 in room.handled and not telegram.kept)
        assert sorted(room.handled) == list(range(10, 201))
        assert await store.waiting.all() == ()

    async def test_is_served_after_a_restart_and_before_what_came_later(
        self, room: Room, store: Store, in_the_way: None
    ) -> None:
        telegram = Telegram(message(10), *(message(number, chat=2) for number in range(11, 120)))
        room.closed[1] = asyncio.Event()
        async with polled(telegram, room, store, Shelf(store.waiting)):
            await telegram.until(lambda: len(room.handled) == 109)
        room.closed[1].set()
        await telegram.send(message(120))
        async with polled(telegram, room, store, Shelf(store.waiting)):
            await telegram.until(lambda: 120 in room.handled and not telegram.kept)
        assert room.handled[-2:] == [10, 120]
        assert await store.waiting.all() == ()

    async def test_is_kept_by_telegram_as_long_as_the_store_cannot_keep_it(
        self, room: Room, store: Store, in_the_way: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        telegram = Telegram(message(10), *(message(number, chat=2) for number in range(11, 120)))
        room.closed[1] = asyncio.Event()
        tried = asyncio.Event()

        async def not_kept(_: object) -> bool:
            tried.set()
            return False

        monkeypatch.setattr(store.waiting, "keep", not_kept)
        async with polled(telegram, room, store, Shelf(store.waiting)):
            async with asyncio.timeout(PATIENCE):
                await tried.wait()
            await telegram.until(lambda: len(room.handled) == 99)
            assert 10 in telegram.kept
            room.closed[1].set()
            await telegram.until(lambda: not telegram.kept)
        assert sorted(room.handled) == list(range(10, 120))

    async def test_what_cannot_be_read_is_not_kept(self, room: Room, store: Store) -> None:
        await store.waiting.keep([WaitingUpdate(10, None, {"update_id": 10, "message": 7}), WaitingUpdate(11, None, 7)])
        async with polled(telegram := Telegram(message(12)), room, store, Shelf(store.waiting)):
            await telegram.until(lambda: not telegram.kept)
        assert await store.waiting.all() == ()


async def test_updates_are_handled_and_then_confirmed(room: Room, store: Store) -> None:
    telegram = Telegram(message(10), message(11, chat=2))
    async with polled(telegram, room, store):
        await telegram.until(lambda: not telegram.kept)
        await telegram.send(message(12))
        await telegram.until(lambda: not telegram.kept)
    assert sorted(room.handled) == [10, 11, 12]


async def test_exactly_what_is_handled_is_asked_for(room: Room, store: Store) -> None:
    telegram = Telegram(message(10))
    async with polled(telegram, room, store):
        await telegram.until(lambda: not telegram.kept)
    assert all(parameters["allowed_updates"] == ["message", "inline_query"] for parameters in telegram.asked)


async def test_an_update_is_not_confirmed_before_it_was_handled_and_not_handled_twice(room: Room, store: Store) -> None:
    telegram = Telegram(message(10), message(11, chat=2))
    room.closed[1] = asyncio.Event()
    async with polled(telegram, room, store):
        await telegram.until(lambda: len(telegram.asked) > 5 and room.handled == [11])
        assert list(telegram.kept) == [10, 11]
        room.closed[1].set()
        await telegram.until(lambda: not telegram.kept)
    assert room.handled == [11, 10]


async def test_a_slow_update_does_not_hold_up_those_that_come_later(room: Room, store: Store) -> None:
    telegram = Telegram(message(10))
    room.closed[1] = asyncio.Event()
    async with polled(telegram, room, store):
        await telegram.until(lambda: len(telegram.asked) > 2)
        await telegram.send(message(11, chat=2))
        await telegram.until(lambda: room.handled == [11])
        assert 10 in telegram.kept
        room.closed[1].set()


async def test_an_update_that_fails_does_not_stop_the_others(room: Room, store: Store) -> None:
    telegram = Telegram(message(10), message(11))
    room.failing = {10}
    async with polled(telegram, room, store):
        await telegram.until(lambda: 11 in room.handled)
        await telegram.send(message(12))
        await telegram.until(lambda: 12 in room.handled)


async def test_stopping_does_not_wait_for_telegram(room: Room, store: Store) -> None:
    telegram = Telegram()
    async with polled(telegram, room, store):
        await telegram.until(lambda: telegram.asked != [])
    assert room.handled == []


async def test_stopping_confirms_what_was_handled_and_nothing_else(room: Room, store: Store) -> None:
    telegram = Telegram(message(10, chat=2), message(11, chat=1), message(12, chat=3))
    room.closed[1] = asyncio.Event()
    async with polled(telegram, room, store):
        await telegram.until(lambda: list(telegram.kept) == [11, 12] and 12 in room.handled)
    assert sorted(room.handled) == [10, 12]
    assert list(telegram.kept) == [11, 12]
    room.closed[1].set()
    async with polled(telegram, room, store):
        await telegram.until(lambda: not telegram.kept)
    assert sorted(room.handled) == [10, 11, 12]


async def test_another_poller_that_stays_is_given_way_to(room: Room, store: Store) -> None:
    telegram = Telegram(message(10))
    telegram.refusals = [CONFLICT] * 100
    poller = Poller(telegram.line, Dispatcher(room.handle, store), ["message"])
    async with asyncio.timeout(PATIENCE):
        with pytest.raises(AnotherPollerError):
            await poller.run()
    assert 1 < len(telegram.asked) < 30
    assert room.handled == []


async def test_another_poller_that_goes_away_is_waited_for(room: Room, store: Store) -> None:
    telegram = Telegram(message(10))
    telegram.refusals = [CONFLICT] * 9
    async with polled(telegram, room, store):
        await telegram.until(lambda: not telegram.kept)
        telegram.refusals = [CONFLICT] * 9
        await telegram.send(message(11))
        await telegram.until(lambda: not telegram.kept)
    assert room.handled == [10, 11]


@pytest.mark.parametrize(
    "refusal",
    [
        (500, {}),
        (502, {"description": "Bad Gateway"}),
        (429, {"description": "Too Many Requests: retry after 0", "parameters": {"retry_after": 0}}),
        (400, {"description": "Bad Request: something"}),
    ],
    ids=["500", "502", "429", "400"],
)
async def test_faults_that_pass_are_waited_out(refusal: tuple[int, dict[str, Any]], room: Room, store: Store) -> None:
    telegram = Telegram(message(10))
    telegram.refusals = [refusal] * 3
    async with polled(telegram, room, store):
        await telegram.until(lambda: not telegram.kept)
    assert room.handled == [10]


async def test_a_page_of_somebody_in_between_is_not_telegrams_word(room: Room, store: Store) -> None:
    telegram = Telegram(message(10))
    telegram.pages = [(404, b"<html>Not Found</html>"), (403, b"<html>"), (200, b"<html>"), (200, b"[]"), (200, b"{}")]
    async with polled(telegram, room, store):
        await telegram.until(lambda: not telegram.kept)
    assert room.handled == [10]


async def test_a_wrong_token_is_not_tried_again(room: Room, store: Store) -> None:
    telegram = Telegram()
    telegram.refusals = [(401, {"description": "Unauthorized"})] * 3
    with pytest.raises(InvalidToken):
        await Poller(telegram.line, Dispatcher(room.handle, store), ["message"]).run()
    assert len(telegram.asked) == 1


async def test_whoever_stops_before_the_start_asks_for_nothing(room: Room, store: Store) -> None:
    telegram = Telegram(message(10))
    poller = Poller(telegram.line, Dispatcher(room.handle, store), ["message"])
    poller.stop()
    await poller.run()
    assert telegram.asked == []


async def test_an_update_that_cannot_be_read_does_not_stop_the_others(room: Room, store: Store) -> None:
    telegram = Telegram({"update_id": 10, "message": 7}, message(11))
    async with polled(telegram, room, store):
        await telegram.until(lambda: not telegram.kept)
    assert room.handled == [11]
