from __future__ import annotations

from bot.storage import GivenAnswer, Store

from .tools import Clock, rows

GROUP = -1002147483648123


async def remember(
    store: Store, clock: Clock, key: str, *, question: int, reply: int, thread: int | None = None, chat: int = GROUP
) -> GivenAnswer:
    await store.answers.remember(chat, thread, key, question_message_id=question, reply_message_id=reply, at=clock.time)
    return GivenAnswer(chat, thread, key, question, reply, clock.time)


async def test_the_latest_of_an_answer_in_a_topic(store: Store, clock: Clock) -> None:
    await remember(store, clock, "rest", question=1, reply=2)
    clock.advance(seconds=10)
    second = await remember(store, clock, "rest", question=3, reply=4)
    clock.advance(seconds=10)
    await remember(store, clock, "ml", question=5, reply=6)
    in_topic = await remember(store, clock, "rest", question=7, reply=8, thread=9)
    await remember(store, clock, "rest", question=3, reply=10, chat=-5)
    assert await store.answers.latest(GROUP, None, "rest") == second
    assert await store.answers.latest(GROUP, 9, "rest") == in_topic
    assert await store.answers.latest(GROUP, 10, "rest") is None
    assert await store.answers.latest(GROUP, None, "cms") is None


async def test_the_reply_to_a_question_that_is_edited(store: Store, clock: Clock) -> None:
    given = await remember(store, clock, "rest", question=1, reply=2, thread=9)
    assert await store.answers.reply_to(GROUP, 1) == given
    assert await store.answers.reply_to(GROUP, 2) is None
    edited = await remember(store, clock, "ml", question=1, reply=2, thread=9)
    assert await store.answers.reply_to(GROUP, 1) == edited
    assert await store.answers.latest(GROUP, 9, "rest") is None


async def test_it_is_kept_for_a_day(store: Store, clock: Clock, url: str) -> None:
    await remember(store, clock, "rest", question=1, reply=2)
    clock.advance(hours=23)
    await store.purge()
    assert await store.answers.reply_to(GROUP, 1) is not None
    clock.advance(hours=1)
    assert await store.answers.reply_to(GROUP, 1) is None
    await store.purge()
    assert await rows(url, "SELECT * FROM answers") == []
