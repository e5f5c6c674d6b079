"""The texts that Telegram shows of the bot: ours, unless the operator has written their own."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.conversation import Desk
from bot.handlers.profile import may_write
from bot.playground.telegram import TelegramServer
from bot.presentation import guides
from tests.handlers.remembering import FakeMemory
from tests.handlers.running import running

OURS = {"Our text", "我们的"}


@pytest.mark.parametrize(
    ("there", "default", "may"),
    [
        ("", "", True),
        ("Our text", "Our text", True),
        ("我们的", "Theirs", True),
        ("", "Our text", True),
        ("", "Theirs", False),
        ("Theirs", "Theirs", False),
        ("Theirs", "", False),
    ],
)
def test_what_may_be_written(there: str, default: str, may: bool) -> None:
    assert may_write(there, default, OURS) is may


@pytest_asyncio.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(username="FrameBot") as server:
        yield server
        assert not server.refusals


async def test_where_there_is_none_ours_are_set(server: TelegramServer, desk: Desk) -> None:
    async with running(server, desk) as bot:
        await bot.handlers.introduce()
    for code, language in (("", "en"), ("zh", "zh_Hans")):
        wanted = guides.profile(language, desk.base)  # type: ignore[arg-type]
        assert server.bot.texts["description", code] == wanted["description"]
        assert server.bot.texts["short_description", code] == wanted["short_description"]
    # A name there always is: the one that was given at BotFather.
    assert not [what for what in server.bot.texts if what[0] == "name"]


async def test_what_the_operator_has_written_stays(server: TelegramServer, desk: Desk) -> None:
    server.bot.texts["description", ""] = "Mine, all mine"
    server.bot.texts["short_description", "zh"] = "我自己写的"
    async with running(server, desk) as bot:
        await bot.handlers.introduce()
    assert server.bot.texts["description", ""] == "Mine, all mine"
    assert ("description", "zh") not in server.bot.texts
    assert server.bot.texts["short_description", "zh"] == "我自己写的"
    assert server.bot.texts["short_description", ""]


async def test_ours_of_an_earlier_version_is_renewed(server: TelegramServer, desk: Desk) -> None:
    memory = FakeMemory()
    memory.facts.values["profile"] = {"description ": "What we wrote last year"}
    server.bot.texts["description", ""] = "What we wrote last year"
    async with running(server, desk, memory) as bot:
        await bot.handlers.introduce()
    assert server.bot.texts["description", ""] == guides.profile("en", desk.base)["description"]
    assert memory.facts.values["profile"] != {"description ": "What we wrote last year"}


async def test_a_name_that_is_ours_gets_its_chinese(server: TelegramServer, desk: Desk) -> None:
    server.bot.texts["name", ""] = guides.profile("en", desk.base)["name"]
    async with running(server, desk) as bot:
        await bot.handlers.introduce()
    assert server.bot.texts["name", "zh"] == guides.profile("zh_Hans", desk.base)["name"]
