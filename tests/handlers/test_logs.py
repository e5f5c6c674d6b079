"""A whole evening of the real program at its most talkative: no line of its log holds a word or an id of anybody."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.playground.telegram import Group, Person, TelegramServer

ROOT = Path(__file__).parents[2]
SESAME = "sesamquark"
"""A word that is in every text that somebody writes."""


@asynccontextmanager
async def program(server: TelegramServer, folder: Path, owner: Person, form: str) -> AsyncIterator[list[str]]:
    """``python -m bot run``; the lines that it writes are there when the context is left."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": server.token,
            "BOT_API_URL": server.url,
            "BOT_DATABASE_URL": f"sqlite:///{folder}/bot.sqlite3",
            "BOT_OWNER_IDS": str(owner.id),
            "BOT_LISTEN": f"127.0.0.1:{port}",
            "BOT_LOG_LEVEL": "debug",
            "BOT_LOG_FORMAT": form,
            "NO_PROXY": "*",
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    lines: list[str] = []
    try:
        yield lines
    finally:
        process.send_signal(signal.SIGINT)
        output, _ = await asyncio.wait_for(process.communicate(), 20)
        lines += output.decode().splitlines()


async def evening(server: TelegramServer, people: list[Person], group: Group) -> None:
    """Everything that people do, with something going wrong here and there."""
    alice, bob, olga = people
    private = alice.private()
    await alice.start()
    await server.replies(private, timeout=30)
    await alice.say(private, f"{SESAME} does Flask have an ORM?")
    [answer] = await server.replies(private)
    await alice.tap(answer.buttons[0])
    await server.replies(private)
    await alice.say(private, f"how do I cook {SESAME}")
    await server.replies(private)
    question = await bob.say(group, f"/ask@FrameBot which framework for serving an AI model, {SESAME}?")
    [answer] = await server.replies(group)
    await alice.tap(answer.button("Not that"))
    await server.replies(group)
    await bob.edit(question, f"/ask@FrameBot does Django have an ORM, {SESAME}?")
    await server.until(lambda: answer.history)
    await alice.say(group, "/settings@FrameBot")
    [panel] = await server.replies(group)
    await alice.tap(panel.button("简体中文"))
    assert (await bob.tap(panel.button("English"))).show_alert
    found = await bob.inline(f"flask {SESAME}")
    await bob.choose(found.results[0], group)
    server.faults.refuse("sendMessage", status=400, description=f"Bad Request: can't parse entities: {SESAME}")
    await bob.say(group, f"@FrameBot fastapi {SESAME}")
    await server.replies(group)
    server.faults.refuse("sendMessage", status=403, description="Forbidden: bot was kicked from the group", times=1)
    await bob.say(group, f"@FrameBot django {SESAME}")
    await server.handled()
    server.faults.refuse("sendMessage", status=400, description=f"Bad Request: {SESAME}")
    await bob.say(group, f"@FrameBot flask {SESAME}")
    await server.handled()
    for command in ("/stats", "/unanswered", "/forgetme", "/privacy"):
        await olga.say(olga.private(), command)
        await server.replies(olga.private())
    await alice.block()
    await alice.kick(group, server.bot)
    await server.handled()


@pytest.mark.parametrize("form", ["console", "json"])
async def test_no_line_holds_words_or_ids_of_people(tmp_path: Path, form: str) -> None:
    async with TelegramServer(username="FrameBot") as server:
        people = [server.person(name, language_code="en", username=f"{name}son") for name in ("Alice", "Bob", "Olga")]
        group = server.group(f"{SESAME} club", members=people)
        async with program(server, tmp_path, people[-1], form) as lines:
            await evening(server, people, group)
    assert len(lines) > 5, lines
    secrets = [
        SESAME,
        server.token,
        str(group.id),
        *(str(person.id) for person in people),
        *(f"{p.user.first_name}" for p in people),
    ]
    told = {secret: line for secret in secrets for line in lines if secret in line}
    assert not told
