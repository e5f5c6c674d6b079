"""Questions that waited out an outage: one line for each chat that waits, however many there are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.conversation import Desk
from bot.handlers.handlers import Handlers
from bot.playground.telegram import PrivateChat, TelegramServer
from bot.server.latecomers import Latecomers
from bot.storage import Store
from tests.handlers.running import running

from .tools import message, update


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(username="framebot") as server:
        yield server


@pytest.fixture
async def handlers(server: TelegramServer, desk: Desk, store: Store) -> AsyncIterator[Handlers]:
    async with running(server, desk, store=store) as bot:
        yield bot.handlers


def written(number: int, chat: int, ago: float, kind: str = "private") -> dict[str, Any]:
    data = message(number, chat)
    data["message"]["date"] = int(datetime.now(UTC).timestamp() - ago)
    data["message"]["chat"]["type"] = kind
    return data


async def turned_away(latecomers: Latecomers, *updates: dict[str, Any]) -> list[bool]:
    return [await latecomers.turn_away(update(data)) for data in updates]


def lines(chat: PrivateChat) -> list[str]:
    return [message.text for message in chat.messages]


async def test_who_waits_is_told_once(server: TelegramServer, handlers: Handlers) -> None:
    chats = [server.private(server.person(name)) for name in ("Alice", "Bob")]
    latecomers = Latecomers(handlers.service, stale_after=60)
    late = [written(number, chat.id, 100 + number) for number in range(5) for chat in chats]
    assert all(await turned_away(latecomers, *late))
    for chat in chats:
        [line] = lines(chat)
        assert "missed" in line


async def test_who_was_told_by_another_replica_is_not_told_again(server: TelegramServer, handlers: Handlers) -> None:
    chat = server.private(server.person())
    for number in range(3):
        assert all(await turned_away(Latecomers(handlers.service, 60), written(number, chat.id, 100)))
    assert len(lines(chat)) == 1


async def test_what_is_fresh_is_not_turned_away(server: TelegramServer, handlers: Handlers) -> None:
    chat = server.private(server.person())
    fresh = written(1, chat.id, 50)
    assert not any(await turned_away(Latecomers(handlers.service, 60), fresh))
    assert not any(await turned_away(Latecomers(handlers.service, 0), written(2, chat.id, 9999)))
    assert lines(chat) == []


async def test_a_group_is_not_told(server: TelegramServer, handlers: Handlers) -> None:
    alice = server.person("Alice")
    group = server.group(members=[alice])
    assert all(await turned_away(Latecomers(handlers.service, 60), written(1, group.id, 100, "supergroup")))
    assert group.messages == []


async def test_who_has_blocked_the_bot_is_not_tried_again(server: TelegramServer, handlers: Handlers) -> None:
    alice = server.person("Alice")
    chat = server.private(alice)
    await alice.block()
    latecomers = Latecomers(handlers.service, 60)
    assert all(await turned_away(latecomers, written(1, chat.id, 100), written(2, chat.id, 90)))
    assert len(server.journal.of("sendMessage")) == 1
