"""The real program by webhook at its most talkative, on a bad day: no line of its log holds a secret or a word."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import httpx

from bot.playground.telegram import TelegramServer

from .replica import PATIENCE, Replica, free_port

SECRET = "secretquark_42"
PASSWORD = "passquark"
SESAME = "sesamquark"
"""A word that is in every text that somebody writes."""


async def test_no_line_holds_a_secret_or_a_word(tmp_path: Path) -> None:
    async with TelegramServer(username="FrameBot", local_webhooks=True) as server:
        replica = Replica(
            tmp_path,
            BOT_TOKEN=server.token,
            BOT_API_URL=server.url,
            BOT_WEBHOOK_SECRET=SECRET,
            # Nobody listens there: the bot answers without memory, and says what it cannot reach.
            BOT_DATABASE_URL=f"postgresql://advisor:{PASSWORD}@127.0.0.1:{free_port()}/advisor",
            BOT_LOG_LEVEL="debug",
            BOT_LOG_FORMAT="json",
            PYTHONASYNCIODEBUG="1",
            PYTHONWARNINGS="default",
        )
        replica.set(BOT_WEBHOOK_URL=f"{replica.url}/hook")
        await replica.start()
        try:
            await server.until(lambda: server.bot.webhook, PATIENCE)
            await _knock_badly(replica)
            alice = server.person("Alice", language_code="en")
            for refusal in (None, (400, f"Bad Request: {SESAME}"), (500, f"Internal Server Error: {SESAME}")):
                if refusal:
                    server.faults.refuse("sendMessage", status=refusal[0], description=refusal[1], times=1)
                await alice.say(alice.private(), f"Does Flask have an ORM, {SESAME}?")
                await server.handled(PATIENCE)
            assert await replica.stop() == 0
        finally:
            await replica.kill()
        token = server.token
    lines = replica.written().splitlines()
    told = " ".join(lines)
    for event in ("connected", "body is no update", "Invalid HTTP request", "A call to Telegram failed", "database"):
        assert event in told, told
    secrets = (SECRET, PASSWORD, SESAME, token, token.partition(":")[2])
    assert not [line for line in lines if any(secret in line for secret in secrets)]


async def _knock_badly(replica: Replica) -> None:
    """Comes with the wrong secret, with no update and with no HTTP, each with words in it."""
    right = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
    cut = {"update_id": 1, "message": {"text": SESAME}}
    wrong_kind = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": SESAME, "type": "private"}}}
    async with httpx.AsyncClient(trust_env=False) as http:
        answers = [
            await http.post(f"{replica.url}/hook", content=body.encode(), headers=headers)
            for body, headers in (
                (json.dumps(cut), {**right, "X-Telegram-Bot-Api-Secret-Token": SECRET[:-1]}),
                (json.dumps(cut), right),
                (json.dumps(wrong_kind), right),
                (f"{{{SESAME}", right),
            )
        ]
    assert [answer.status_code for answer in answers] == [403, 400, 400, 400]
    reader, writer = await asyncio.open_connection("127.0.0.1", replica.port)
    writer.write(f"{SESAME} {SECRET}\r\n\r\n".encode())
    assert (await reader.readline()).startswith(b"HTTP/1.1 400")
    writer.close()
    await writer.wait_closed()
