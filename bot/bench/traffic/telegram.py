"""A Telegram that costs next to nothing, so that it is the bots that are measured.

The strict server of :mod:`bot.playground` takes a third as long for a call as an echo bot does for a whole update, and
the echo bot, which does one thing after the other, would wait for it: beside it, bots look more alike than they are.
This one believes whatever a bot says, and knows only private chats in which people ask one thing.
"""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from itertools import count
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from bot.bench.traffic import wire

BOT_ID = 7_000_000_001
TOKEN = f"{BOT_ID}:{'x' * 35}"
_LIMIT, _CONNECTIONS = 100, 40
"""How many updates a poll brings at most, and over how many connections a webhook is called: Telegram's defaults."""
_AT_A_TIME, _ASK_EACH = 100, 4
"""How many people ask in turn, and how many questions each before others come: few enough for the bot's allowance."""
_FIRST_PERSON = 1_000_001
_UPDATE_IDS, _MESSAGE_IDS, _QUESTIONS = count(1), count(1), count()
"""Of this process, as a bot that is started again remembers what it has seen."""
_RESULTS: dict[str, Any] = {
    "getMe": {"id": BOT_ID, "is_bot": True, "first_name": "Bench", "username": "bench_bot"},
    "getMyCommands": [],
    "getMyName": {"name": "Bench"},
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
}


@dataclass(slots=True)
class Said:
    """A question of a person, and what the bot said to it."""

    update_id: int
    chat_id: int
    body: bytes
    at: float
    """When it was said, on the clock of ``time.perf_counter``; a little before the bot can know."""
    answered_after: float | None = None
    """Seconds until the answer was here."""


@dataclass(slots=True)
class _Chat:
    """A private chat: answers come in the order of the questions."""

    open: list[Said] = field(default_factory=list)


class Telegram:
    """The Bot API for one bot, with people who ask.

    Args:
        text: what people ask.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.polled = asyncio.Event()
        """Set as soon as the bot polls or has said where its webhook is."""
        self.answers: set[str] = set()
        """All texts that the bot has said."""
        self._serving = wire.Serving(self._answer)
        self._server: asyncio.Server | None = None
        self._chats: dict[int, _Chat] = {}
        self._pending: dict[int, Said] = {}
        self._news = asyncio.Event()
        self._unanswered = 0
        self._quiet = asyncio.Event()
        self._posts: asyncio.Queue[Said] = asyncio.Queue()
        self._posting: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        listener = wire.listen()
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self._server = await asyncio.start_server(self._serving.accept, sock=listener)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
        for task in self._posting:
            task.cancel()
        await asyncio.gather(*self._posting, return_exceptions=True)
        await self._serving.close()

    def ask(self, at: float, *, otherwise: bool = False) -> Said:
        """Somebody asks, ``otherwise`` than anybody before: in letters of another case."""
        crowd, turn = divmod(next(_QUESTIONS), _AT_A_TIME * _ASK_EACH)
        chat_id = _FIRST_PERSON + crowd * _AT_A_TIME + turn % _AT_A_TIME
        update_id = next(_UPDATE_IDS)
        person = {"id": chat_id, "first_name": "Person", "language_code": "en"}
        message = {
            "message_id": next(_MESSAGE_IDS),
            "date": int(time.time()),
            "chat": {"id": chat_id, "type": "private", "first_name": "Person"},
            "from": {**person, "is_bot": False},
            "text": _in_letters(self._text, update_id) if otherwise else self._text,
        }
        said = Said(update_id, chat_id, json.dumps({"update_id": update_id, "message": message}).encode(), at)
        self._chats.setdefault(chat_id, _Chat()).open.append(said)
        self._unanswered += 1
        self._quiet.clear()
        if self._posting:
            self._posts.put_nowait(said)
        else:
            self._pending[update_id] = said
            self._news.set()
        return said

    async def all_answered(self, seconds: float) -> None:
        """Waits until every question has its answer.

        Raises:
            TimeoutError: some have none.
        """
        try:
            async with asyncio.timeout(seconds):
                await self._quiet.wait()
        except TimeoutError:
            raise TimeoutError(f"{self._unanswered} questions found no answer in {seconds:g} seconds") from None

    async def _answer(self, path: str, body: bytes) -> bytes:
        method = path.rpartition("/")[2]
        given = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        if method == "getUpdates":
            return await self._updates(given)
        if method == "sendMessage":
            return self._sent(given)
        if method == "setWebhook":
            self._call(given["url"], given["secret_token"])
        return json.dumps({"ok": True, "result": _RESULTS.get(method, True)}).encode()

    async def _updates(self, given: dict[str, str]) -> bytes:
        self.polled.set()
        below = int(given.get("offset", 0))
        for number in [number for number in self._pending if number < below]:
            del self._pending[number]
        if not self._pending:
            self._news.clear()
            try:
                async with asyncio.timeout(float(given.get("timeout", 0))):
                    await self._news.wait()
            except TimeoutError:
                return b'{"ok": true, "result": []}'
        some = list(self._pending.values())[: int(given.get("limit", _LIMIT))]
        return b'{"ok": true, "result": [%b]}' % b", ".join(said.body for said in some)

    def _sent(self, given: dict[str, str]) -> bytes:
        chat_id = int(given["chat_id"])
        self.answers.add(given["text"])
        said = self._chats[chat_id].open.pop(0)
        said.answered_after = time.perf_counter() - said.at
        self._unanswered -= 1
        if not self._unanswered:
            self._quiet.set()
        message = {
            "message_id": next(_MESSAGE_IDS),
            "date": int(time.time()),
            "chat": {"id": chat_id, "type": "private", "first_name": "Person"},
            "from": _RESULTS["getMe"],
            "text": given["text"],
        }
        return json.dumps({"ok": True, "result": message}).encode()

    def _call(self, url: str, secret: str) -> None:
        """Calls a webhook from now on."""
        parts = urlsplit(url)
        for _ in range(_CONNECTIONS):
            posting = wire.Posting(parts.port or 80, parts.path, secret)
            self._posting.append(asyncio.create_task(self._post(posting)))
        self.polled.set()

    async def _post(self, posting: wire.Posting) -> None:
        try:
            while True:
                status = await posting.post((await self._posts.get()).body)
                if status != 200:
                    raise RuntimeError(f"the webhook answered {status}")
        finally:
            posting.close()


def _in_letters(text: str, number: int) -> str:
    """``text`` with the letters in upper case that ``number`` has ones for."""
    letters = [place for place, letter in enumerate(text) if letter.isalpha()]
    upper = {place for bit, place in enumerate(letters) if number >> bit & 1}
    return "".join(letter.upper() if place in upper else letter.lower() for place, letter in enumerate(text))
