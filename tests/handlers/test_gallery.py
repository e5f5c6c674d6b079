from __future__ import annotations

import asyncio
import logging
import threading
from datetime import UTC, datetime, timedelta

import pytest

from bot.handlers.gallery import _DRAWN, _KNOWN, Gallery
from bot.pictures import Picture, Unavailable
from bot.pictures.content import Chart, Section
from bot.presentation import Message
from bot.presentation.document import Document
from tests.handlers.remembering import FakeFacts


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


class Painter:
    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.drawn: list[str] = []
        self.threads: set[int] = set()

    def __call__(self, picture: Picture) -> bytes:
        self.threads.add(threading.get_ident())
        self.drawn.append(picture.digest)
        if self.error:
            raise self.error
        return picture.digest.encode()


def picture(name: str = "a") -> Picture:
    return Picture("en", Chart((Section(name, "", (), ""),)), Message(Document(())))


def gallery(painter: Painter, facts: FakeFacts | None = None, clock: Clock | None = None, bot: int = 1) -> Gallery:
    return Gallery(facts or FakeFacts(), bot, clock or Clock(), painter)


async def test_a_picture_is_drawn_once_and_off_the_event_loop() -> None:
    painter = Painter()
    hall = gallery(painter)
    found = await asyncio.gather(*(hall.png(picture(name)) for name in "aabba"))
    assert found == [picture(name).digest.encode() for name in "aabba"]
    assert painter.drawn == [picture("a").digest, picture("b").digest]
    assert threading.get_ident() not in painter.threads


async def test_only_so_many_are_kept() -> None:
    painter = Painter()
    hall = gallery(painter)
    for number in range(_DRAWN + 1):
        await hall.png(picture(str(number)))
    await hall.png(picture(str(_DRAWN)))
    assert len(painter.drawn) == _DRAWN + 1
    await hall.png(picture("0"))
    assert len(painter.drawn) == _DRAWN + 2


async def test_that_there_can_be_none_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    painter = Painter(Unavailable("no font"))
    hall = gallery(painter)
    with caplog.at_level(logging.WARNING, "bot"):
        assert [await hall.png(picture(name)) for name in "abc"] == [None, None, None]
    assert [record.getMessage() for record in caplog.records] == ["No pictures, text is sent instead: no font"]
    assert len(painter.drawn) == 1


async def test_one_that_fails_costs_no_other_and_no_words_reach_the_log(caplog: pytest.LogCaptureFixture) -> None:
    painter = Painter(ValueError("what somebody wrote"))
    hall = gallery(painter)
    assert await hall.png(picture("a")) is None
    painter.error = None
    assert await hall.png(picture("a"))
    assert "ValueError" in caplog.text
    assert "what somebody wrote" not in caplog.text


async def test_ids_are_kept_for_all_replicas_of_one_bot_and_for_no_other() -> None:
    facts, clock = FakeFacts(), Clock()
    one, other, stranger = (gallery(Painter(), facts, clock, bot) for bot in (1, 1, 2))
    assert await other.file_id(picture()) is None
    await one.keep(picture(), "id-1")
    assert await one.file_id(picture()) == "id-1"
    clock.at += timedelta(minutes=2)
    assert await other.file_id(picture()) == "id-1"
    assert await stranger.file_id(picture()) is None


async def test_two_replicas_do_not_take_each_others_ids_away() -> None:
    facts, clock = FakeFacts(), Clock()
    one, other = gallery(Painter(), facts, clock), gallery(Painter(), facts, clock)
    await one.keep(picture("a"), "id-a")
    await other.keep(picture("b"), "id-b")
    clock.at += timedelta(minutes=2)
    assert [await one.file_id(picture(name)) for name in "ab"] == ["id-a", "id-b"]


async def test_an_id_can_be_forgotten_and_only_so_many_are_kept() -> None:
    facts = FakeFacts()
    hall = gallery(Painter(), facts)
    for number in range(_KNOWN + 1):
        await hall.keep(picture(str(number)), f"id-{number}")
    assert await hall.file_id(picture("0")) is None
    assert await hall.file_id(picture("1")) == "id-1"
    await hall.forget(picture("1"))
    assert await hall.file_id(picture("1")) is None
    await hall.forget_all()
    assert await hall.file_id(picture("2")) is None
    assert list(facts.values.values()) == [{}]


@pytest.mark.parametrize("kept", [None, 1, [], "x"])
async def test_what_is_no_list_of_ids_is_none(kept: int | list[str] | str | None) -> None:
    facts = FakeFacts()
    facts.values["pictures 1"] = kept  # type: ignore[assignment]
    assert await gallery(Painter(), facts).file_id(picture()) is None
