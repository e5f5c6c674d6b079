"""On bad days, the bot loses no question and recovers by itself.

In the suite the troubles are short and the bot is in a hurry; ``BAD_DAYS=1 pytest -s tests/delivery/test_bad_days.py``
has the real one suffer longer, and tells how long it takes to recover.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio

from bot.playground.telegram import TelegramServer
from tests.storage.test_resilience import locked

from .days import FULL, LASTS, PROGRAM, UNDER_WAY, Days, in_the_long_run
from .replica import PATIENCE, Replica

pytestmark = pytest.mark.asyncio(loop_scope="module")

CALLS: tuple[str, ...] = ()
"""Every call but…"""
POLLS = ("getUpdates",)


@asynccontextmanager
async def started(server: TelegramServer, replica: Replica) -> AsyncIterator[Days]:
    """A bot that was started before Telegram could be reached."""
    await server.stop()
    await replica.start()
    try:
        await replica.reached()
        await asyncio.sleep(LASTS)
        assert replica.process.returncode is None
        await server.start()
        await server.until(lambda: server.bot.webhook or server.bot.polls, PATIENCE)
        yield Days(server, replica)
    finally:
        await replica.kill()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def polling(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Days]:
    folder = tmp_path_factory.mktemp("polling")
    async with TelegramServer(username="framebot") as server:
        database = f"sqlite:///{folder}/bot.sqlite3"
        settings = {"BOT_TOKEN": server.token, "BOT_API_URL": server.url, "BOT_DATABASE_URL": database}
        async with started(server, Replica(folder, program=PROGRAM, **settings)) as days:
            yield days


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def webhook(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Days]:
    folder = tmp_path_factory.mktemp("webhook")
    async with TelegramServer(username="framebot", local_webhooks=True) as server:
        database = f"sqlite:///{folder}/bot.sqlite3"
        settings = {"BOT_TOKEN": server.token, "BOT_API_URL": server.url, "BOT_DATABASE_URL": database}
        replica = Replica(folder, program=PROGRAM, **settings)
        replica.set(BOT_WEBHOOK_URL=f"{replica.url}/hook")
        async with started(server, replica) as days:
            yield days


@pytest.fixture(params=["polling", "webhook"])
def days(request: pytest.FixtureRequest) -> Days:
    """Either way of delivery."""
    found: Days = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=["polling", pytest.param("webhook", marks=in_the_long_run)])
def either(request: pytest.FixtureRequest) -> Days:
    """The same where it matters less."""
    found: Days = request.getfixturevalue(request.param)
    return found


async def test_telegram_is_not_there_at_the_start(days: Days) -> None:
    async with days.day("away at the start") as day:
        await day.talk()
    assert "cannot be reached yet" in days.replica.written()


async def test_telegram_lets_nothing_be_said_in_one_chat(days: Days) -> None:
    """The others go on, and are more than Telegram hands out at a time."""
    async with days.day("429 in one chat") as day:
        silent, *others = day.crowd.talks
        days.server.faults.refuse("sendMessage", chat_id=silent.place.id, retry_after=20 if FULL else 1, times=None)
        for talk in [silent, silent, *3 * others]:
            await day.crowd.ask_in(talk)
        await days.server.until(lambda: all(map(day.answered, others)), PATIENCE)
        assert not day.answered(silent)


@pytest.mark.parametrize("status", [502, *(pytest.param(status, marks=in_the_long_run) for status in (500, 503))])
async def test_telegram_fails(either: Days, status: int) -> None:
    async with either.day(f"{status} for calls") as day:
        either.server.faults.refuse(*CALLS, status=status, description="Bad Gateway", times=None)
        await day.talk()


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_connections_are_reset(days: Days, after: bool) -> None:
    async with days.day(f"reset {'after' if after else 'before'} the call") as day:
        day.in_doubt += [days.server.faults.reset("sendMessage", after_effect=after, times=None)]
        days.server.faults.reset(*CALLS, after_effect=after, times=None)
        await day.talk()
        assert day.in_doubt[0].hits <= 2 * len(day.crowd.talks)


async def test_telegram_does_not_answer(either: Days) -> None:
    """In the long run until the calls time out: most likely they did their work, and are not made again."""
    async with either.day("hanging answers") as day:
        either.server.faults.delay(*CALLS, seconds=2 * LASTS, times=None)
        await day.talk()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"<html>"),
        (200, b'{"ok": true, "result": 7}'),
        pytest.param(200, b"[]", marks=in_the_long_run),
        pytest.param(504, b"<html>Gateway Timeout</html>", marks=in_the_long_run),
    ],
)
async def test_answers_make_no_sense(either: Days, status: int, body: bytes) -> None:
    async with either.day(f"{status} {body.decode()}") as day:
        day.in_doubt += [either.server.faults.garble("sendMessage", status=status, body=body, times=None)]
        either.server.faults.garble(*CALLS, status=status, body=body, times=None)
        await day.talk()
    assert "failed" not in either.replica.written()


@pytest.mark.parametrize("status", [409, 429, *(pytest.param(status, marks=in_the_long_run) for status in (404, 502))])
async def test_telegram_hands_out_nothing(polling: Days, status: int) -> None:
    async with polling.day(f"{status} for getUpdates") as day:
        faults = polling.server.faults
        if status == 429:
            faults.refuse(*POLLS, retry_after=5 if FULL else 1, times=None)
        elif status == 404:
            faults.garble(*POLLS, status=404, times=None)
        else:
            faults.refuse(*POLLS, status=status, description="Conflict: terminated by other getUpdates", times=None)
        await day.talk()


@pytest.mark.parametrize("after", [False, pytest.param(True, marks=in_the_long_run)], ids=["before", "after"])
async def test_polls_are_reset(polling: Days, after: bool) -> None:
    async with polling.day(f"getUpdates reset {'after' if after else 'before'}") as day:
        polling.server.faults.reset(*POLLS, after_effect=after, times=None)
        await day.talk()


async def test_the_store_is_locked(either: Days) -> None:
    async with either.day("store locked") as day:
        with locked(f"sqlite:///{either.replica.folder}/bot.sqlite3"):
            await day.talk(2 * LASTS)


async def test_chats_change_while_answers_wait(either: Days) -> None:
    """Blocked, kicked, migrated, topic deleted, question deleted: what can still be answered is."""
    server = either.server
    alice, bob = server.person("Alice", language_code="en"), server.person("Bob", language_code="en")
    small, large = server.group(members=[bob], supergroup=False), server.group(members=[bob])
    forum, gone = server.group(members=[bob], forum=True), server.group(members=[bob])
    topic = forum.topic("Python")
    async with either.day("chats that change") as day:
        held = [
            server.faults.refuse("sendMessage", chat_id=place.id, retry_after=1, times=None)
            for place in (alice.private(), small, large, forum, gone)
        ]
        await alice.say(alice.private(), "/sources")
        for place in (small, topic, gone):
            await bob.say(place, "/sources@framebot")
        deleted = await bob.say(large, "/sources@framebot")
        await server.until(lambda: all(fault.hits for fault in held), PATIENCE)
        await alice.block()
        new = await bob.migrate(small)
        await bob.delete(deleted)
        topic.delete()
        await bob.kick(gone, server.bot)
        await day.talk()
    for place in (new, large, forum):
        [answer] = await server.replies(place)
        assert (answer.reply_to, answer.topic) == (None, None)
    assert not [
        message
        for place in (alice.private(), gone)
        for message in place.messages
        if message.posted_by is server.bot.user
    ]


async def test_edits_and_queries_come_too_late(either: Days) -> None:
    """Not modified, expired taps and inline queries: nobody is bothered, and a tap still gets what it asked for."""
    server = either.server
    alice = server.person("Alice", language_code="en")
    async with either.day("too late") as day:
        question = await alice.say(alice.private(), "/ask Does Flask have an ORM?")
        [answer] = await server.replies(alice.private(), timeout=PATIENCE)
        # The answer is changed, nobody learns of it, and changing it once more changes nothing.
        cut = server.faults.reset("editMessageText", after_effect=True)
        await alice.edit(question, "/ask Does Django have an ORM?")
        await server.until(lambda: cut.hits and answer.history, PATIENCE)
        for method in ("answerCallbackQuery", "answerInlineQuery"):
            server.faults.refuse(method, status=502, times=2)
        alice.tap(answer.button("Django"))
        alice.inline("flask")
        server.skip(60)
        [more] = await server.replies(alice.private(), timeout=PATIENCE)
        await day.talk()
    assert "Django" in more.text
    refusals = {entry.refusal for entry in server.refusals}
    assert any("not modified" in refusal for refusal in refusals if refusal)
    assert any("query is too old" in refusal for refusal in refusals if refusal)
    await server.silence(alice.private())


async def test_the_token_is_revoked(polling: Days) -> None:
    """It ends; with a token that is known again it answers what was asked meanwhile, and what it could not answer."""
    async with polling.day("401") as day:
        for methods in (CALLS, POLLS):
            polling.server.faults.refuse(*methods, status=401, description="Unauthorized", times=None)
        await day.crowd.ask(UNDER_WAY)
        assert await polling.replica.ended() == 2
        polling.server.faults.clear()
        await day.crowd.ask(UNDER_WAY)
        await polling.replica.start()
    assert "BOT_TOKEN" in polling.replica.written()
    assert await polling.replica.stop() == 0
