"""A bot that runs against the local Telegram: fetches updates and has them handled, chats side by side."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.conversation import Desk
from bot.handlers import ALLOWED_UPDATES, Handlers, Outcome
from bot.handlers.memory import Memory
from bot.playground.telegram import TelegramServer
from tests.handlers.remembering import FakeMemory


@dataclass
class Chosen:
    """What an operator would set."""

    owner_ids: frozenset[int] = frozenset()
    knowledge_dir: Path | None = None
    retention_days: int = 30


@dataclass
class Running:
    """The bot at work."""

    handlers: Handlers
    memory: FakeMemory
    outcomes: list[Outcome] = field(default_factory=list)
    offset: int = 0


@contextlib.asynccontextmanager
async def running(
    server: TelegramServer,
    desk: Desk,
    memory: FakeMemory | None = None,
    chosen: Chosen | None = None,
    *,
    store: Memory | None = None,
) -> AsyncIterator[Running]:
    """A bot that polls ``server`` as long as the context lasts. The server's clock is the bot's."""
    memory = memory or FakeMemory()
    request = HTTPXRequest(connection_pool_size=8, httpx_kwargs={"trust_env": False})
    polling = HTTPXRequest(connection_pool_size=2, httpx_kwargs={"trust_env": False})
    bot = Bot(server.token, base_url=server.base_url, request=request, get_updates_request=polling)
    async with bot:
        handlers = Handlers(bot=bot, desk=desk, store=store or memory, settings=chosen or Chosen())
        found = Running(handlers, memory)
        task = asyncio.create_task(_poll(bot, found))
        try:
            yield found
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            with contextlib.suppress(TelegramError):
                await bot.get_updates(offset=found.offset, limit=1, timeout=0, allowed_updates=ALLOWED_UPDATES)
            await handlers.close()


async def _poll(bot: Bot, found: Running) -> None:
    while True:
        try:
            # Asking for what comes next confirms what was handled.
            updates = await bot.get_updates(offset=found.offset, timeout=10, allowed_updates=ALLOWED_UPDATES)
        except TelegramError:
            await asyncio.sleep(0.05)
            continue
        await asyncio.gather(*(_lane(lane, found) for lane in _lanes(updates)))
        found.offset = max((update.update_id + 1 for update in updates), default=found.offset)


def _lanes(updates: Sequence[Update]) -> Iterable[Sequence[Update]]:
    """What may be handled side by side: in one chat, one after the other."""
    lanes: dict[int, list[Update]] = {}
    for update in updates:
        lanes.setdefault(update.effective_chat.id if update.effective_chat else 0, []).append(update)
    return lanes.values()


async def _lane(updates: Sequence[Update], found: Running) -> None:
    for update in updates:
        found.outcomes.append(await found.handlers.handle(update))
