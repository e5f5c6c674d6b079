"""Comparisons as native tables, over HTTP: their manners, and the text where the server has none."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.conversation import Desk
from bot.playground.telegram import Message, TelegramServer
from bot.server import delivery
from bot.server.line import ANSWERS, Line
from tests.handlers.running import Running, running

NOT_THERE = {"status": 404, "description": "Not Found: method not found"}


@pytest_asyncio.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(username="FrameBot") as server:
        yield server
        assert not [f"{entry.method}: {entry.refusal}" for entry in server.refusals]


@pytest_asyncio.fixture
async def bot(server: TelegramServer, desk: Desk) -> AsyncIterator[Running]:
    async with running(server, desk) as found:
        yield found


def calls(server: TelegramServer, method: str) -> int:
    return sum(entry.method.lower() == method.lower() for entry in server.calls)


def is_table(message: Message) -> bool:
    return "<table" in str(message.content.get("rich_message"))


class TestWhereThereAreTables:
    async def test_a_comparison_and_numbers_are_tables(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        for words in ("/compare", "/compare flask and django", "How fast is each of them?"):
            await alice.say(alice.private(), words)
            [answer] = await server.replies(alice.private())
            assert is_table(answer)
            assert answer.button("As a picture")
        await alice.say(alice.private(), "/django")
        [answer] = await server.replies(alice.private())
        assert not is_table(answer)

    async def test_it_quotes_the_question_in_its_topic(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="zh-hans")
        forum = server.group(members=[alice], forum=True)
        topic = forum.topic("提问")
        question = await alice.say(topic, "/compare@FrameBot")
        [answer] = await server.replies(topic)
        assert is_table(answer)
        assert answer.topic is topic.thread
        assert answer.reply_to is question

    async def test_an_edited_question_edits_it_both_ways(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        question = await alice.say(alice.private(), "/compare django flask")
        [answer] = await server.replies(alice.private())
        await alice.edit(question, "/compare django fastapi")
        await server.until(lambda: len(answer.history) == 1)
        assert is_table(answer)
        assert "FastAPI" in answer.text
        await alice.edit(question, "/flask")
        await server.until(lambda: len(answer.history) == 2)
        assert not is_table(answer)
        await alice.edit(question, "/compare")
        await server.until(lambda: len(answer.history) == 3)
        assert is_table(answer)

    async def test_a_reply_to_it_is_a_question_to_the_bot(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        await alice.say(group, "/compare@FrameBot")
        [answer] = await server.replies(group)
        await alice.say(group, "and which has an ORM?", reply_to=answer)
        [followed] = await server.replies(group)
        assert "ORM" in followed.text

    async def test_inline_it_stays_text(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        found = await alice.inline("compare django and flask")
        posted = await alice.choose(found.results[0], group)
        assert not is_table(posted)
        assert "picture" not in str(posted.keyboard)


class TestWhereThereAreNone:
    async def test_the_text_follows_at_once_and_the_server_is_asked_once(
        self, server: TelegramServer, bot: Running, caplog: pytest.LogCaptureFixture
    ) -> None:
        server.faults.refuse("sendRichMessage", times=None, **NOT_THERE)  # type: ignore[arg-type]
        alice = server.person("Alice", language_code="en")
        with caplog.at_level(logging.INFO, "bot"):
            for words in ("/compare", "/compare flask django", "/compare django fastapi"):
                await alice.say(alice.private(), words)
                [answer] = await server.replies(alice.private())
                assert not is_table(answer)
                assert "Learning curve" in answer.text
        assert calls(server, "sendRichMessage") == 1
        assert [record.getMessage() for record in caplog.records if "sendRichMessage" in record.getMessage()] == [
            "This Bot API has no sendRichMessage: tables are sent as text"
        ]
        assert not [record for record in caplog.records if record.levelno >= logging.WARNING]

    async def test_what_is_edited_becomes_text_too(self, server: TelegramServer, bot: Running) -> None:
        server.faults.refuse("sendRichMessage", times=None, **NOT_THERE)  # type: ignore[arg-type]
        alice = server.person("Alice", language_code="en")
        question = await alice.say(alice.private(), "/compare django flask")
        [answer] = await server.replies(alice.private())
        await alice.edit(question, "/compare django fastapi")
        await server.until(lambda: answer.history)
        assert not is_table(answer)

    @pytest.mark.parametrize(
        "refusal", ["Bad Request: method not found", "Bad Request: can't parse rich message: x", "Bad Request: x"]
    )
    async def test_any_refusal_of_the_table_leaves_the_text(
        self, server: TelegramServer, bot: Running, refusal: str
    ) -> None:
        server.faults.refuse("sendRichMessage", status=400, description=refusal)
        alice = server.person("Alice", language_code="en")
        await alice.say(alice.private(), "/compare")
        [answer] = await server.replies(alice.private())
        assert not is_table(answer)
        await alice.say(alice.private(), "/compare flask django")
        [other] = await server.replies(alice.private())
        assert is_table(other) is ("method" not in refusal)

    async def test_an_old_server_that_edits_texts_alone_gets_one(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        question = await alice.say(alice.private(), "/flask")
        [answer] = await server.replies(alice.private())
        server.faults.refuse("editMessageText", status=400, description="Bad Request: message text is empty")
        await alice.edit(question, "/compare")
        await server.until(lambda: answer.history)
        assert "Learning curve" in answer.text
        assert not is_table(answer)

    @pytest.mark.parametrize(("retry_after", "status"), [(1, 429), (None, 502)])
    async def test_a_bad_moment_is_no_refusal(
        self,
        server: TelegramServer,
        bot: Running,
        retry_after: int | None,
        status: int,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("PTB_TIMEDELTA", "1")
        server.faults.refuse("sendRichMessage", status=status, description="Bad Gateway", retry_after=retry_after)
        alice = server.person("Alice", language_code="en")
        await alice.say(alice.private(), "/compare")
        [answer] = await server.replies(alice.private())
        assert is_table(answer)

    async def test_a_table_that_may_have_arrived_is_not_said_again(self, server: TelegramServer, bot: Running) -> None:
        server.faults.reset("sendRichMessage", after_effect=True)
        alice = server.person("Alice", language_code="en")
        await alice.say(alice.private(), "/compare")
        [answer] = await server.replies(alice.private())
        assert is_table(answer)
        await server.handled()
        await server.silence(alice.private())
        assert calls(server, "sendMessage") == 0


async def test_a_table_and_a_picture_count_as_the_answer(server: TelegramServer) -> None:
    """Once Telegram has taken one, a crash must not lead to a second."""
    assert {"sendRichMessage", "sendPhoto"} <= ANSWERS
    alice = server.person("Alice")
    await alice.say(alice.private(), "/start")
    chat = alice.private().id
    noted: list[int] = []

    async def note() -> None:
        noted.append(1)

    async with Line(server.token, base_url=server.base_url) as line:
        for send in (
            line.do_api_request("sendRichMessage", {"chat_id": chat, "rich_message": {"html": "<p>x</p>"}}),
            line.send_photo(chat, b"x"),
        ):
            progress = delivery.Delivery(1, note)
            token = delivery.current.set(progress)
            await send
            delivery.current.reset(token)
            assert progress.answered
    assert noted == [1, 1]
