from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from telegram import Bot, Update

from bot.server import web, webhook
from bot.server.dispatcher import Dispatcher
from bot.storage import Store

from .tools import PATIENCE, message

SECRET = "open-sesame"
HOOK = "/hook/of/ours"


class Room:
    """Remembers what it handled; fails or waits when told to."""

    def __init__(self) -> None:
        self.handled: list[str | None] = []
        self.fails = False
        self.open = asyncio.Event()
        self.open.set()

    async def handle(self, update: Update) -> None:
        await self.open.wait()
        if self.fails:
            raise LookupError("no such thing")
        self.handled.append(update.effective_message.text if update.effective_message else None)


def client(app: Any) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot")


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
async def http(room: Room, store: Store) -> AsyncIterator[httpx.AsyncClient]:
    """The web side with a webhook."""
    app = web.application(
        ready={},
        bot=Bot("123456:TEST"),
        dispatcher=Dispatcher(room.handle, store),
        webhook_url=f"https://example.org{HOOK}",
        secret=SECRET,
    )
    async with client(app) as http, asyncio.timeout(PATIENCE):
        yield http


async def deliver(
    http: httpx.AsyncClient, body: object, *, secret: str | None = SECRET, content_type: str | None = "application/json"
) -> int:
    """Delivers an update as Telegram does; returns the status."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret, "Content-Type": content_type}
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = await http.post(HOOK, content=content, headers={name: value for name, value in headers.items() if value})
    return answer.status_code


async def test_an_update_is_confirmed_when_it_was_handled(http: httpx.AsyncClient, room: Room) -> None:
    assert await deliver(http, message(1, text="哪个好")) == 200
    assert room.handled == ["哪个好"]


async def test_an_update_that_is_delivered_again_is_confirmed_and_not_handled_again(
    http: httpx.AsyncClient, room: Room
) -> None:
    assert await asyncio.gather(*(deliver(http, message(1)) for _ in range(3))) == [200, 200, 200]
    assert await deliver(http, message(1)) == 200
    assert room.handled == ["hi"]


async def test_an_update_that_failed_is_to_be_delivered_again(http: httpx.AsyncClient, room: Room) -> None:
    room.fails = True
    assert await deliver(http, message(1)) == 503
    room.fails = False
    assert await deliver(http, message(1)) == 200
    assert room.handled == ["hi"]


async def test_an_update_that_takes_too_long_is_not_confirmed_yet(
    http: httpx.AsyncClient, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "LONGEST_WAIT", 0)
    room.open.clear()
    assert await deliver(http, message(1)) == 503
    room.open.set()
    monkeypatch.setattr(webhook, "LONGEST_WAIT", PATIENCE)
    assert await deliver(http, message(1)) == 200
    assert room.handled == ["hi"]


@pytest.mark.parametrize("secret", [None, "open", "open-sesame ", "OPEN-SESAME", "open-sesame2", "x" * 5000])
async def test_without_the_secret_nothing_is_taken(secret: str | None, http: httpx.AsyncClient, room: Room) -> None:
    assert await deliver(http, message(1), secret=secret) == 403
    assert room.handled == []


async def test_a_secret_of_other_letters_is_only_a_wrong_one(http: httpx.AsyncClient) -> None:
    headers = {b"X-Telegram-Bot-Api-Secret-Token": "芝麻开门".encode(), b"Content-Type": b"application/json"}
    assert (await http.post(HOOK, content=b"{}", headers=headers)).status_code == 403


@pytest.mark.parametrize("content_type", [None, "text/plain", "application/x-www-form-urlencoded", "text/json"])
async def test_only_json_is_taken(content_type: str | None, http: httpx.AsyncClient, room: Room) -> None:
    assert await deliver(http, message(1), content_type=content_type) == 415
    assert room.handled == []


async def test_json_may_name_its_encoding(http: httpx.AsyncClient) -> None:
    assert await deliver(http, message(1), content_type="application/json; charset=utf-8") == 200


async def test_a_body_that_is_too_large_is_not_read(http: httpx.AsyncClient, room: Room) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while read < 10 * webhook.LARGEST_BODY:
            read += 100_000
            yield b" " * 100_000

    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
    answer = await http.post(HOOK, content=endless(), headers=headers)
    assert answer.status_code == 413
    assert room.handled == []


@pytest.mark.parametrize(
    "announced", [b"-1", b"1e3", "²".encode("latin-1"), b"9" * 5000], ids=lambda n: n[:9].decode("latin-1")
)
async def test_a_length_that_is_none_is_too_large(announced: bytes, http: httpx.AsyncClient, room: Room) -> None:
    headers = {b"X-Telegram-Bot-Api-Secret-Token": SECRET.encode(), b"Content-Type": b"application/json"}
    answer = await http.post(HOOK, content=b"{}", headers={**headers, b"Content-Length": announced})
    assert answer.status_code == 413
    assert room.handled == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b"null",
        b"[]",
        b"7",
        b'"text"',
        b"{}",
        b'{"update_id": null}',
        b'{"update_id": "one"}',
        b'{"update_id": -1}',
        b'{"update_id": true}',
        b'{"update_id": 1.5}',
        b'{"update_id": 1, "message": 7}',
        b'{"update_id": 1, "message": {"text": "hi"}}',
    ],
    ids=lambda body: body[:30].decode(errors="replace"),
)
async def test_what_is_no_update_is_refused(body: bytes, http: httpx.AsyncClient, room: Room) -> None:
    assert await deliver(http, body) == 400
    assert room.handled == []


async def test_a_kind_of_update_that_nobody_knows_is_confirmed(http: httpx.AsyncClient) -> None:
    assert await deliver(http, {"update_id": 1, "telepathy": {"thought": "hi"}}) == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", HOOK, 405),
        ("POST", "/", 404),
        ("GET", "/nowhere", 404),
        ("POST", "/healthz", 405),
        ("POST", "/hook", 404),
    ],
)
async def test_other_ways_lead_nowhere(method: str, path: str, status: int, http: httpx.AsyncClient) -> None:
    assert (await http.request(method, path)).status_code == status


async def test_without_a_secret_of_its_own_nothing_is_taken(room: Room, store: Store) -> None:
    app = web.application(ready={}, dispatcher=Dispatcher(room.handle, store), webhook_url=f"https://example.org{HOOK}")
    async with client(app) as http:
        assert await deliver(http, message(1), secret=None) == 403
    assert room.handled == []


async def test_at_the_end_updates_are_to_come_again(room: Room, store: Store) -> None:
    dispatcher = Dispatcher(room.handle, store)
    app = web.application(ready={}, dispatcher=dispatcher, webhook_url=f"https://example.org{HOOK}", secret=SECRET)
    await dispatcher.drain(0)
    async with client(app) as http:
        assert await deliver(http, message(1)) == 503
    assert room.handled == []


async def test_without_a_url_there_is_no_webhook(room: Room, store: Store) -> None:
    app = web.application(ready={}, bot=Bot("123456:TEST"), dispatcher=Dispatcher(room.handle, store))
    async with client(app) as http:
        assert await deliver(http, message(1)) == 404


async def test_it_is_alive_whatever_else_is_wrong() -> None:
    async def no() -> bool:
        return False

    async with client(web.application(ready={"store": no})) as http:
        answer = await http.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


async def test_it_is_ready_when_everything_it_needs_is_there() -> None:
    there = {"telegram": True, "store": True}

    async def telegram() -> bool:
        return there["telegram"]

    async def store() -> bool:
        return there["store"]

    async with client(web.application(ready={"telegram": telegram, "store": store})) as http:
        answer = await http.get("/readyz")
        assert (answer.status_code, answer.text) == (200, "telegram: ok\nstore: ok\n")
        there["store"] = False
        answer = await http.get("/readyz")
        assert (answer.status_code, answer.text) == (503, "telegram: ok\nstore: failed\n")


async def test_metrics_are_those_of_prometheus() -> None:
    async with client(web.application(ready={})) as http:
        answer = await http.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert "# TYPE python_info gauge" in answer.text
