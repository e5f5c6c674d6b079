"""Whatever comes to the webhook: no crash, no 5xx, and nothing is taken without the secret or in another form.

In the suite a few hundred show that it works at all; ``FUZZ_UPDATES=100000 pytest -s tests/server/test_fuzz.py`` tells
how well.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from prometheus_client import REGISTRY
from telegram import Update

from bot.bench.obliging import Obliging, Refusal
from bot.conversation import Desk
from bot.handlers import Handlers, Outcome
from bot.server import web
from bot.server.dispatcher import Dispatcher
from bot.server.latecomers import Latecomers
from bot.server.line import Line
from bot.server.webhook import LARGEST_BODY
from bot.settings import Settings
from bot.storage import Store, open_store

from .mutants import Mutants, originals
from .tools import PATIENCE

UPDATES = int(os.environ.get("FUZZ_UPDATES", "300"))
AT_ONCE = 32
SEED = int(os.environ.get("FUZZ_SEED", "1"))
SECRET = "open-sesame"
PATH = "/hook"
MOST_SERIES = 1_000
"""What Prometheus is told in all, however many chats there are."""
WORDS = (
    (403, "Forbidden: bot was blocked by the user"),
    (400, "Bad Request: chat not found"),
    (400, "Bad Request: message is not modified"),
    (400, "Bad Request: can't parse entities: unexpected end tag"),
    (400, "Bad Request: query is too old and response timeout expired or query id is invalid"),
    (400, "Bad Request: TOPIC_CLOSED"),
    (400, "Bad Request: something nobody has heard of"),
)
"""What Telegram says to some of the calls."""


@dataclass
class Delivery:
    """A request as it reaches the application, and what it must come to."""

    body: bytes
    expected: frozenset[int] = frozenset({200, 400})
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    pieces: int = 1


class Knocking:
    """Makes deliveries: most are as they should be but for the body, some are not."""

    def __init__(self, mutants: Mutants) -> None:
        self._mutants = mutants
        self._chance = mutants.chance

    def next(self) -> Delivery:
        """The next one. What is checked first decides: the secret, the form, the size, the body."""
        found = Delivery(self._mutants.body(), pieces=self._chance.choice((1, 1, 1, 3)))
        if len(found.body) > LARGEST_BODY:
            found.expected = frozenset({413})
        secret, kind = SECRET.encode(), b"application/json"
        announced = str(len(found.body)).encode()
        match self._chance.randrange(20):
            case 0:
                secret = self._chance.choice(
                    (b"", b"open", b"OPEN-SESAME", SECRET.encode() + b" x", b"\xff\xfe", b"a" * 9999)
                )
                found.expected = frozenset({403})
            case 1:
                kind = self._chance.choice((b"", b"text/plain", b"application/jsonp", b"application/x-json", b"\xff;a"))
                found.expected = frozenset({415})
            case 2:
                found.body += b" " * (LARGEST_BODY + self._chance.randrange(2) * 500_000)
                found.pieces = self._chance.choice((1, 7))
                announced = self._chance.choice((str(len(found.body)).encode(), b"10", b""))
                found.expected = frozenset({413})
            case 3:
                announced = self._chance.choice(
                    (b"-1", b"1e9", b"x", b"\xb2", b"9" * 5000, str(LARGEST_BODY + 1).encode())
                )
                found.expected = frozenset({413})
            case 4:
                kind = self._chance.choice(
                    (b"application/json; charset=utf-8", b"APPLICATION/JSON", b" application/json ;")
                )
        found.headers = [(b"x-telegram-bot-api-secret-token", secret), (b"content-type", kind)]
        found.headers += [(b"content-length", announced)] if announced else []
        return found


async def knock(app: Any, delivery: Delivery) -> int:
    """Delivers as the server would; returns the status."""
    size = max(1, -(-len(delivery.body) // delivery.pieces))
    pieces = [delivery.body[start : start + size] for start in range(0, len(delivery.body), size)] or [b""]
    statuses: list[int] = []

    async def receive() -> dict[str, Any]:
        if not pieces:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

    async def send(event: Any) -> None:
        if event["type"] == "http.response.start":
            statuses.append(event["status"])

    scope = {
        "type": "http",
        "method": "POST",
        "path": PATH,
        "raw_path": PATH.encode(),
        "query_string": b"",
        "headers": delivery.headers,
    }
    async with asyncio.timeout(PATIENCE):
        await app(scope, receive, send)
    [status] = statuses
    return status


@dataclass
class Room:
    """The bot behind the webhook: the real handlers, over a Telegram that refuses a call now and then."""

    app: Any
    outcomes: Counter[str]
    """What became of the updates that were handled, by reason."""


@asynccontextmanager
async def room(store: Store, desk: Desk, chance: Random) -> AsyncIterator[Room]:
    """Open as long as the context lasts."""
    outcomes: Counter[str] = Counter()

    def refuse(method: str) -> Refusal | None:
        return chance.choice(WORDS) if method != "getMe" and chance.random() < 0.05 else None

    telegram = Obliging(refuse)
    async with Line("123456:FUZZ", request=telegram, get_updates_request=telegram) as line:
        handlers = Handlers(bot=line, desk=desk, store=store, settings=Settings.model_construct())
        latecomers = Latecomers(handlers.service, stale_after=0)

        async def concerns(update: Update) -> bool:
            return not await latecomers.turn_away(update) and await handlers.concerns(update)

        async def handle(update: Update) -> Outcome:
            outcome = await handlers.handle(update)
            outcomes[outcome.reason] += 1
            return outcome

        dispatcher = Dispatcher(handle, store, concerns=concerns, owner="fuzz")
        url = f"https://example.org{PATH}"
        yield Room(web.application(ready={}, bot=line, dispatcher=dispatcher, webhook_url=url, secret=SECRET), outcomes)
        await dispatcher.drain(PATIENCE)
        await handlers.close()


async def test_whatever_comes_to_the_webhook(url: str, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """An update that makes no sense may fail inside: it is confirmed then, for it would come again and again."""
    mutants = Mutants(await originals(desk), SEED)
    knocking = Knocking(mutants)
    statuses: Counter[int] = Counter()
    async with open_store(url) as store, room(store, desk, mutants.chance) as house:
        for start in range(0, UPDATES, AT_ONCE):
            batch = [knocking.next() for _ in range(min(AT_ONCE, UPDATES - start))]
            handled = house.outcomes.total()
            found = await asyncio.gather(*(knock(house.app, delivery) for delivery in batch))
            pairs = zip(found, batch, strict=True)
            wrong = [(status, each) for status, each in pairs if status not in each.expected]
            assert not wrong, [(status, each.headers, each.body[:2000]) for status, each in wrong]
            assert house.outcomes.total() - handled <= found.count(200)
            statuses.update(found)
        assert await store.check()
    kind = url.partition(":")[0]
    print(f"\n{kind}: {UPDATES} deliveries, {dict(sorted(statuses.items()))}; {house.outcomes.total()} handled:")
    print(dict(house.outcomes.most_common()))
    print(Counter(record.getMessage() for record in caplog.records if record.levelname == "ERROR"))
    assert len([sample for family in REGISTRY.collect() for sample in family.samples]) < MOST_SERIES
