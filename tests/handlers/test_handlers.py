"""The house as a whole: what it takes in, and that nothing gets out as an exception."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import Bot, Update, User
from telegram.request import BaseRequest

from bot.conversation import Desk
from bot.conversation.commands import NEEDS_WORDS, asking
from bot.handlers import ALLOWED_UPDATES, Handlers
from bot.handlers.errands import ERRANDS, OWNERS_ONLY
from bot.storage import ChatSettings
from tests.handlers.remembering import FakeMemory
from tests.handlers.running import Chosen
from tests.handlers.test_reading import ALICE, BOB, BOT, CHANNEL, GROUP, MASK, PRIVATE, entity, message

OLGA = 99


class Deaf(BaseRequest):
    """A network on which every call succeeds and nothing is looked at."""

    def __init__(self) -> None:
        self.called: list[str] = []

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(self, url: str, method: str, *_: Any, **__: Any) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[-1]
        self.called.append(name)
        if name == "getMe":
            return 200, b'{"ok":true,"result":{"id":42,"is_bot":true,"first_name":"F","username":"FrameBot"}}'
        if name in {"sendMessage", "editMessageText"}:
            chat = b'{"message_id":1,"date":1,"chat":{"id":1,"type":"private"}}'
            return 200, b'{"ok":true,"result":' + chat + b"}"
        if name == "answerGuestQuery":
            return 200, b'{"ok":true,"result":{"inline_message_id":"i"}}'
        if name == "getChatMember":
            return 400, b'{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}'
        return 200, b'{"ok":true,"result":true}'


@pytest_asyncio.fixture
async def handlers(desk: Desk) -> AsyncIterator[Handlers]:
    network = Deaf()
    async with Bot("1:x", request=network, get_updates_request=Deaf()) as bot:
        yield Handlers(bot=bot, desk=desk, store=FakeMemory(), settings=Chosen(frozenset({OLGA})))


def update(kind: str = "message", **fields: Any) -> Update:
    return Update.de_json({"update_id": 1, kind: message(**fields)}, None)


class TestWhatConcernsIt:
    @pytest.mark.parametrize(
        ("asked", "concerned"),
        [
            (update(text="good morning"), False),
            (update(text="@FrameBot flask?"), True),
            (update(text="flask?", chat=PRIVATE), True),
            (update("edited_message", text="@FrameBot flask?", edit_date=1_700_000_010), True),
            (update("channel_post", text="@FrameBot flask?", chat=CHANNEL), False),
            (update(text="@FrameBot flask?", from_=BOB | {"is_bot": True}), False),
            (update("guest_message", text="@FrameBot flask?"), True),
            (update(text=None, migrate_to_chat_id=-5), True),
        ],
    )
    async def test_by_message(self, handlers: Handlers, asked: Update, concerned: bool) -> None:
        assert await handlers.concerns(asked) is concerned

    async def test_where_it_is_lively_talk_does(self, handlers: Handlers) -> None:
        assert isinstance(handlers.service.memory, FakeMemory)
        handlers.service.memory.chats.settings[GROUP["id"]] = ChatSettings(ambient=True)  # type: ignore[index]
        assert await handlers.concerns(update(text="good morning"))


class TestCommands:
    def test_every_framework_has_its_own(self, desk: Desk) -> None:
        assert set(desk.base.frameworks) <= set(asking(desk))

    def test_no_command_is_two(self, desk: Desk) -> None:
        assert not set(asking(desk)) & set(ERRANDS)
        assert set(asking(desk)) >= NEEDS_WORDS
        assert set(ERRANDS) >= OWNERS_ONLY

    @pytest.mark.parametrize(
        ("person", "chat", "known"), [(OLGA, OLGA, True), (OLGA, GROUP["id"], False), (7, 7, False)]
    )
    async def test_owners_have_theirs_in_private(self, handlers: Handlers, person: int, chat: int, known: bool) -> None:
        kind = "private" if chat > 0 else "supergroup"
        asked = update(
            text="/stats",
            entities=[entity("bot_command", "/stats", "/stats")],
            chat={"id": chat, "type": kind, "first_name": "Olga"},
            from_=ALICE | {"id": person},
        )
        outcome = await handlers.handle(asked)
        assert (outcome.reason == "asked by command") is known


def _messages() -> Iterator[st.SearchStrategy[Any]]:
    text = st.text(max_size=60) | st.sampled_from(["/ask", "@FrameBot", "/django flask", "@bob hi", "/x@OtherBot"])
    people = st.sampled_from([ALICE, BOB, BOT, MASK])
    chats = st.sampled_from([GROUP, PRIVATE, CHANNEL])
    marks = st.fixed_dictionaries(
        {"text": text, "from": people, "chat": chats, "message_id": st.integers(1, 9), "date": st.integers(1, 2**31)},
        optional={
            "edit_date": st.integers(1, 2**31),
            "caption": text,
            "sender_chat": chats,
            "via_bot": st.just(BOT),
            "is_topic_message": st.booleans(),
            "message_thread_id": st.integers(1, 9),
            "guest_query_id": st.just("g"),
            "entities": st.lists(
                st.fixed_dictionaries(
                    {
                        "type": st.sampled_from(["mention", "bot_command", "code", "text_mention"]),
                        "offset": st.integers(0, 70),
                        "length": st.integers(0, 70),
                    },
                    optional={"user": people},
                ),
                max_size=3,
            ),
        },
    )
    for kind in ("message", "edited_message", "channel_post", "guest_message", "business_message"):
        yield st.fixed_dictionaries({"update_id": st.integers(1, 9), kind: marks})
    query = {"id": st.just("1"), "from": people, "query": text, "offset": st.sampled_from(["", "x"])}
    yield st.fixed_dictionaries({"update_id": st.just(1), "inline_query": st.fixed_dictionaries(query)})
    data = st.text(max_size=30) | st.from_regex(r"\A1[swmcpb=][estcp][a-z;,~0-9]{0,20}\Z")
    tap = {"id": st.just("1"), "from": people, "chat_instance": st.just("1"), "data": data}
    yield st.fixed_dictionaries(
        {"update_id": st.just(1), "callback_query": st.fixed_dictionaries(tap, optional={"message": marks})}
    )


@given(shown=st.one_of(*_messages()))
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_comes_it_does_not_raise_and_finds_no_bug_in_itself(handlers: Handlers, shown: Any) -> None:
    asked = Update.de_json(shown, None)
    outcome = await handlers.handle(asked)
    assert outcome.reason != "failed"


def test_exactly_what_is_handled_is_asked_for() -> None:
    assert set(ALLOWED_UPDATES) <= set(Update.ALL_TYPES)
    assert {"guest_message", "my_chat_member", "edited_message"} <= set(ALLOWED_UPDATES)
    assert "channel_post" not in ALLOWED_UPDATES


def test_the_identity_knows_its_name_in_any_case() -> None:
    from bot.handlers.identity import Identity

    me = Identity.of(User(1, "Frame", True, username="FrameBot", supports_inline_queries=True))
    assert me.is_called("@framebot")
    assert me.inline
    assert not me.hears_everything
