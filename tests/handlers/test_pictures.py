"""Answers as pictures, over HTTP against the strict local Telegram."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from PIL import ImageFont

from bot.conversation import Desk
from bot.pictures import fonts, picture_of
from bot.playground.telegram import Message, Person, TelegramServer
from bot.presentation.actions import Picture, encode
from bot.understanding import Reading
from tests.handlers.running import Running, running

WORDS = {"en": ("/compare", "As a picture"), "zh-hans": ("/compare", "做成图片"), "zh-hant": ("/compare", "做成圖片")}


@pytest_asyncio.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(username="FrameBot") as server:
        yield server
        assert not [f"{entry.method}: {entry.refusal}" for entry in server.refusals]


@pytest_asyncio.fixture
async def bot(server: TelegramServer, desk: Desk) -> AsyncIterator[Running]:
    async with running(server, desk) as found:
        yield found


@pytest_asyncio.fixture
async def without_a_font(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    def missing(*_: Any, **__: Any) -> ImageFont.FreeTypeFont:
        raise OSError("cannot open resource")

    for each in (fonts.font, fonts._face, fonts._path):
        each.cache_clear()
    monkeypatch.setattr(ImageFont, "truetype", missing)
    yield
    for each in (fonts.font, fonts._face, fonts._path):
        each.cache_clear()


def uploads(server: TelegramServer) -> int:
    """How many pictures were sent as files rather than by their ids."""
    return len(server.world.files)


async def compared(server: TelegramServer, person: Person, words: str = "/compare") -> Message:
    await person.say(person.private(), words)
    [answer] = await server.replies(person.private())
    return answer


async def tapped(server: TelegramServer, person: Person, answer: Message, label: str = "As a picture") -> Message:
    await person.tap(answer.button(label))
    [following] = await server.replies(person.private())
    return following


class TestInAChat:
    @pytest.mark.parametrize("language", WORDS)
    async def test_a_tap_brings_the_picture_with_its_facts(
        self, server: TelegramServer, bot: Running, desk: Desk, language: str
    ) -> None:
        alice = server.person("Alice", language_code=language)
        command, label = WORDS[language]
        answer = await compared(server, alice, command)
        photo = await tapped(server, alice, answer, label)
        sizes = photo.content["photo"]
        assert sizes[-1]["width"] > 800
        assert photo.reply_to is answer
        for name in ("Django", "Flask", "FastAPI", "CodeUp"):
            assert name in photo.text
        assert not photo.buttons

    async def test_numbers_become_a_chart(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        answer = await compared(server, alice, "How fast is each of them?")
        photo = await tapped(server, alice, answer)
        assert photo.content["photo"]
        assert "65,000" in photo.text
        assert "Compare within one test only" in photo.text

    async def test_in_a_topic_it_stays_there_and_is_not_repeated(self, server: TelegramServer, bot: Running) -> None:
        alice, bob = server.person("Alice", language_code="en"), server.person("Bob", language_code="en")
        forum = server.group(members=[alice, bob], forum=True)
        topic = forum.topic("Questions")
        await alice.say(topic, "/compare@FrameBot")
        [answer] = await server.replies(topic)
        await alice.tap(answer.button("As a picture"))
        [photo] = await server.replies(topic)
        assert photo.topic is topic.thread
        assert photo.reply_to is answer
        toast = await bob.tap(answer.button("As a picture"))
        assert "above" in toast.text
        await server.silence(topic)

    async def test_the_second_time_telegram_has_it_already(self, server: TelegramServer, bot: Running) -> None:
        alice, bob = server.person("Alice", language_code="en"), server.person("Bob", language_code="en")
        photos = [await tapped(server, person, await compared(server, person)) for person in (alice, bob)]
        assert uploads(server) == 1
        assert photos[0].content["photo"][-1]["file_id"] == photos[1].content["photo"][-1]["file_id"]

    async def test_an_id_that_telegram_does_not_know_any_more_is_replaced(
        self, server: TelegramServer, bot: Running
    ) -> None:
        alice = server.person("Alice", language_code="en")
        answer = await compared(server, alice)
        await tapped(server, alice, answer)
        server.faults.refuse(
            "sendPhoto", status=400, description="Bad Request: wrong remote file identifier specified: Wrong padding"
        )
        photo = await tapped(server, alice, answer)
        assert photo.content["photo"]
        assert uploads(server) == 2

    async def test_in_a_group_without_pictures_the_words_come(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        answer = await compared(server, alice)
        server.faults.refuse(
            "sendPhoto", status=400, description="Bad Request: not enough rights to send photos to the chat"
        )
        words = await tapped(server, alice, answer)
        assert "photo" not in words.content
        assert "Learning curve" in words.text
        assert not words.buttons

    async def test_a_picture_that_may_have_arrived_is_not_sent_again(
        self, server: TelegramServer, bot: Running
    ) -> None:
        alice = server.person("Alice", language_code="en")
        answer = await compared(server, alice)
        server.faults.reset("sendPhoto", after_effect=True)
        await tapped(server, alice, answer)
        await server.handled()
        await server.silence(alice.private())


class TestWithoutAFont:
    @pytest.mark.usefixtures("without_a_font")
    async def test_the_words_come_and_the_log_says_it_once(
        self, server: TelegramServer, bot: Running, caplog: pytest.LogCaptureFixture
    ) -> None:
        alice = server.person("Alice", language_code="en")
        with caplog.at_level(logging.WARNING, "bot"):
            for words in ("/compare", "How fast is each of them?"):
                answer = await compared(server, alice, words)
                following = await tapped(server, alice, answer)
                assert "photo" not in following.content
                assert "FastAPI" in following.text
        assert [record.getMessage() for record in caplog.records] == [
            "No pictures, text is sent instead: no font with Han characters"
        ]


class TestInline:
    async def test_a_picture_is_offered_once_telegram_has_it(
        self, server: TelegramServer, bot: Running, desk: Desk
    ) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        before = await alice.inline("compare all of them")
        assert {result.look["type"] for result in before.results} == {"article"}
        await tapped(server, alice, await compared(server, alice))
        after = await alice.inline("django vs flask vs fastapi?")
        [drawn] = [result for result in after.results if result.look["type"] == "photo"]
        posted = await alice.choose(drawn, group)
        assert posted.content["photo"]
        assert not posted.keyboard
        picture = picture_of(desk.show(Reading("compare", tuple(desk.base.frameworks)), "en").answer, desk.base)
        assert picture
        assert posted.text == picture.caption.plain
        assert drawn.look["title"] == after.results[0].look["title"]
        await server.handled()
        assert ("inline", "en", "compare", "compare", True) in bot.memory.statistics.counted

    async def test_a_picture_that_is_gone_does_not_cost_the_answers(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        await tapped(server, alice, await compared(server, alice))
        server.faults.refuse(
            "answerInlineQuery", status=400, description="Bad Request: wrong file identifier/HTTP URL specified"
        )
        found = await alice.inline("compare all three")
        assert {result.look["type"] for result in found.results} == {"article"}
        again = await alice.inline("compare all of the three")
        assert {result.look["type"] for result in again.results} == {"article"}

    async def test_an_inline_message_turns_into_words_alone(
        self, server: TelegramServer, bot: Running, desk: Desk
    ) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        found = await alice.inline("Does Flask have an ORM?")
        posted = await alice.choose(found.results[0], group)
        action = Picture(Reading("compare", tuple(desk.base.frameworks)), "en")
        await alice.tap(posted, encode(action))
        await server.until(lambda: posted.history)
        assert "Learning curve" in posted.text
        assert "picture" not in str(posted.keyboard)
