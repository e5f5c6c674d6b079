from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.storage import OpenQuestion, Store, open_store
from bot.storage.wording import anonymous, fingerprint, nearest

from .tools import Clock, rows


async def test_a_question_is_kept_with_language_readings_and_count(store: Store, clock: Clock) -> None:
    await store.questions.unanswered("Can Django do\n  blockchain?", "en", ["crud", "rest"], "unanswered")
    assert await store.questions.list() == (
        OpenQuestion("Can Django do blockchain?", "en", "unanswered", ("crud", "rest"), 1, clock.time, clock.time),
    )


async def test_the_same_in_nearly_the_same_words_is_counted_once(store: Store, clock: Clock) -> None:
    first = clock.time
    await store.questions.unanswered("请假系统用哪个框架？", "zh_Hans", ["crud"])
    clock.advance(days=1)
    await store.questions.unanswered("  请假系统 用哪个框架!!", "zh_Hans", ["crud"])
    clock.advance(days=1)
    await store.questions.unanswered("请假系统用哪个框架呢", "zh_Hans", ["admin"])
    assert await store.questions.list() == (
        OpenQuestion("请假系统用哪个框架？", "zh_Hans", "unanswered", ("admin",), 3, first, clock.time),
    )


async def test_other_words_languages_and_reasons_stay_apart(store: Store) -> None:
    await store.questions.unanswered("Is Flask any good for games?", "en", [])
    await store.questions.unanswered("Is Django any good for games?", "en", [])
    await store.questions.unanswered("Is Flask any good for games?", "en", [], "misheard")
    await store.questions.unanswered("Is Flask any good for games?", "zh_Hans", [])
    assert [question.count for question in await store.questions.list()] == [1, 1, 1, 1]


async def test_the_most_frequent_come_first_and_the_list_ends(store: Store, clock: Clock) -> None:
    for text in ("哪个适合做游戏", "哪个适合做区块链", "which for games", "哪个适合做区块链"):
        clock.advance(seconds=1)
        await store.questions.unanswered(text, "zh_Hans", [])
    assert [question.text for question in await store.questions.list(2)] == ["哪个适合做区块链", "which for games"]


async def test_what_was_not_asked_for_the_retention_is_removed(url: str, clock: Clock) -> None:
    async with open_store(url, now=clock, retention=timedelta(days=7)) as store:
        await store.questions.unanswered("old and forgotten", "en", [])
        await store.questions.unanswered("asked again and again", "en", [])
        clock.advance(days=5)
        await store.questions.unanswered("asked again and again", "en", [])
        clock.advance(days=3)
        await store.purge()
        assert [question.text for question in await store.questions.list()] == ["asked again and again"]
        await store.questions.purge(timedelta(days=1))
        assert await store.questions.list() == ()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("@zhang_wei 问：用 Flask 吗？", "… 问：用 Flask 吗？"),
        ("＠zhang_wei请假系统用哪个", "…请假系统用哪个"),
        ("@王小明 请假系统用哪个", "… 请假系统用哪个"),
        ("ask me at wei.zhang+bot@example.com.cn please", "ask me at … please"),
        ("邮箱wei@example.com谢谢", "邮箱…谢谢"),
        ("see https://t.me/zhangwei and t.me/other", "see … and …"),
        ("看https://t.me/zhangwei这个，或者www.example.com/~wei", "看…这个，或者…"),
        ("tg://user?id=7000000001 asks", "… asks"),
        ("call +86 138-1234-5678 now", "call … now"),
        ("用户7000000001问的", "用户…问的"),
        ("100000 requests per second with Django 5.2 in 2026?", "100000 requests per second with Django 5.2 in 2026?"),
        ("Django\u200b\x00 好\ud800吗", "Django 好?吗"),
        ("x" * 5000, "x" * 300),
    ],
)
def test_nothing_points_at_a_person(text: str, kept: str) -> None:
    assert anonymous(text) == kept


async def test_nothing_is_kept_of_a_text_without_words(store: Store, url: str) -> None:
    await store.questions.unanswered("??? 🤔 @somebody", "en", [])
    assert await rows(url, "SELECT * FROM questions") == []


async def test_odd_characters_can_be_stored(store: Store) -> None:
    await store.questions.unanswered("Django\x00 \ud800 or Flask", "en", [])
    assert store.healthy
    assert [question.text for question in await store.questions.list()] == ["Django ? or Flask"]


def test_the_nearest_is_the_same_from_nine_tenths() -> None:
    assert fingerprint("Ｄｊａｎｇｏ　好吗？") == fingerprint("django好吗")
    known = [fingerprint("Which is best for games?"), fingerprint("哪个快")]
    assert nearest(fingerprint("which is BEST for a game?"), known) == known[0]
    assert nearest(fingerprint("哪个慢"), known) == "哪个慢"


async def test_when_asked_at_once_each_is_counted(store: Store, url: str, clock: Clock) -> None:
    async with open_store(url, now=clock) as another:
        for asked in [store, another] * 5:
            await asked.questions.unanswered("哪个适合做游戏", "zh_Hans", [])
    (question,) = await store.questions.list()
    assert question == replace(question, count=10)
