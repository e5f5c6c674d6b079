"""The small pure pieces: allowances, settings, links, taps, the doctor."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import CallbackQuery

from bot.conversation import Desk
from bot.handlers.allowance import Allowance, Allowances
from bot.handlers.doctor import Findings, complaints
from bot.handlers.facts import Door, Facts
from bot.handlers.identity import Identity
from bot.handlers.pointer import link, pointer
from bot.handlers.settings import OPTIONS, Change, changed, settings_of, written
from bot.handlers.tapping import Tap, read_tap
from bot.presentation import encode
from bot.presentation.actions import Choose, Scope, Set, Show, Situations, Sources
from bot.presentation.voice import voice
from bot.storage import ChatSettings, GivenAnswer, PersonSettings
from bot.understanding import Reading
from tests.handlers.remembering import FakeMemory

ME = Identity(42, "FrameBot", hears_everything=True, inline=True, guest=True)


class TestAllowances:
    def test_a_burst_then_one_word_then_silence(self) -> None:
        allowances = Allowances(capacity=3, refill=10)
        taken = [allowances.take("alice", 0) for _ in range(6)]
        assert taken == [Allowance.ENOUGH] * 3 + [Allowance.LAST] + [Allowance.NONE] * 2

    def test_it_comes_back_with_time(self) -> None:
        allowances = Allowances(capacity=1, refill=10)
        assert allowances.take("alice", 0) is Allowance.ENOUGH
        assert allowances.take("alice", 9) is Allowance.LAST
        assert allowances.take("alice", 10.5) is Allowance.ENOUGH
        assert allowances.take("alice", 11) is Allowance.LAST

    def test_it_never_holds_more_than_it_can(self) -> None:
        allowances = Allowances(capacity=2, refill=1)
        allowances.take("alice", 0)
        assert [allowances.take("alice", 1e6) for _ in range(3)] == [Allowance.ENOUGH] * 2 + [Allowance.LAST]

    def test_what_is_handled_again_is_counted_once(self) -> None:
        allowances = Allowances(capacity=2, refill=1e9)
        taken = [allowances.take("alice", 0, what) for what in ("a", "a", "b", "a", "b", "c", "c", "d", "a")]
        enough, last = Allowance.ENOUGH, Allowance.LAST
        assert taken == [enough] * 5 + [last] * 2 + [Allowance.NONE, enough]

    def test_what_was_counted_long_ago_is_counted_anew(self) -> None:
        allowances = Allowances(capacity=100)
        for what in range(50):
            allowances.take("alice", 0, what)
        assert len(allowances._buckets["alice"].counted) == 16

    def test_a_moment_before_the_last_one_gives_nothing_back(self) -> None:
        allowances = Allowances(capacity=1, refill=10)
        taken = [allowances.take("alice", now) for now in (100, 0, 50, 100, 111)]
        assert taken == [Allowance.ENOUGH, Allowance.LAST, Allowance.NONE, Allowance.NONE, Allowance.ENOUGH]

    def test_everybody_has_their_own(self) -> None:
        allowances = Allowances(capacity=1)
        assert {allowances.take(who, 0) for who in ("alice", "bob")} == {Allowance.ENOUGH}

    def test_its_memory_is_bounded(self) -> None:
        allowances = Allowances(most=10)
        for person in range(1_000):
            allowances.take(person, 0)
        assert len(allowances) == 10


class TestSettings:
    @pytest.mark.parametrize("scope", ["chat", "person"])
    def test_every_choice_can_be_made_and_read_back(self, scope: Scope) -> None:
        current: Any = ChatSettings() if scope == "chat" else PersonSettings()
        for name, values in OPTIONS[scope].items():
            for value in values:
                made = changed(current, scope, name, value)
                assert made is not None
                assert written(getattr(made, name)) == value

    @pytest.mark.parametrize("scope", ["chat", "person"])
    def test_what_holds_without_a_choice_is_a_choice(self, scope: Scope) -> None:
        current: Any = ChatSettings() if scope == "chat" else PersonSettings()
        for name, values in OPTIONS[scope].items():
            assert written(getattr(current, name)) in values

    @pytest.mark.parametrize(("name", "value"), [("language", "tlh"), ("cooldown", "7"), ("nonsense", "on")])
    def test_what_is_no_choice_is_refused(self, name: str, value: str) -> None:
        assert changed(ChatSettings(), "chat", name, value) is None

    def test_every_choice_fits_a_button(self) -> None:
        for scope, options in OPTIONS.items():
            for name, values in options.items():
                assert all(encode(Set(scope, name, value)) for value in values)

    async def test_a_change_says_what_became_of_it(self) -> None:
        memory = FakeMemory()
        kept = settings_of("chat", 5, memory)
        assert await kept.change("short", "on") is Change.MADE
        assert await kept.change("short", "on") is Change.NONE
        assert await kept.change("short", "maybe") is Change.IMPOSSIBLE
        memory.chats.broken = True
        assert await kept.change("short", "off") is Change.LOST
        assert memory.chats.settings[5] == ChatSettings(short=True)


class TestPointers:
    IN_GROUP = Facts(Door.GROUP, chat_id=-1001234567, message_id=9, supergroup=True)
    GIVEN = GivenAnswer(-1001234567, None, "en recommend", 3, 4, datetime.now(UTC))

    def test_links(self) -> None:
        facts = replace(self.IN_GROUP, chat_id=-1001234567890)
        assert link(facts, 4) == "https://t.me/c/1234567890/4"
        assert link(replace(facts, thread_id=7), 4) == "https://t.me/c/1234567890/7/4"
        assert link(replace(facts, chat_name="pythonistas"), 4) == "https://t.me/pythonistas/4"
        assert link(Facts(Door.GROUP, chat_id=-5), 4) is None

    def test_it_quotes_the_question_and_links_the_answer(self, desk: Desk) -> None:
        message, place = pointer(self.IN_GROUP, self.GIVEN, voice("en", desk.base))
        assert place.reply_to == 9
        assert "/4" in message.html

    def test_without_links_it_quotes_the_answer(self, desk: Desk) -> None:
        message, place = pointer(replace(self.IN_GROUP, supergroup=False), self.GIVEN, voice("en", desk.base))
        assert place.reply_to == 4
        assert "href" not in message.html


SHOW = Show(Reading("learn"), "en")
STEP = ((Choose("a", "en"), Choose("b", "en")), (Choose("", "en"),))
ANSWER = ((SHOW, Choose("", "en")), (Situations(0, "en"), Sources("en")))
LIST = ((SHOW, SHOW), (Situations(0, "en"), Situations(2, "en")))


class TestTaps:
    @pytest.mark.parametrize(
        ("tap", "in_place"),
        [
            (Tap("1", 7, None, Choose("ab", "en"), 5, offered=STEP), True),
            (Tap("1", 7, None, Choose("", "en"), 5, offered=STEP), True),
            (Tap("1", 7, None, Choose("", "en"), 5, offered=ANSWER), False),
            (Tap("1", 7, None, Situations(0, "en"), 5, offered=ANSWER), False),
            (Tap("1", 7, None, Situations(0, "en"), 5, offered=LIST), True),
            (Tap("1", 7, None, Situations(0, "en"), 5), False),
            (Tap("1", 7, None, SHOW, 5, offered=LIST), False),
            (Tap("1", 7, None, Sources("en"), 5, offered=ANSWER), False),
            (Tap("1", 7, None, SHOW, inline_id="x"), True),
        ],
    )
    def test_which_change_the_message_itself(self, tap: Tap, in_place: bool) -> None:
        assert tap.in_place is in_place

    def test_they_are_read_with_their_surroundings(self, desk: Desk) -> None:
        person = {"id": 7, "is_bot": False, "first_name": "Alice", "language_code": "en"}
        chat = {"id": -1001, "type": "supergroup", "title": "Group"}
        asked = {"message_id": 3, "date": 1, "chat": chat, "from": person, "text": "@FrameBot flask?"}
        keyboard = {"inline_keyboard": [[{"text": "x", "callback_data": encode(SHOW)}, {"text": "y", "url": "t.me/x"}]]}
        shown = {
            "message_id": 4,
            "date": 1,
            "chat": chat,
            "reply_to_message": asked,
            "reply_markup": keyboard,
            "is_topic_message": True,
            "message_thread_id": 2,
        }
        query = {"id": "1", "from": person, "chat_instance": "1", "data": encode(SHOW), "message": shown}
        tap = read_tap(CallbackQuery.de_json(query, None), ME, {}, desk.base)
        assert tap == Tap("1", 7, "en", SHOW, -1001, False, 2, 4, offered=((SHOW, None),), asked="flask?")
        assert tap.in_group

    def test_of_an_old_message_only_the_place_is_known(self, desk: Desk) -> None:
        person = {"id": 7, "is_bot": False, "first_name": "Alice"}
        gone = {"message_id": 4, "date": 0, "chat": {"id": 7, "type": "private", "first_name": "Alice"}}
        query = {"id": "1", "from": person, "chat_instance": "1", "data": encode(SHOW), "message": gone}
        tap = read_tap(CallbackQuery.de_json(query, None), ME, {}, desk.base)
        assert tap == Tap("1", 7, None, SHOW, 7, True)

    @pytest.mark.parametrize("data", [None, "garbage", "9zz"])
    def test_without_sense_they_have_no_action(self, desk: Desk, data: str | None) -> None:
        person = {"id": 7, "is_bot": False, "first_name": "Alice"}
        query = {"id": "1", "from": person, "chat_instance": "1", "data": data, "inline_message_id": "i"}
        tap = read_tap(CallbackQuery.de_json(query, None), ME, {}, desk.base)
        assert tap == Tap("1", 7, None, None, inline_id="i")


class TestDoctor:
    DEAF = replace(ME, hears_everything=False)

    @pytest.mark.parametrize(
        ("found", "keys"),
        [
            (Findings(ME, True), []),
            (Findings(ME, True, ambient=True), []),
            (Findings(DEAF, True), ["doctor.privacy"]),
            (Findings(DEAF, True, ambient=True), ["doctor.deaf"]),
            (Findings(DEAF, True, ambient=True, admin=True), []),
            (Findings(DEAF, False), []),
            (Findings(ME, True, may_write=False), ["doctor.mute"]),
            (Findings(replace(ME, inline=False, guest=False), False), ["doctor.no_inline", "doctor.no_guest"]),
            (Findings(ME, False, webhook_error="502", waiting=51), ["doctor.webhook", "doctor.waiting"]),
            (Findings(ME, False, waiting=50), []),
            (Findings(ME, True, conflict=True), ["doctor.conflict"]),
            (Findings(ME, False, remembers=False), ["doctor.memory"]),
        ],
    )
    def test_complaints(self, found: Findings, keys: list[str]) -> None:
        assert [key for key, _ in complaints(found)] == keys

    @pytest.mark.parametrize("language", ["en", "zh_Hans", "zh_Hant"])
    def test_every_complaint_has_its_words(self, desk: Desk, language: Any) -> None:
        worst = Findings(
            Identity(1, "FrameBot"),
            True,
            True,
            may_write=False,
            webhook_error="502",
            waiting=99,
            conflict=True,
            remembers=False,
        )
        speaker = voice(language, desk.base)
        for found in (worst, replace(worst, ambient=False)):
            assert all(speaker.line(key, **values) for key, values in complaints(found))
