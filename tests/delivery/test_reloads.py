"""Reloaded while everybody asks, the bot loses no question and answers each from one edition of the knowledge.

In the suite a few reloads show that it works at all; ``RELOADS=50 pytest -s tests/delivery/test_reloads.py`` tells how
well. Every second edition is broken.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import time
from collections import Counter
from pathlib import Path

from bot.knowledge_base import packaged_folder
from bot.playground.telegram import Place, TelegramServer

from .replica import PATIENCE, Replica

RELOADS = int(os.environ.get("RELOADS", "2"))
ASKED = 100
"""Questions in a second."""
PEOPLE = 100 + 8 * RELOADS
"""Who ask them: so many that the local Telegram still knows every answer in the end."""
QUESTION = "Which framework for an online shop?"
_MARK = re.compile(r"edition(\d+)")


def write_edition(folder: Path, number: int, *, broken: bool) -> None:
    """Marks two files of the knowledge with a number; a broken edition has a mistake in a third one."""
    shop, sources, subject = (folder / name for name in ("scenarios/ecommerce.yaml", "sources.yaml", "subject.yaml"))
    packaged = packaged_folder()
    title = 'en: "Online shop, marketplace"'
    text = (packaged / "scenarios/ecommerce.yaml").read_text(encoding="utf-8")
    assert title in text
    shop.write_text(text.replace(title, f'en: "Shop edition{number}"'), encoding="utf-8")
    text = (packaged / "sources.yaml").read_text(encoding="utf-8")
    assert "CodeUp" in text
    sources.write_text(text.replace("CodeUp", f"CodeUp edition{number}"), encoding="utf-8")
    mistake = "\nnonsense: true\n" if broken else ""
    subject.write_text((packaged / "subject.yaml").read_text(encoding="utf-8") + mistake, encoding="utf-8")


async def test_reloads_under_load(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(packaged_folder(), folder)
    write_edition(folder, 0, broken=False)
    async with TelegramServer(username="framebot") as server:
        replica = Replica(
            tmp_path,
            BOT_TOKEN=server.token,
            BOT_API_URL=server.url,
            BOT_DATABASE_URL=f"sqlite:///{tmp_path}/bot.sqlite3",
            BOT_KNOWLEDGE_DIR=str(folder),
            BOT_LOG_LEVEL="info",
        )
        people = [server.person(f"P{number}", language_code="en") for number in range(PEOPLE)]
        places = [server.private(person) for person in people]
        over = asyncio.Event()
        asked = 0

        async def ask() -> None:
            nonlocal asked
            began = time.monotonic()
            while not over.is_set():
                while asked < (time.monotonic() - began) * ASKED:
                    await people[asked % PEOPLE].say(places[asked % PEOPLE], QUESTION)
                    asked += 1
                await asyncio.sleep(0.005)

        await replica.start()
        try:
            await server.until(lambda: server.bot.polls, PATIENCE)
            asking = asyncio.create_task(ask())
            began = time.monotonic()
            for number in range(1, RELOADS + 1):
                write_edition(folder, number, broken=number % 2 == 0)
                ended = "knowledge not used" if number % 2 == 0 else "knowledge in use"
                before = replica.written().count(ended)
                replica.process.send_signal(signal.SIGHUP)
                async with asyncio.timeout(PATIENCE):
                    while replica.written().count(ended) == before:  # noqa: ASYNC110 - a log tells nobody
                        await asyncio.sleep(0.05)
            took = time.monotonic() - began
            over.set()
            await asking
            behind = time.monotonic()
            await server.handled(PATIENCE)
            behind = time.monotonic() - behind
        finally:
            await replica.kill()
        answers = [answer for place in places for answer in _answers(server, place)]
    editions = Counter(frozenset(_MARK.findall(answer)) for answer in answers)
    print(
        f"\n{RELOADS} reloads in {took:.1f} s, {asked} questions, {len(answers)} answers, "
        f"of {len(editions)} editions, all answered {behind:.2f} s after the last question"
    )
    assert len(answers) == asked
    assert all(len(marks) == 1 for marks in editions), editions
    assert {int(mark) for marks in editions for mark in marks} <= {0, *range(1, RELOADS + 1, 2)}
    assert len(editions) > RELOADS // 2


def _answers(server: TelegramServer, place: Place) -> list[str]:
    return [message.text for message in place.messages if message.posted_by is server.bot.user]
