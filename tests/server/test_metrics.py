"""What is counted for Prometheus is all that was promised, says what it means, and does not grow with the chats."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import httpx
import pytest
from prometheus_client import REGISTRY
from telegram import Update
from telegram.error import Forbidden

from bot.handlers import Outcome
from bot.handlers.facts import Door
from bot.handlers.faults import Fault
from bot.handlers.policy import Action
from bot.server import delivery, metrics, web
from bot.server.dispatcher import Dispatcher
from bot.server.latecomers import Latecomers
from bot.storage import Store
from bot.understanding.question import LANGUAGES, Kind

from .tools import PATIENCE, Telegram, inline, message, update

ASKED = Outcome(Door.GROUP, Action.ANSWER, "asked by mention", kind="recommend", language="en", confidence=0.75)


class Change:
    """By how much samples rise from here on."""

    def __init__(self) -> None:
        self._before = dict(_samples())

    def of(self, name: str, **labels: str) -> float:
        key = (name, tuple(sorted(labels.items())))
        return dict(_samples()).get(key, 0.0) - self._before.get(key, 0.0)


def _samples() -> Iterator[tuple[tuple[str, tuple[tuple[str, str], ...]], float]]:
    for family in REGISTRY.collect():
        for sample in family.samples:
            yield (sample.name, tuple(sorted(sample.labels.items()))), sample.value


async def _handled(store: Store, handle: Any, *updates: dict[str, Any]) -> None:
    dispatcher = Dispatcher(handle, store)
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*[await dispatcher.submit(update(one)) for one in updates])


async def test_all_that_was_promised_is_served() -> None:
    transport = httpx.ASGITransport(web.application(ready={}))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as http:
        text = (await http.get("/metrics")).text
    kinds = dict(line.split()[2:4] for line in text.splitlines() if line.startswith("# TYPE advisor_"))
    assert {name: kind for name, kind in kinds.items() if not name.endswith("_created")} == {
        "advisor_updates_total": "counter",
        "advisor_questions_total": "counter",
        "advisor_decisions_total": "counter",
        "advisor_undelivered_total": "counter",
        "advisor_skipped_total": "counter",
        "advisor_calls_failed_total": "counter",
        "advisor_conflicts_total": "counter",
        "advisor_reply_seconds": "histogram",
        "advisor_confidence": "histogram",
        "advisor_lag_seconds": "histogram",
        "advisor_in_flight": "gauge",
        "advisor_waiting": "gauge",
        "advisor_polling": "gauge",
    }


async def test_an_update_is_counted_by_door_and_outcome_and_its_question_by_kind(store: Store) -> None:
    async def handle(_: Update) -> Outcome:
        return ASKED

    change = Change()
    await _handled(store, handle, message(1), message(2, chat=2))
    assert change.of("advisor_updates_total", door="group", action="answer") == 2
    assert change.of("advisor_questions_total", kind="recommend", language="en") == 2
    assert change.of("advisor_decisions_total", reason="asked by mention") == 2
    assert change.of("advisor_confidence_count", language="en") == 2
    assert change.of("advisor_confidence_sum", language="en") == 1.5


async def test_an_update_that_is_tried_again_is_one_update(store: Store) -> None:
    tries = 0

    async def handle(_: Update) -> Outcome:
        nonlocal tries
        tries += 1
        return Outcome(Door.PRIVATE, fault=Fault.BUSY, retry_after=0.001) if tries < 3 else ASKED

    change = Change()
    await _handled(store, handle, message(1))
    assert tries == 3
    assert change.of("advisor_updates_total", door="group", action="answer") == 1
    assert change.of("advisor_updates_total", door="private", action="answer") == 0


async def test_an_answer_that_telegram_does_not_take_is_counted_by_its_fault(store: Store) -> None:
    async def handle(_: Update) -> Outcome:
        return Outcome(Door.PRIVATE, Action.ANSWER, "undelivered", fault=Fault.GONE)

    change = Change()
    await _handled(store, handle, message(1))
    assert change.of("advisor_undelivered_total", fault="gone") == 1


async def test_a_call_that_fails_is_counted_by_method_and_fault() -> None:
    telegram = Telegram()
    telegram.refusals = [(403, {"description": "Forbidden: bot was blocked by the user"})]
    change = Change()
    with pytest.raises(Forbidden):
        await telegram.line.fetch(offset=None, limit=1, wait=0, allowed=[])
    assert change.of("advisor_calls_failed_total", method="getUpdates", fault="gone") == 1


async def test_the_time_to_an_answer_begins_when_the_update_arrives_not_when_its_turn_comes(store: Store) -> None:
    started, go_on = asyncio.Event(), asyncio.Event()
    began: list[float] = []

    async def handle(_: Update) -> None:
        progress = delivery.current.get()
        assert progress is not None
        began.append(progress.began)
        started.set()
        await go_on.wait()
        await progress.answer_taken()

    change = Change()
    dispatcher = Dispatcher(handle, store)
    async with asyncio.timeout(PATIENCE):
        # The same chat: the second waits for the first.
        tasks = [await dispatcher.submit(update(message(number))) for number in (1, 2)]
        await started.wait()
        in_between = time.monotonic()
        go_on.set()
        await asyncio.gather(*tasks)
    assert len(began) == 2
    assert max(began) < in_between
    assert change.of("advisor_reply_seconds_count") == 2


async def test_what_is_taken_in_and_what_is_being_handled_is_known(store: Store) -> None:
    started, go_on = asyncio.Event(), asyncio.Event()

    async def handle(_: Update) -> None:
        started.set()
        await go_on.wait()

    change = Change()
    dispatcher = Dispatcher(handle, store)
    async with asyncio.timeout(PATIENCE):
        tasks = [await dispatcher.submit(update(message(number))) for number in (1, 2, 3)]
        await started.wait()
        assert (change.of("advisor_waiting"), change.of("advisor_in_flight")) == (3, 1)
        go_on.set()
        await asyncio.gather(*tasks)
    assert (change.of("advisor_waiting"), change.of("advisor_in_flight")) == (0, 0)


async def test_the_lag_is_how_old_a_message_was_when_it_was_taken_up() -> None:
    nobody: Any = None
    latecomers = Latecomers(nobody, stale_after=0)
    data = message(1)
    data["message"]["date"] = int((datetime.now(UTC) - timedelta(minutes=4)).timestamp())
    change = Change()
    assert not await latecomers.turn_away(update(data))
    assert not await latecomers.turn_away(update(inline(2, person=5)))
    assert change.of("advisor_lag_seconds_count") == 1
    assert change.of("advisor_lag_seconds_bucket", le="60.0") == 0
    assert change.of("advisor_lag_seconds_bucket", le="300.0") == 1


def test_every_label_comes_from_a_small_set() -> None:
    """No chat, no person, no text: with those a server's memory would grow with every group."""
    allowed: dict[str, set[str]] = {
        "door": {door.value for door in Door},
        "action": {action.value for action in Action},
        "kind": set(get_args(Kind)),
        "language": set(LANGUAGES),
        "fault": {fault.value for fault in Fault},
    }
    for outcome in (Outcome(door, action) for door in Door for action in Action):
        metrics.count(outcome)
    ours = [family for family in REGISTRY.collect() if family.name.startswith("advisor_")]
    for sample in (sample for family in ours for sample in family.samples):
        assert sample.labels.keys() <= {*allowed, "reason", "method", "le"}
        for name in allowed.keys() & sample.labels.keys():
            assert sample.labels[name] in allowed[name], sample
