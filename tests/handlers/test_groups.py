"""Life in groups, over HTTP against the strict local Telegram, with a real store behind the bot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from unittest.mock import AsyncMock

import pytest
import pytest_asyncio
from telegram import Bot, WebhookInfo
from telegram.error import TelegramError

from bot.conversation import Desk
from bot.handlers import Handlers
from bot.handlers.doctor import CONFLICT
from bot.playground.telegram import Abilities, Group, Message, Person, TelegramServer
from bot.server.line import Line
from bot.server.polling import AnotherPollerError, Poller
from bot.storage import ChatSettings, Store, open_store
from bot.understanding import Reading
from tests.handlers.running import Chosen, Running, running

ASKED = "/ask@FrameBot Which framework for serving an AI model?"
PORTRAITS = ("django", "flask", "fastapi")


@pytest_asyncio.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(username="FrameBot") as server:
        yield server
        assert not [f"{entry.method}: {entry.refusal}" for entry in server.refusals]


@asynccontextmanager
async def alive(server: TelegramServer, desk: Desk, url: str) -> AsyncIterator[tuple[Running, Store]]:
    """One run of the bot, from its start to its end."""
    async with open_store(url) as store, running(server, desk, store=store) as bot:
        yield bot, store
        await server.handled()


async def panel_of(server: TelegramServer, group: Group, admin: Person) -> Message:
    await admin.say(group, "/settings@FrameBot")
    [panel] = await server.replies(group)
    return panel


class TestSideBySide:
    async def test_two_groups_with_other_settings_and_languages(
        self, server: TelegramServer, desk: Desk, url: str
    ) -> None:
        alice, lin = server.person("Alice", language_code="en"), server.person("Lin", language_code="zh-hant")
        english = server.group("English", members=[alice])
        chinese = server.group("中文", members=[lin], forum=True)
        topics = [chinese.topic("提問"), chinese.topic("閒聊")]
        async with open_store(url) as store:
            await store.chats.set(english.id, ChatSettings(language="en", short=True, cooldown=60))
            await store.chats.set(chinese.id, ChatSettings(language="zh_Hant", cooldown=3600))
        # All of it waits for the bot, which then has both groups on its hands at once.
        for name in PORTRAITS:
            await alice.say(english, f"/{name}@FrameBot")
            for topic in topics:
                await lin.say(topic, f"/{name}@FrameBot")
        await alice.say(english, "/django@FrameBot")
        async with alive(server, desk, url):
            said = await server.replies(english, 4)
            told = await server.replies(chinese, 6)
        *answers, pointer = said
        portraits = [Reading("framework", (name,)) for name in PORTRAITS]
        short = [desk.show(reading, "en", short=True).message.plain for reading in portraits]
        full = [desk.show(reading, "zh_Hant").message.plain for reading in portraits]
        assert [answer.text for answer in answers] == short
        assert pointer.entities[0]["url"].endswith(f"/{answers[0].id}")
        for topic in topics:
            assert [answer.text for answer in told if answer.topic is topic.thread] == full

    async def test_the_cooldown_of_one_topic_is_none_of_another(
        self, server: TelegramServer, desk: Desk, url: str
    ) -> None:
        alice = server.person("Alice", language_code="en")
        forum = server.group(members=[alice], forum=True)
        one, other = forum.topic("One"), forum.topic("Other")
        async with alive(server, desk, url):
            await alice.say(one, ASKED)
            await alice.say(other, ASKED)
            await alice.say(forum, ASKED)
            first, second, third = await server.replies(forum, 3)
            assert first.text == second.text == third.text
            assert third.topic is None
            await alice.say(other, ASKED)
            [pointer] = await server.replies(forum)
            assert f"/{second.id}" in str(pointer.entities)


class TestAdmins:
    async def test_an_anonymous_admin_changes_a_setting_and_a_stranger_does_not(
        self, server: TelegramServer, desk: Desk, url: str
    ) -> None:
        owner, alice, bob = (server.person(name, language_code="en") for name in ("Owner", "Alice", "Bob"))
        group = server.group(members=[owner, alice, bob])
        await owner.promote(group, alice, anonymous=True)
        async with alive(server, desk, url) as (_, store):
            panel = await panel_of(server, group, alice)
            refused = await bob.tap(panel.button("Unasked: on"))
            assert refused.show_alert
            assert "admins" in refused.text
            assert await store.chats.get(group.id) == ChatSettings()
            await alice.tap(panel.button("Unasked: on"))
            await server.until(lambda: panel.history)
            assert "✅ 👂 Unasked: on" in [button.text for button in panel.buttons]
        async with alive(server, desk, url) as (_, store):
            assert await store.chats.get(group.id) == ChatSettings(ambient=True)

    async def test_who_is_demoted_may_no_longer(self, server: TelegramServer, desk: Desk, url: str) -> None:
        owner, alice = server.person("Owner"), server.person("Alice", language_code="en")
        group = server.group(members=[owner, alice])
        await owner.promote(group, alice)
        async with alive(server, desk, url) as (bot, _):
            panel = await panel_of(server, group, alice)
            await alice.tap(panel.button("Short: on"))
            await owner.demote(group, alice)
            bot.handlers.service.admins._known.clear()  # the minute for which it is remembered is over
            toast = await alice.tap(panel.button("Short: off"))
            assert toast.show_alert

    async def test_every_switch_says_which_setting_it_is(self, server: TelegramServer, desk: Desk, url: str) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        async with alive(server, desk, url):
            labels = [button.text.removeprefix("✅ ") for button in (await panel_of(server, group, alice)).buttons]
            assert len(set(labels)) == len(labels)


class TestComingAndGoing:
    async def test_a_group_that_becomes_a_supergroup_keeps_its_settings(
        self, server: TelegramServer, desk: Desk, url: str
    ) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice], supergroup=False)
        async with alive(server, desk, url):
            panel = await panel_of(server, group, alice)
            await alice.tap(panel.button("简体中文"))
            await server.until(lambda: panel.history)
        moved = await alice.migrate(group)
        async with alive(server, desk, url) as (_, store):
            await server.handled()
            assert await store.chats.get(moved.id) == ChatSettings(language="zh_Hans")
            assert await store.chats.active(moved.id)
            await alice.say(moved, "/django@FrameBot")
            [answer] = await server.replies(moved)
            assert "，" in answer.text

    async def test_removed_and_added_again_it_knows_its_settings(
        self, server: TelegramServer, desk: Desk, url: str
    ) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        async with alive(server, desk, url) as (_, store):
            panel = await panel_of(server, group, alice)
            await alice.tap(panel.button("⏱ 60 minutes"))
            await server.until(lambda: panel.history)
            await alice.kick(group, server.bot)
            await server.handled()
            assert not await store.chats.active(group.id)
        async with alive(server, desk, url) as (_, store):
            await alice.add(group, server.bot)
            [welcome] = await server.replies(group)
            assert "/ask@FrameBot" in welcome.text
            await server.handled()
            assert await store.chats.active(group.id)
            assert await store.chats.get(group.id) == ChatSettings(cooldown=3600)

    async def test_a_restart_in_between_loses_nothing(self, server: TelegramServer, desk: Desk, url: str) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        async with alive(server, desk, url) as (_, store):
            await store.chats.set(group.id, ChatSettings(delete_fallbacks=60))
            question = await alice.say(group, "/ask@FrameBot Does Flask have an ORM?")
            [answer] = await server.replies(group)
            await alice.say(group, "/choose@FrameBot")
            [choice] = await server.replies(group)
            await alice.say(group, "@FrameBot")
            [hint] = await server.replies(group)
            await server.handled()
            assert [(found.chat_id, found.message_id) for found in await store.deletions.pending()] == [
                (group.id, hint.id)
            ]
        # Said while nobody was there to hear it.
        await alice.say(group, "@FrameBot and Django?")
        await alice.say(group, "/ask@FrameBot Does Flask have an ORM?")
        async with alive(server, desk, url) as (bot, store):
            followed, pointer = await server.replies(group, 2)
            assert "ORM" in followed.text.split("\n")[0]
            assert f"/{answer.id}" in str(pointer.entities)
            await alice.tap(choice.buttons[0])
            await server.until(lambda: choice.history)
            await alice.edit(question, "/ask@FrameBot Does FastAPI have an ORM?")
            await server.until(lambda: answer.history)
            assert "FastAPI" in answer.text
            # What was to be deleted later still is: here, as if its time had come.
            await store.deletions.add(group.id, hint.id, bot.handlers.service.now())
            await bot.handlers.service.tidying.resume()
            await server.until(lambda: hint.is_deleted)
            async with asyncio.timeout(5):
                while await store.deletions.pending():  # noqa: ASYNC110 - the store tells nobody
                    await asyncio.sleep(0.01)


class TestAChoice:
    async def test_goes_on_only_for_who_began_it(self, server: TelegramServer, desk: Desk, url: str) -> None:
        alice, bob = server.person("Alice", language_code="en"), server.person("Bob", language_code="en")
        group = server.group(members=[alice, bob])
        async with alive(server, desk, url):
            await alice.say(group, "/choose@FrameBot")
            [choice] = await server.replies(group)
            refused = await bob.tap(choice.buttons[0])
            assert refused.show_alert
            assert "/choose@FrameBot" in refused.text
            assert not choice.history
            await alice.tap(choice.buttons[0])
            await server.until(lambda: choice.history)
            assert (await bob.tap(choice.button("Back"))).show_alert

    async def test_opened_by_a_button_belongs_to_who_tapped(self, server: TelegramServer, desk: Desk, url: str) -> None:
        alice, bob = server.person("Alice", language_code="en"), server.person("Bob", language_code="en")
        group = server.group(members=[alice, bob])
        async with alive(server, desk, url):
            await alice.say(group, "@FrameBot hello")
            [greeting] = await server.replies(group)
            choices = []
            for person in (alice, bob):
                await person.tap(greeting.button("choose"))
                choices += await server.replies(group)
            assert (await alice.tap(choices[1].buttons[0])).show_alert
            await bob.tap(choices[1].buttons[0])
            await server.until(lambda: choices[1].history)

    async def test_of_a_hidden_admin_is_open_until_somebody_goes_on(
        self, server: TelegramServer, desk: Desk, url: str
    ) -> None:
        owner, alice, bob = (server.person(name, language_code="en") for name in ("Owner", "Alice", "Bob"))
        group = server.group(members=[owner, alice, bob])
        await owner.promote(group, alice, anonymous=True)
        async with alive(server, desk, url):
            await alice.say(group, "/choose@FrameBot")
            [choice] = await server.replies(group)
            await alice.tap(choice.buttons[0])
            await server.until(lambda: choice.history)
            assert (await bob.tap(choice.buttons[0])).show_alert


class TestItsSituation:
    @pytest.mark.parametrize(
        ("abilities", "told", "untold"),
        [
            (Abilities(), "Only commands, replies to me", "I can hear all"),
            (Abilities(can_read_all_group_messages=True), "I can hear all", "Only commands"),
        ],
    )
    async def test_the_welcome_says_what_it_hears(
        self, desk: Desk, url: str, abilities: Abilities, told: str, untold: str
    ) -> None:
        async with TelegramServer(username="FrameBot", abilities=abilities) as server:
            alice = server.person("Alice", language_code="en")
            group = server.group(members=[alice], bots=[])
            async with alive(server, desk, url):
                await alice.add(group, server.bot)
                [welcome] = await server.replies(group)
                await alice.say(group, "/help@FrameBot")
                [help_text] = await server.replies(group)
                for text in (welcome.text, help_text.text):
                    assert "/ask@FrameBot" in text
                    assert told in text
                    assert untold not in text

    async def test_as_an_admin_it_hears_everything(self, server: TelegramServer, desk: Desk, url: str) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice], bot_status="administrator")
        async with alive(server, desk, url) as (_, store):
            for ambient, words in ((False, "stay quiet"), (True, "answer clear questions unasked")):
                await store.chats.set(group.id, ChatSettings(ambient=ambient))
                await alice.say(group, "/help@FrameBot")
                [told] = await server.replies(group)
                assert "I can hear all" in told.text
                assert words in told.text

    @pytest.mark.parametrize("on", [True, False])
    async def test_help_names_the_doors_that_are_open(self, desk: Desk, url: str, on: bool) -> None:
        abilities = Abilities(supports_inline_queries=on, supports_guest_queries=on)
        async with TelegramServer(username="FrameBot", abilities=abilities) as server:
            alice = server.person("Alice", language_code="en")
            async with alive(server, desk, url):
                await alice.say(alice.private(), "/help")
                [told] = await server.replies(alice.private())
                assert ("In any other chat" in told.text) is on
                assert ("In groups that I am not in" in told.text) is on

    async def test_the_doctor_knows_of_another_poller(self, server: TelegramServer, desk: Desk, url: str) -> None:
        alice = server.person("Alice", language_code="zh-hans")
        group = server.group(members=[alice])
        async with alive(server, desk, url) as (bot, _):
            await bot.handlers.note_conflict()
            await alice.say(group, "/doctor@FrameBot")
            [told] = await server.replies(group)
            assert "我的 token" in told.text
            assert "/revoke" in told.text

    async def test_the_poller_tells_the_doctor(
        self, server: TelegramServer, desk: Desk, url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.server.polling._FIRST_PAUSE", 0.01)
        line = Line(server.token, base_url=server.base_url)
        rival = Bot(server.token, base_url=server.base_url)
        async with open_store(url) as store, line, rival:
            handlers = Handlers(bot=line, desk=desk, store=store, settings=Chosen())
            poller = Poller(line, AsyncMock(), [], handlers.note_conflict)
            polling = asyncio.create_task(poller.run())
            async with asyncio.timeout(5):
                while await store.facts.get(CONFLICT) is None:
                    with suppress(TelegramError):
                        await rival.get_updates(timeout=1)
            poller.stop()
            with suppress(AnotherPollerError):
                await polling
        server.journal.entries.clear()

    async def test_the_doctor_tells_what_telegram_says_of_the_webhook(
        self, server: TelegramServer, desk: Desk, url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        now = datetime.now(UTC)
        told = []
        async with alive(server, desk, url):
            for ago in (timedelta(minutes=5), timedelta(hours=2)):
                info = WebhookInfo("https://x/y", False, 3, now - ago, "Connection refused")
                monkeypatch.setattr(Bot, "get_webhook_info", AsyncMock(return_value=info))
                await alice.say(group, "/doctor@FrameBot")
                told += [answer.text for answer in await server.replies(group)]
        assert "5 minutes ago" in told[0]
        assert "Connection refused" in told[0]
        assert "Connection refused" not in told[1]

    async def test_muted_the_doctor_tells_it_in_private(self, desk: Desk, url: str) -> None:
        async with TelegramServer(username="FrameBot") as server:
            alice = server.person("Alice", language_code="en")
            group = server.group(members=[alice])
            server.private(alice)
            await alice.restrict(group, server.bot)
            async with alive(server, desk, url) as (bot, _):
                await alice.say(group, "/doctor@FrameBot")
                [told] = await server.replies(alice.private())
                assert "may not write" in told.text
                await server.silence(group)
                assert [outcome.fault for outcome in bot.outcomes if outcome.fault] == ["no rights"]
