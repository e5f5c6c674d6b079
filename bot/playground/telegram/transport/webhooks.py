"""Pushing updates to webhooks: in order within a chat, side by side across chats."""

from __future__ import annotations

import asyncio
import contextlib
import http
from dataclasses import dataclass, field

import httpx

from ..core.bots import Bot, Webhook
from ..core.updates import Pending
from .dispatch import Dispatcher

_FOR_EVER = 3600.0
Lane = tuple[int, int]


@dataclass
class Courier:
    """Delivers updates to all bots with a webhook.

    Attributes:
        dispatcher: answers the calls that webhooks put into their replies.
        pauses: seconds to wait after the first, second… failure of an update; the last repeats.
        patience: seconds a webhook has for its answer.
    """

    dispatcher: Dispatcher
    pauses: tuple[float, ...] = (0.05, 0.1, 0.2, 0.5)
    patience: float = 10.0
    _busy: dict[Lane, asyncio.Task[None]] = field(default_factory=dict)
    _failures: dict[tuple[int, int], int] = field(default_factory=dict)

    async def run(self) -> None:
        """Deliver until cancelled; without webhooks there is nothing to set up."""
        while not self._ready():
            await self._wait()
        async with httpx.AsyncClient(timeout=self.patience, trust_env=False) as client:
            try:
                while True:
                    self._start_ready(client)
                    await self._wait()
            finally:
                for task in self._busy.values():
                    task.cancel()
                await asyncio.gather(*self._busy.values(), return_exceptions=True)

    async def _wait(self) -> None:
        with contextlib.suppress(TimeoutError):
            await self.dispatcher.world.until(self._ready, _FOR_EVER)

    def _start_ready(self, client: httpx.AsyncClient) -> None:
        for bot, webhook, update in self._ready():
            lane = (bot.id, update.lane)
            self._busy[lane] = asyncio.create_task(self._deliver(client, bot, webhook, update))

    def _ready(self) -> list[tuple[Bot, Webhook, Pending]]:
        """The first update of every idle lane, as far as connections are left."""
        ready = []
        for bot in self.dispatcher.world.bots.values():
            if bot.webhook is None:
                continue
            taken = {lane for lane in self._busy if lane[0] == bot.id}
            for update in bot.updates.pending:
                lane = (bot.id, update.lane)
                if lane not in taken and len(taken) < bot.webhook.max_connections:
                    taken.add(lane)
                    ready.append((bot, bot.webhook, update))
        return ready

    async def _deliver(self, client: httpx.AsyncClient, bot: Bot, webhook: Webhook, update: Pending) -> None:
        lane = (bot.id, update.lane)
        key = (bot.id, update.id)
        try:
            problem = await self._push(client, bot, webhook, update)
            if problem is None:
                self._failures.pop(key, None)
                bot.updates.confirm(update)
                return
            webhook.last_error_date = int(self.dispatcher.world.now())
            webhook.last_error_message = problem
            failures = self._failures.get(key, 0)
            self._failures[key] = failures + 1
            await asyncio.sleep(self.pauses[min(failures, len(self.pauses) - 1)])
        finally:
            self._busy.pop(lane, None)
            self.dispatcher.world.pulse.beat()

    async def _push(self, client: httpx.AsyncClient, bot: Bot, webhook: Webhook, update: Pending) -> str | None:
        """Post one update; what went wrong, if anything."""
        headers = {}
        if webhook.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret_token
        try:
            response = await client.post(webhook.url, json=update.body, headers=headers)
        except httpx.TimeoutException:
            return "Read timeout expired"
        except httpx.ConnectError:
            return "Connection refused"
        except httpx.TransportError:
            return "Connection reset by peer"
        if not response.is_success:
            code = response.status_code
            phrase = http.HTTPStatus(code).phrase if code in _KNOWN else ""
            return f"Wrong response from the webhook: {code} {phrase}".rstrip()
        await self._follow_reply(bot, response)
        return None

    async def _follow_reply(self, bot: Bot, response: httpx.Response) -> None:
        """A webhook may put one call into its reply."""
        if "json" not in response.headers.get("content-type", ""):
            return
        try:
            reply = response.json()
        except ValueError:
            return
        if isinstance(reply, dict) and "method" in reply:
            await self.dispatcher.answer(bot.token, reply.pop("method"), reply)


_KNOWN = frozenset(status.value for status in http.HTTPStatus)
