"""Every door, over real HTTP, against a Telegram that refuses what Telegram refuses."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.conversation import Desk
from bot.playground.telegram import Abilities, Lifetimes, Message, TelegramServer
from bot.storage import ChatSettings, PersonSettings, open_store
from tests.handlers.remembering import FakeMemory
from tests.handlers.running import Chosen, Running, running

ASKED = "/ask@FrameBot Which framework for serving an AI model?"


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
async def hearing() -> AsyncIterator[TelegramServer]:
    """A server whose bot hears everything that is said in groups."""
    async with TelegramServer(username="FrameBot", abilities=Abilities(can_read_all_group_messages=True)) as server:
        yield server
        assert not [f"{entry.method}: {entry.refusal}" for entry in server.refusals]


class TestPrivate:
    async def test_a_question_gets_its_answer_with_buttons(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person(language_code="zh-hans")
        await alice.say(alice.private(), "训练好的模型想给一万人用，用哪个框架？")
        [answer] = await server.replies(alice.private())
        assert "FastAPI" in answer.text.split("\n")[0]
        assert answer.reply_to is None
        assert answer.button("为什么")

    async def test_the_script_of_the_question_comes_first(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person(language_code="en")
        await alice.say(alice.private(), "請假系統用哪個框架")
        [answer] = await server.replies(alice.private())
        assert "Django" in answer.text
        assert "後台" in answer.text or "資料" in answer.text or "這" in answer.text

    @pytest.mark.parametrize(
        ("command", "told"),
        [
            ("/start", "Hello"),
            ("/help", "/compare"),
            ("/choose", "?"),
            ("/recommend", "Django"),
            ("/recommend an online shop", "Django"),
            ("/compare", "FastAPI"),
            ("/compare flask and django", "Flask"),
            ("/django", "Django"),
            ("/flask orm", "Flask"),
            ("/FastAPI@framebot", "FastAPI"),
            ("/learn", "learn"),
            ("/scenarios", "building"),
            ("/sources", "articles"),
            ("/language", "Language"),
            ("/settings", "Short answers"),
            ("/privacy", "keep"),
            ("/forgetme", "kept"),
            ("/ask is django slow?", "Django"),
        ],
    )
    async def test_every_command_answers(self, server: TelegramServer, bot: Running, command: str, told: str) -> None:
        alice = server.person(language_code="en")
        await alice.say(alice.private(), command)
        [answer] = await server.replies(alice.private())
        assert told in answer.text

    @pytest.mark.parametrize(
        ("said", "told"),
        [
            ("/ask", "What would you like to know?"),
            ("🤔🤔🤔", "A few words more"),
            ("?!", "A few words more"),
            ("/frobnicate", "I do not know that command"),
            ("/stats", "I do not know that command"),
            ("xq zv " * 682, "at most"),
        ],
    )
    async def test_bad_input_gets_a_clear_line(
        self, server: TelegramServer, bot: Running, said: str, told: str
    ) -> None:
        alice = server.person(language_code="en")
        await alice.say(alice.private(), said)
        [answer] = await server.replies(alice.private())
        assert told in answer.text

    async def test_a_sticker_gets_its_line_in_the_clients_language(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person(language_code="zh-hans")
        await alice.send_sticker(alice.private())
        [answer] = await server.replies(alice.private())
        assert "文字" in answer.text

    async def test_an_edited_question_edits_its_answer(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person(language_code="en")
        question = await alice.say(alice.private(), "/ask Does Flask have an ORM?")
        [answer] = await server.replies(alice.private())
        await alice.edit(question, "/ask Does Django have an ORM?")
        await server.until(lambda: answer.history)
        assert "Django" in answer.text
        await alice.edit(question, "/ask does django have an orm??")
        await server.handled()
        assert len(answer.history) == 1

    async def test_who_asks_too_much_is_told_once_and_then_left(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person(language_code="en")
        for _ in range(11):
            await alice.say(alice.private(), "/django")
        answers = await server.replies(alice.private(), 9)
        assert "One moment" in answers[-1].text
        await server.silence(alice.private())

    async def test_not_that_offers_what_else_was_understood_a_moment_ago(
        self, server: TelegramServer, bot: Running
    ) -> None:
        alice = server.person("Alice", language_code="en")
        await alice.say(alice.private(), "Which framework for an online shop with an API for phones?")
        [answer] = await server.replies(alice.private())
        await alice.tap(answer.button("Not that"))
        [offers] = await server.replies(alice.private())
        assert len(offers.buttons) > 2
        assert not bot.memory.questions.asked

    async def test_what_is_forgotten_leaves_no_menu_of_its_own(self, server: TelegramServer, bot: Running) -> None:
        lin = server.person("Lin", language_code="zh-hant")
        await bot.handlers.introduce()
        general = server.menu(lin, lin.private())
        await lin.start()
        await server.replies(lin.private())
        assert server.menu(lin, lin.private()) != general
        await lin.say(lin.private(), "/forgetme")
        await server.replies(lin.private())
        await server.handled()
        assert server.menu(lin, lin.private()) == general

    async def test_what_is_kept_can_be_forgotten(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person(language_code="en")
        bot.memory.people.settings[alice.id] = PersonSettings("zh_Hans")
        await alice.say(alice.private(), "/forgetme")
        await server.replies(alice.private())
        assert alice.id in bot.memory.forgotten


class TestGroups:
    async def test_silence_is_the_rule(self, hearing: TelegramServer, desk: Desk) -> None:
        alice, bob = hearing.person("Alice"), hearing.person("Bob")
        group = hearing.group(members=[alice, bob])
        async with running(hearing, desk):
            first = await alice.say(group, "Which framework is best for serving an AI model?")
            await bob.say(group, "FastAPI of course", reply_to=first)
            await alice.say(group, "/ask@OtherBot Which framework for a shop?")
            await alice.say(group, "/frobnicate@FrameBot")
            await alice.send_sticker(group)
            await hearing.silence(group)

    @pytest.mark.parametrize(
        "text",
        [
            ASKED,
            "/ASK@framebot Which framework for serving an AI model?",
            "@framebot Which framework for serving an AI model?",
            "Which framework for serving an AI model, @FRAMEBOT?",
            "/recommend@FrameBot serving an AI model",
        ],
    )
    async def test_asked_it_answers_and_quotes(self, server: TelegramServer, bot: Running, text: str) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        question = await alice.say(group, text)
        [answer] = await server.replies(group)
        assert "FastAPI" in answer.text.split("\n")[0]
        assert answer.reply_to is question

    async def test_a_caption_is_a_question_too(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        await alice.say(group, "@FrameBot does Flask have an ORM?", caption_of="photo")
        [answer] = await server.replies(group)
        assert "Flask" in answer.text

    async def test_a_reply_is_a_question_too(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        await alice.say(group, ASKED)
        [answer] = await server.replies(group)
        await alice.say(group, "and does Django have an admin panel?", reply_to=answer)
        [second] = await server.replies(group)
        assert "Django" in second.text

    async def test_called_under_a_question_it_answers_that(self, hearing: TelegramServer, desk: Desk) -> None:
        alice, bob = hearing.person("Alice", language_code="en"), hearing.person("Bob", language_code="en")
        group = hearing.group(members=[alice, bob])
        async with running(hearing, desk):
            question = await alice.say(group, "Does Flask have an ORM?")
            await bob.say(group, "@FrameBot", reply_to=question)
            [answer] = await hearing.replies(group)
            assert "Flask" in answer.text

    async def test_a_follow_up_is_understood_in_its_place_alone(self, server: TelegramServer, bot: Running) -> None:
        alice, bob = server.person("Alice", language_code="en"), server.person("Bob", language_code="en")
        group = server.group(members=[alice, bob])
        await alice.say(group, "/ask@FrameBot does Flask have an ORM?")
        await server.replies(group)
        await alice.say(group, "@FrameBot and Django?")
        [followed] = await server.replies(group)
        await bob.say(group, "@FrameBot and Django?")
        await alice.say(alice.private(), "and Django?")
        [of_another] = await server.replies(group)
        [elsewhere] = await server.replies(alice.private())
        assert "ORM" in followed.text.split("\n")[0]
        assert of_another.text == elsewhere.text != followed.text
        assert not any("ORM?" in str(kept) for kept in bot.memory.context.kept.values())

    async def test_an_answer_stays_in_its_topic(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        forum = server.group(members=[alice], forum=True)
        topic = forum.topic("Python")
        await alice.say(topic, ASKED)
        [answer] = await server.replies(forum)
        assert answer.topic is topic.thread
        await alice.say(forum, "/django@FrameBot")
        [general] = await server.replies(forum)
        assert general.topic is None

    async def test_a_deleted_question_is_answered_all_the_same(self, server: TelegramServer, desk: Desk) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        question = await alice.say(group, ASKED)
        await alice.delete(question)
        async with running(server, desk):
            [answer] = await server.replies(group)
            assert answer.reply_to is None

    async def test_the_same_answer_soon_becomes_a_pointer(self, server: TelegramServer, bot: Running) -> None:
        alice, bob = server.person("Alice", language_code="en"), server.person("Bob", language_code="en")
        group = server.group(members=[alice, bob])
        await alice.say(group, ASKED)
        [answer] = await server.replies(group)
        await bob.say(group, "@FrameBot which framework to serve AI models?")
        [pointer] = await server.replies(group)
        assert len(pointer.text) < 80
        assert pointer.entities[0]["url"].endswith(f"/{answer.id}")
        assert not pointer.buttons

    async def test_in_a_small_group_the_pointer_quotes_the_answer(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice], supergroup=False)
        await alice.say(group, ASKED)
        [answer] = await server.replies(group)
        await alice.say(group, ASKED)
        [pointer] = await server.replies(group)
        assert pointer.reply_to is answer

    async def test_asked_unasked_only_where_wanted(self, hearing: TelegramServer, desk: Desk) -> None:
        alice = hearing.person("Alice", language_code="en")
        quiet, lively = hearing.group("Quiet", members=[alice]), hearing.group("Lively", members=[alice])
        memory = FakeMemory()
        memory.chats.settings[lively.id] = ChatSettings(ambient=True)
        sure = desk.base.weights.model_copy(update={"answer_unasked_above": 0.5})
        eager = Desk(desk.base.model_copy(update={"weights": sure}))
        async with running(hearing, eager, memory):
            for group in (quiet, lively):
                await alice.say(group, "Which framework is best for serving an AI model?")
                await alice.say(group, "what shall we have for lunch today?")
            [answer] = await hearing.replies(lively)
            assert "FastAPI" in answer.text
            await hearing.silence(lively)
            await hearing.silence(quiet)
        assert not memory.questions.asked

    async def test_bots_channels_and_own_results_are_left_alone(self, hearing: TelegramServer, desk: Desk) -> None:
        alice = hearing.person("Alice", language_code="en")
        group = hearing.group(members=[alice])
        channel = hearing.channel(owner=alice, linked=group, bots=[])
        async with running(hearing, desk) as bot:
            await channel.post("@FrameBot Which framework for serving an AI model?")
            found = await alice.inline("serving an AI model")
            await alice.choose(found.results[0], group)
            await hearing.silence(group)
            assert {outcome.reason for outcome in bot.outcomes} >= {"automatic forward", "own inline result"}

    async def test_old_questions_are_not_answered_after_an_outage(self, server: TelegramServer, desk: Desk) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        server.skip(-3600)
        await alice.say(group, ASKED)
        server.skip(3600)
        async with running(server, desk):
            await server.silence(group)

    async def test_hints_are_deleted_where_that_is_wanted(self, server: TelegramServer, desk: Desk) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        memory = FakeMemory()
        memory.chats.settings[group.id] = ChatSettings(delete_fallbacks=1)
        async with running(server, desk, memory):
            await alice.say(group, "@FrameBot")
            [hint] = await server.replies(group)
            await server.until(lambda: hint.is_deleted)


class TestInline:
    async def test_an_empty_query_gives_a_start(self, server: TelegramServer, bot: Running, desk: Desk) -> None:
        alice = server.person(language_code="zh-hans")
        found = await alice.inline("")
        assert len(found.results) >= 3
        assert found.results[0].title == desk.base.subject.examples[0].zh_Hans
        assert found.is_personal
        assert found.button is not None
        assert found.button["start_parameter"]

    async def test_a_query_gives_ranked_answers(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person(language_code="en")
        found = await alice.inline("serving an AI model")
        assert "FastAPI" in found.results[0].text
        assert found.results[0].title
        assert found.results[0].description
        again = await alice.inline("serving an AI model")
        assert [result.id for result in again.results] == [result.id for result in found.results]

    async def test_another_language_has_other_ids(self, server: TelegramServer, bot: Running) -> None:
        alice, bob = server.person(language_code="en"), server.person(language_code="zh-hant")
        one, other = await alice.inline("django"), await bob.inline("django")
        assert one.results[0].id != other.results[0].id

    async def test_buttons_work_under_an_inline_message(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person(language_code="en")
        group = server.group(members=[alice])
        found = await alice.inline("serving an AI model")
        posted = await alice.choose(found.results[0], group)
        before = posted.text
        await alice.tap(posted.button("Why"))
        await server.until(lambda: posted.history)
        assert posted.text != before
        await alice.tap(posted.button("Back"))
        await server.until(lambda: len(posted.history) == 2)
        assert posted.text == before

    async def test_what_is_posted_is_counted(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person(language_code="en")
        found = await alice.inline("serving an AI model")
        await alice.choose(found.results[0], server.group(members=[alice]))
        await server.handled()
        assert [counted[0] for counted in bot.memory.statistics.counted] == ["inline"]
        assert "counted" in {outcome.reason for outcome in bot.outcomes}

    async def test_nonsense_gives_the_start(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person(language_code="en")
        found = await alice.inline("zxq")
        assert found.results

    async def test_a_query_that_waited_too_long_harms_nobody(self, desk: Desk) -> None:
        async with TelegramServer(username="FrameBot", lifetimes=Lifetimes(inline=0.0)) as server:
            alice = server.person(language_code="en")
            question = alice.inline("django")
            await asyncio.sleep(0.05)
            async with running(server, desk) as bot:
                await server.handled()
            assert not question.is_answered
            assert bot.outcomes[0].fault is None


class TestGuest:
    async def test_a_guest_answers_once(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="zh-hans")
        group = server.group(members=[alice], bots=[])
        answer = await alice.guest(group, "@FrameBot Flask 有 ORM 吗？")
        assert "Flask" in answer.text

    async def test_a_guest_says_what_is_missing(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice], bots=[])
        answer = await alice.guest(group, "@framebot")
        assert "What would you like to know" in answer.text

    async def test_buttons_work_under_a_guests_answer(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice], bots=[])
        answer = await alice.guest(group, "@FrameBot Which framework for serving an AI model?")
        await alice.tap(answer.button("Why"))


async def _taps(server: TelegramServer, desk: Desk, memory: FakeMemory) -> Message:
    """Goes through the guided choice, always by the first button, each tap served by another bot process."""
    alice = server.person("Alice", language_code="en")
    async with running(server, desk, memory):
        await alice.say(alice.private(), "/choose")
        [step] = await server.replies(alice.private())
    for number in range(1, 7):
        async with running(server, desk, memory):
            await alice.tap(step.buttons[0])
            await server.handled()
        assert len(step.history) == number
        if any("Why" in button.text for button in step.buttons):
            return step
    raise AssertionError("the choice has no end")


class TestButtons:
    async def test_the_choice_goes_on_in_place_across_restarts(self, server: TelegramServer, desk: Desk) -> None:
        end = await _taps(server, desk, FakeMemory())
        assert 2 <= len(end.history) <= 5
        assert any(name in end.text for name in ("Django", "Flask", "FastAPI"))

    async def test_one_can_go_back(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        await alice.say(alice.private(), "/choose")
        [step] = await server.replies(alice.private())
        first = step.text
        await alice.tap(step.buttons[0])
        await server.until(lambda: len(step.history) == 1)
        await alice.tap(step.button("Back"))
        await server.until(lambda: len(step.history) == 2)
        assert step.text == first

    async def test_an_answer_stays_when_it_is_asked_why(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        await alice.say(group, ASKED)
        [answer] = await server.replies(group)
        toast = await alice.tap(answer.button("Why"))
        assert not toast.text
        [why] = await server.replies(group)
        assert why.reply_to is answer
        toast = await alice.tap(answer.button("Why"))
        assert "see above" in toast.text
        assert not answer.history
        await server.silence(group)

    async def test_every_button_of_an_answer_does_something(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        await alice.say(alice.private(), "Which framework for serving an AI model?")
        [answer] = await server.replies(alice.private())
        for button in answer.buttons:
            await alice.tap(button)
            await server.replies(alice.private())

    async def test_pages_turn_in_place(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        await alice.say(alice.private(), "/scenarios")
        [page] = await server.replies(alice.private())
        await alice.tap(page.button("More"))
        await server.until(lambda: page.history)
        await alice.tap(page.button("◀️"))
        await server.until(lambda: len(page.history) == 2)

    async def test_not_that_offers_other_readings_and_is_noted(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        await alice.say(group, ASKED)
        [answer] = await server.replies(group)
        await alice.tap(answer.button("Not that"))
        [sorry] = await server.replies(group)
        assert sorry.buttons
        assert bot.memory.feedback.verdicts
        assert bot.memory.questions.asked[0][3] == "misheard"

    @pytest.mark.parametrize("data", ["", "1", "0sef", "garbage", "1se" + "x" * 60, "1=cfoo;bar", "1cezzzz9"])
    async def test_stale_and_garbled_data_do_no_harm(self, server: TelegramServer, bot: Running, data: str) -> None:
        alice = server.person("Alice", language_code="en")
        await alice.say(alice.private(), "/django")
        [answer] = await server.replies(alice.private())
        toast = await alice.tap(answer, data)
        assert toast.show_alert or not toast.text

    async def test_a_button_of_a_deleted_message_still_answers(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        await alice.say(alice.private(), "Which framework for serving an AI model?")
        [answer] = await server.replies(alice.private())
        button = answer.button("Why")
        await alice.delete(answer)
        await alice.tap(button)
        await server.replies(alice.private())


class TestSettings:
    async def test_an_admin_changes_the_language(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        await alice.say(group, "/settings@FrameBot")
        [panel] = await server.replies(group)
        toast = await alice.tap(panel.button("简体中文"))
        assert toast.text
        await server.until(lambda: panel.history)
        assert bot.memory.chats.settings[group.id].language == "zh_Hans"
        assert "设置" in panel.text
        await alice.say(group, "/django@FrameBot")
        [answer] = await server.replies(group)
        assert "，" in answer.text

    async def test_an_anonymous_admin_may_too(self, server: TelegramServer, bot: Running) -> None:
        owner, alice = server.person("Owner"), server.person("Alice", language_code="en")
        group = server.group(members=[owner, alice])
        await owner.promote(group, alice, anonymous=True)
        await alice.say(group, "/settings@FrameBot")
        [panel] = await server.replies(group)
        await alice.tap(panel.button("Unasked: on"))
        await server.until(lambda: panel.history)
        assert bot.memory.chats.settings[group.id].ambient

    async def test_a_stranger_may_not(self, server: TelegramServer, bot: Running) -> None:
        owner, bob = server.person("Owner", language_code="en"), server.person("Bob", language_code="en")
        group = server.group(members=[owner, bob])
        await bob.say(group, "/settings@FrameBot")
        [refusal] = await server.replies(group)
        assert "admins" in refusal.text
        await owner.say(group, "/settings@FrameBot")
        [panel] = await server.replies(group)
        toast = await bob.tap(panel.button("English"))
        assert toast.show_alert
        assert "admins" in toast.text
        assert not bot.memory.chats.settings

    async def test_somebody_in_a_channels_name_may_not(self, server: TelegramServer, bot: Running) -> None:
        owner = server.person("Owner", language_code="en")
        group = server.group(members=[owner])
        channel = server.channel(owner=owner, bots=[])
        await owner.say(group, "/settings@FrameBot", as_channel=channel)
        [refusal] = await server.replies(group)
        assert not refusal.buttons

    async def test_everybody_sets_their_own_in_private(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        await alice.say(alice.private(), "/language")
        [panel] = await server.replies(alice.private())
        await alice.tap(panel.button("繁體中文"))
        await server.until(lambda: panel.history)
        assert bot.memory.people.settings[alice.id].language == "zh_Hant"
        await server.handled()
        assert "文章" in str(server.menu(alice, alice.private()))

    async def test_traditional_chinese_gets_its_menu_with_the_first_words(
        self, server: TelegramServer, bot: Running
    ) -> None:
        lin = server.person("Lin", language_code="zh-hant")
        await bot.handlers.introduce()
        simplified = server.menu(lin, lin.private())
        await lin.start()
        await server.replies(lin.private())
        assert server.menu(lin, lin.private()) != simplified

    async def test_what_cannot_be_kept_is_said(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        bot.memory.chats.broken = True
        await alice.say(group, "/settings@FrameBot")
        [panel] = await server.replies(group)
        toast = await alice.tap(panel.button("English"))
        assert toast.show_alert


class TestMembership:
    async def test_one_welcome_when_it_joins(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice], bots=[])
        await alice.add(group, server.bot)
        [welcome] = await server.replies(group)
        assert "@FrameBot" in welcome.text
        await alice.promote(group, server.bot)
        await server.silence(group)

    async def test_removed_and_added_again(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        await alice.kick(group, server.bot)
        await server.handled()
        await server.until(lambda: group.id in bot.memory.chats.inactive)
        await alice.add(group, server.bot)
        await server.replies(group)
        assert group.id not in bot.memory.chats.inactive

    async def test_blocked_and_let_in_again(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        await alice.start()
        await server.replies(alice.private())
        await alice.block()
        await server.until(lambda: alice.id in bot.memory.chats.inactive)
        await alice.start()
        await server.replies(alice.private())
        assert alice.id not in bot.memory.chats.inactive

    async def test_a_migrated_group_keeps_its_settings(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice], supergroup=False)
        bot.memory.chats.settings[group.id] = ChatSettings(language="zh_Hans")
        moved = await alice.migrate(group)
        await server.handled()
        await server.until(lambda: moved.id in bot.memory.chats.settings)
        await server.silence(moved)


class TestOwners:
    async def test_an_owner_gets_the_menu_with_the_first_words(self, server: TelegramServer, desk: Desk) -> None:
        olga = server.person("Olga", language_code="en")
        async with running(server, desk, chosen=Chosen(frozenset({olga.id}))) as bot:
            await bot.handlers.introduce()
            await olga.start()
            await server.replies(olga.private())
            assert "stats" in [command["command"] for command in server.menu(olga, olga.private())]
        assert {entry.method for entry in server.refusals} == {"getMyCommands"}
        server.journal.entries.clear()

    async def test_owners_reload_and_look(self, server: TelegramServer, desk: Desk) -> None:
        olga = server.person("Olga", language_code="en")
        async with running(server, desk, chosen=Chosen(frozenset({olga.id}))):
            for command, told in (
                ("/unanswered", "No open questions"),
                ("how do I cook rice", "🤷"),
                ("/unanswered", "rice"),
                ("/stats", "question"),
                ("/reload", "loaded"),
            ):
                await olga.say(olga.private(), command)
                [answer] = await server.replies(olga.private())
                assert told in answer.text

    async def test_the_doctor_tells_admins_why_it_is_deaf(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        bot.memory.chats.settings[group.id] = ChatSettings(ambient=True)
        await alice.say(group, "/doctor@FrameBot")
        [diagnosis] = await server.replies(group)
        assert "rivacy mode" in diagnosis.text

    async def test_menus_are_registered_once(self, server: TelegramServer, bot: Running) -> None:
        await bot.handlers.introduce()
        alice, lin = server.person(language_code="en"), server.person(language_code="zh-hans")
        group = server.group(members=[alice, lin])
        assert "django" in [command["command"] for command in server.menu(lin, lin.private())]
        assert "settings" in [command["command"] for command in server.menu(alice, group)]
        assert "settings" not in [command["command"] for command in server.menu(lin, group)]
        asked = len(server.journal.of("setMyCommands", "setMyName", "setMyDescription", "setMyShortDescription"))
        await bot.handlers.introduce()
        again = len(server.journal.of("setMyCommands", "setMyName", "setMyDescription", "setMyShortDescription"))
        assert again == asked


class TestRemembering:
    """The same doors with the real store behind them."""

    async def test_settings_and_edits_outlive_a_restart(
        self, server: TelegramServer, desk: Desk, tmp_path: Path
    ) -> None:
        alice = server.person("Alice", language_code="en")
        group, forum = server.group(members=[alice]), server.group(members=[alice], forum=True)
        url = f"sqlite:///{tmp_path}/bot.sqlite3"
        async with open_store(url) as store, running(server, desk, store=store):
            await alice.say(group, "/language@FrameBot")
            [panel] = await server.replies(group)
            await alice.tap(panel.button("简体中文"))
            question = await alice.say(forum.topic("Python"), "/flask@FrameBot")
            [answer] = await server.replies(forum)
            await server.handled()
        async with open_store(url) as store, running(server, desk, store=store):
            await alice.say(group, "/flask@FrameBot")
            [translated] = await server.replies(group)
            assert translated.text != answer.text
            await alice.edit(question, "/django@FrameBot")
            await server.until(lambda: answer.history)
            assert "Django" in answer.text

    async def test_two_groups_are_served_side_by_side_without_cross_talk(
        self, server: TelegramServer, desk: Desk, tmp_path: Path
    ) -> None:
        alice, lin = server.person("Alice", language_code="en"), server.person("Lin", language_code="zh-hans")
        english, chinese = server.group("English", members=[alice]), server.group("中文", members=[lin], forum=True)
        async with open_store(f"sqlite:///{tmp_path}/bot.sqlite3") as store, running(server, desk, store=store):
            topic = chinese.topic("提问")
            for name in ("django", "flask", "fastapi"):
                await alice.say(english, f"/{name}@FrameBot")
                await lin.say(topic, f"/{name}@FrameBot")
            for found in (await server.replies(english, 3), await server.replies(chinese, 3)):
                assert len({answer.text for answer in found}) == 3
            assert not any("，" in message.text for message in english.messages)
            assert {message.topic for message in chinese.messages} == {topic.thread}


class TestBadDays:
    async def test_menus_that_telegram_did_not_take_are_registered_later(
        self, server: TelegramServer, bot: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.handlers.handlers._FIRST_PAUSE", 0.01)
        alice = server.person("Alice", language_code="en")
        fault = server.faults.refuse("setMyCommands", "setMyDescription", status=502, times=5)
        await asyncio.wait_for(bot.handlers.introduce(), 5)
        assert fault.hits == 5
        assert server.menu(alice, alice.private())
        assert len(server.journal.of("setMyDescription")) >= 2

    async def test_an_answer_that_makes_no_sense_is_no_failure_of_ours(
        self, server: TelegramServer, bot: Running
    ) -> None:
        alice = server.person("Alice", language_code="en")
        for body in (b'{"ok": true, "result": 7}', b'{"ok": true}', b"[]", b"null"):
            server.faults.garble("sendMessage", body=body)
            await alice.say(alice.private(), "/django")
            [answer] = await server.replies(alice.private())
            assert "Django" in answer.text
            await server.silence(alice.private())
        assert {outcome.fault for outcome in bot.outcomes} == {"maybe sent"}

    async def test_a_flood_is_waited_out(
        self, server: TelegramServer, bot: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # Without it the library warns of what its next version will do.
        monkeypatch.setenv("PTB_TIMEDELTA", "1")
        alice = server.person("Alice", language_code="en")
        server.faults.refuse("sendMessage", retry_after=1)
        await alice.say(alice.private(), "/django")
        [answer] = await server.replies(alice.private())
        assert "Django" in answer.text

    async def test_a_failure_of_telegram_is_tried_again(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        server.faults.refuse("sendMessage", status=502, description="Bad Gateway")
        await alice.say(alice.private(), "/django")
        await server.replies(alice.private())

    async def test_a_cut_after_the_send_sends_nothing_twice(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        server.faults.reset("sendMessage", after_effect=True)
        await alice.say(alice.private(), "/django")
        await server.replies(alice.private())
        await server.silence(alice.private())

    async def test_a_topic_that_is_gone_does_not_lose_the_answer(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        forum = server.group(members=[alice], forum=True)
        server.faults.refuse("sendMessage", status=400, description="Bad Request: message thread not found")
        await alice.say(forum.topic("Python"), ASKED)
        await server.replies(forum)

    async def test_wrong_markup_is_sent_plain(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        server.faults.refuse("sendMessage", status=400, description="Bad Request: can't parse entities: oops")
        await alice.say(alice.private(), "/django")
        [answer] = await server.replies(alice.private())
        assert "<b>" not in answer.text

    async def test_a_group_that_migrated_unheard_keeps_its_answer(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        old, new = server.group(members=[alice], supergroup=False), server.group(members=[alice])
        bot.memory.chats.settings[old.id] = ChatSettings(short=True)
        server.faults.refuse(
            "sendMessage",
            status=400,
            description="Bad Request: group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=new.id,
        )
        await alice.say(old, ASKED)
        await server.replies(new)
        await server.until(lambda: new.id in bot.memory.chats.settings)
        assert bot.memory.chats.settings[new.id].short

    async def test_a_bot_that_was_kicked_lets_the_chat_sleep(self, server: TelegramServer, bot: Running) -> None:
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        server.faults.refuse("sendMessage", status=403, description="Forbidden: bot was kicked from the group")
        await alice.say(group, ASKED)
        await server.until(lambda: group.id in bot.memory.chats.inactive)

    async def test_no_log_holds_words_people_or_the_token(
        self, server: TelegramServer, bot: Running, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG, "bot")
        alice = server.person("Alice", language_code="en")
        group = server.group(members=[alice])
        server.faults.refuse("sendMessage", status=400, description="Bad Request: CHAT_MYSTERY")
        await alice.say(group, "/ask@FrameBot my sesame framework?")
        server.faults.refuse("sendMessage", status=502, description="Bad Gateway", times=9)
        await alice.say(group, "/ask@FrameBot my sesame framework?")
        await server.handled(20)
        lines = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bot."))
        assert "failed" in lines
        for secret in ("sesame", str(alice.id), str(group.id), server.token):
            assert secret not in lines
        assert [outcome.fault for outcome in bot.outcomes] == ["bug", "busy"]
        assert bot.outcomes[1].retry_after

    async def test_a_bug_inside_is_an_apology_not_a_silence(
        self, server: TelegramServer, bot: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def broken(*_: object, **__: object) -> None:
            raise RuntimeError("my secret question")

        caplog.set_level(logging.DEBUG, "bot")
        alice = server.person("Alice", language_code="zh-hans")
        monkeypatch.setattr(bot.handlers.service.desk.understanding, "ask", broken)
        await alice.say(alice.private(), "my secret question")
        [answer] = await server.replies(alice.private())
        assert "went wrong" in answer.text
        assert "secret" not in caplog.text
