"""Updates as Telegram sends them, and what is read from them."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update

from bot.handlers.facts import Addressed, Author, Content, Door, Facts
from bot.handlers.identity import Identity
from bot.handlers.reading import read

ME = Identity(42, "FrameBot")
COMMANDS = {"ask": True, "django": False}
ALICE = {"id": 7, "is_bot": False, "first_name": "Alice", "language_code": "zh-hans"}
BOB = {"id": 8, "is_bot": False, "first_name": "Bob"}
BOT = {"id": 42, "is_bot": True, "first_name": "Frame", "username": "FrameBot"}
OTHER_BOT = {"id": 43, "is_bot": True, "first_name": "Other", "username": "OtherBot"}
MASK = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
GROUP = {"id": -1001, "type": "supergroup", "title": "Group"}
CHANNEL = {"id": -1002, "type": "channel", "title": "Channel"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Alice"}


def message(text: str | None = "hello", **fields: Any) -> dict[str, Any]:
    shown: dict[str, Any] = {"message_id": 5, "date": 1_700_000_000, "chat": GROUP, "from": ALICE}
    if text is not None:
        shown["text"] = text
    return shown | {name.rstrip("_"): value for name, value in fields.items()}


def entity(kind: str, text: str, part: str, **more: Any) -> dict[str, Any]:
    """The entity over ``part``, counted as Telegram counts."""
    before = text[: text.index(part)]
    units = [len(piece.encode("utf-16-le")) // 2 for piece in (before, part)]
    return {"type": kind, "offset": units[0], "length": units[1], **more}


def facts(kind: str = "message", **fields: Any) -> Facts:
    update = Update.de_json({"update_id": 1, kind: message(**fields)}, None)
    return read(update, ME, COMMANDS)


def command(text: str, name: str) -> Facts:
    return facts(text=text, entities=[entity("bot_command", text, name)])


class TestDoors:
    @pytest.mark.parametrize(
        ("kind", "chat", "door"),
        [
            ("message", PRIVATE, Door.PRIVATE),
            ("message", GROUP, Door.GROUP),
            ("edited_message", GROUP, Door.GROUP),
            ("channel_post", CHANNEL, Door.CHANNEL),
            ("edited_channel_post", CHANNEL, Door.CHANNEL),
            ("business_message", PRIVATE, Door.BUSINESS),
            ("edited_business_message", PRIVATE, Door.BUSINESS),
            ("guest_message", GROUP, Door.GUEST),
        ],
    )
    def test_of_messages(self, kind: str, chat: dict[str, Any], door: Door) -> None:
        assert facts(kind, chat=chat).door is door

    def test_of_migrations(self) -> None:
        assert facts(text=None, migrate_to_chat_id=-1009).door is Door.MEMBERSHIP
        assert facts(text=None, migrate_from_chat_id=-9).door is Door.MEMBERSHIP

    def test_of_inline_queries(self) -> None:
        query = {"id": "1", "from": ALICE, "query": "django", "offset": ""}
        found = read(Update.de_json({"update_id": 1, "inline_query": query}, None), ME, COMMANDS)
        assert found == Facts(Door.INLINE, author_id=7, client_language="zh-hans")

    def test_of_the_unknown(self) -> None:
        assert read(Update(1), ME, COMMANDS).door is Door.OTHER


class TestAuthors:
    @pytest.mark.parametrize(
        ("fields", "author", "author_id", "person_id"),
        [
            ({}, Author.PERSON, 7, 7),
            ({"from_": OTHER_BOT}, Author.BOT, 43, None),
            ({"from_": MASK, "sender_chat": GROUP}, Author.ANONYMOUS_ADMIN, -1001, None),
            ({"from_": MASK, "sender_chat": CHANNEL}, Author.CHANNEL, -1002, None),
            ({"sender_chat": CHANNEL, "is_automatic_forward": True}, Author.LINKED_CHANNEL, 0, None),
            ({"via_bot": BOT}, Author.OWN_RESULT, 7, 7),
            ({"via_bot": OTHER_BOT}, Author.OTHER_RESULT, 7, 7),
        ],
    )
    def test_of_messages(self, fields: dict[str, Any], author: Author, author_id: int, person_id: int | None) -> None:
        found = facts(**fields)
        assert (found.author, found.author_id, found.person_id) == (author, author_id, person_id)


class TestAddress:
    @pytest.mark.parametrize(
        ("text", "question"),
        [
            ("@FrameBot flask or django?", "flask or django?"),
            ("@framebot flask or django?", "flask or django?"),
            ("flask or django, @FRAMEBOT?", "flask or django, ?"),
            ("😀🎉 @FrameBot flask?", "😀🎉 flask?"),
            ("@FrameBot用哪个框架", "用哪个框架"),
            ("请问@framebot，用哪个", "请问 ，用哪个"),
            ("@FrameBot", ""),
        ],
    )
    def test_by_mention(self, text: str, question: str) -> None:
        found = facts(text=text)
        assert (found.addressed, found.question) == (Addressed.BY_MENTION, question)

    @pytest.mark.parametrize(
        "text", ["@FrameBots hello", "mail me@framebot.org", "t.me/@FrameBot", "x@FrameBot", "@TheFrameBot", "FrameBot"]
    )
    def test_not_by_something_alike(self, text: str) -> None:
        assert facts(text=text).addressed is Addressed.NOT

    def test_not_by_a_quoted_example(self) -> None:
        text = "type @FrameBot flask to ask"
        quoted = entity("code", text, "@FrameBot flask")
        assert facts(text=text, entities=[quoted]).addressed is Addressed.NOT

    def test_by_a_mention_without_username(self) -> None:
        text = "Frame, flask or django?"
        found = facts(text=text, entities=[entity("text_mention", text, "Frame", user=BOT)])
        assert (found.addressed, found.question) == (Addressed.BY_MENTION, ", flask or django?")

    def test_in_a_caption(self) -> None:
        caption = "🧪 @framebot which one?"
        found = facts(text=None, caption=caption, photo=[])
        assert (found.addressed, found.question) == (Addressed.BY_MENTION, "🧪 which one?")

    def test_by_reply(self) -> None:
        assert facts(reply_to_message=message(from_=BOT)).addressed is Addressed.BY_REPLY

    def test_a_reply_to_somebody_is_not(self) -> None:
        found = facts(reply_to_message=message("flask?", from_=BOB))
        assert found.addressed is Addressed.NOT
        assert found.replies_to_other
        assert found.quoted == "flask?"

    def test_a_reply_to_another_bot_quotes_nothing(self) -> None:
        assert facts(reply_to_message=message("flask?", from_=OTHER_BOT)).quoted == ""

    def test_a_message_in_a_topic_replies_to_nobody(self) -> None:
        root = message(None, from_=BOT, message_id=3, forum_topic_created={"name": "T", "icon_color": 1})
        found = facts(reply_to_message=root, message_thread_id=3, is_topic_message=True)
        assert found.thread_id == 3
        assert found.addressed is Addressed.NOT
        assert not found.replies_to_other

    def test_a_thread_of_replies_is_no_topic(self) -> None:
        assert facts(message_thread_id=3, reply_to_message=message(from_=BOB)).thread_id is None

    def test_a_reply_into_another_chat_is_to_somebody(self) -> None:
        origin = {"type": "user", "date": 1, "sender_user": BOB}
        assert facts(external_reply={"origin": origin}).replies_to_other

    def test_everything_in_private_is(self) -> None:
        assert facts(chat=PRIVATE).addressed is Addressed.PRIVATELY

    @pytest.mark.parametrize("text", ["@bob flask or django?", "  @Bob_1 look"])
    def test_who_is_called_first(self, text: str) -> None:
        assert facts(text=text).calls_other
        assert not facts(text=f"well {text}").calls_other
        assert not facts(text=f"@FrameBot {text}").calls_other

    def test_who_is_called_first_without_username(self) -> None:
        text = "Bob, flask or django?"
        assert facts(text=text, entities=[entity("text_mention", text, "Bob", user=BOB)]).calls_other


class TestCommands:
    @pytest.mark.parametrize(
        ("text", "marked", "name", "question"),
        [
            ("/ask flask?", "/ask", "ask", "flask?"),
            ("/ask@FrameBot flask?", "/ask@FrameBot", "ask", "flask?"),
            ("/ASK@framebot flask?", "/ASK@framebot", "ask", "flask?"),
            ("/django", "/django", "django", ""),
            ("/ask\n\nflask?", "/ask", "ask", "flask?"),
            ("/ask @FrameBot flask?", "/ask", "ask", "flask?"),
        ],
    )
    def test_of_ours(self, text: str, marked: str, name: str, question: str) -> None:
        found = command(text, marked)
        assert found.command is not None
        assert found.command.name == name
        assert found.command.known
        assert not found.command.for_other_bot
        assert (found.addressed, found.question) == (Addressed.BY_COMMAND, question)

    def test_of_another_bot(self) -> None:
        found = command("/ask@OtherBot flask?", "/ask@OtherBot")
        assert found.command is not None
        assert found.command.for_other_bot
        assert found.addressed is Addressed.NOT

    def test_unknown_ones(self) -> None:
        found = command("/nonsense", "/nonsense")
        assert found.command is not None
        assert not found.command.known

    def test_with_chinese_right_behind(self) -> None:
        found = facts(text="/ask用哪个框架")
        assert found.command is not None
        assert found.question == "用哪个框架"

    @pytest.mark.parametrize("text", ["/usr/bin/python", "see /ask", "/ 用", "一/ask"])
    def test_paths_are_none(self, text: str) -> None:
        assert facts(text=text).command is None

    def test_whether_they_need_words(self) -> None:
        ask, portrait = command("/ask", "/ask").command, command("/django", "/django").command
        assert ask is not None
        assert portrait is not None
        assert ask.needs_words
        assert not portrait.needs_words

    def test_the_words_of_the_message_above_stand_in(self) -> None:
        above = message("flask or django?", from_=BOB)
        assert facts(text="@FrameBot", reply_to_message=above).words == "flask or django?"
        assert facts(text="@FrameBot fastapi?", reply_to_message=above).words == "fastapi?"
        found = facts(text="/django", entities=[entity("bot_command", "/django", "/django")], reply_to_message=above)
        assert found.words == ""


class TestTheRest:
    def test_what_messages_are_made_of(self) -> None:
        sticker = {
            "file_id": "a",
            "file_unique_id": "b",
            "type": "regular",
            "width": 1,
            "height": 1,
            "is_animated": False,
            "is_video": False,
        }
        assert facts().content is Content.WORDS
        assert facts(text=None, sticker=sticker).content is Content.MEDIA
        assert facts(text=None, new_chat_members=[BOB]).content is Content.EVENT

    def test_edits_know_their_age(self) -> None:
        found = facts("edited_message", edit_date=1_700_000_090)
        assert found.edited
        assert found.edited_after == 90
        assert found.at.timestamp() == 1_700_000_090
        assert not facts(edit_date=1_700_000_090).edited

    def test_forwards(self) -> None:
        assert facts(forward_origin={"type": "user", "date": 1, "sender_user": BOB}).forwarded

    def test_what_can_be_understood(self) -> None:
        assert facts(text="为什么").has_letters
        assert facts(text="3").has_letters
        assert not facts(text="🤔 ?!").has_letters
