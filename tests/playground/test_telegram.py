"""The local Telegram refuses what Telegram refuses and delivers what Telegram delivers."""

from __future__ import annotations

import asyncio
import json
import re
import ssl
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import httpx
import pytest
import pytest_asyncio
import telegram
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    ReplyParameters,
    Update,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import Application, CallbackQueryHandler, CommandHandler
from telegram.request import HTTPXRequest

from bot.playground.telegram import Abilities, Bot, ImpossibleAct, Person, RateLimits, TelegramServer
from bot.playground.telegram.transport.serving import LoopbackServer

pytestmark = pytest.mark.asyncio

Json = dict[str, Any]
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Loading the certificates of the world for every test would take longer than the tests."""


@pytest_asyncio.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer(local_webhooks=True) as server:
        yield server


@pytest_asyncio.fixture
async def bot(server: TelegramServer) -> AsyncIterator[telegram.Bot]:
    async with client(server, server.bot) as bot:
        yield bot


@pytest_asyncio.fixture
async def alice(server: TelegramServer) -> Person:
    return server.person("Alice", username="alice", language_code="zh-hans")


def client(server: TelegramServer, account: Bot) -> telegram.Bot:
    return telegram.Bot(
        account.token,
        base_url=server.base_url,
        base_file_url=server.base_file_url,
        request=HTTPXRequest(httpx_kwargs={"verify": NO_TLS}),
        get_updates_request=HTTPXRequest(httpx_kwargs={"verify": NO_TLS}),
    )


def refused(kind: type[TelegramError], text: str) -> AbstractContextManager[object]:
    """Expect an error with this text, which the library starts with a capital."""
    return pytest.raises(kind, match=re.compile(re.escape(text), re.IGNORECASE))


async def call(server: TelegramServer, method: str, **parameters: object) -> Json:
    """The raw answer to a JSON call."""
    async with httpx.AsyncClient(verify=NO_TLS) as http:
        response = await http.post(f"{server.base_url}{server.token}/{method}", json=parameters)
    body: Json = response.json()
    assert response.status_code == body.get("error_code", 200)
    return body


async def refusal(server: TelegramServer, method: str, **parameters: object) -> str:
    """The text a call is refused with, without its prefix."""
    body = await call(server, method, **parameters)
    assert not body["ok"], f"{method} was not refused: {parameters}"
    return str(body["description"]).removeprefix("Bad Request: ")


async def heard(bot: telegram.Bot, kind: str = "message") -> list[str]:
    """The texts of the pending updates of one kind, which are then confirmed."""
    updates = await bot.get_updates(timeout=0)
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)
    messages = [getattr(update, kind) for update in updates if getattr(update, kind)]
    return [message.text or message.caption or "" for message in messages]


# --- Calls -------------------------------------------------------------------------------------


async def test_all_three_bodies_are_read(server: TelegramServer, alice: Person) -> None:
    chat = server.private(alice)
    url = f"{server.base_url}{server.token}/sendMessage"
    options = {"is_disabled": True}
    fields = {
        "chat_id": str(chat.id),
        "text": "你好",
        "link_preview_options": json.dumps(options),
        "disable_notification": "true",
    }
    native = {**fields, "chat_id": chat.id, "link_preview_options": options}
    async with httpx.AsyncClient(verify=NO_TLS) as http:
        bodies: list[Json] = [
            {"json": {**native, "disable_notification": True}},
            {"data": fields},
            {"data": fields, "files": {"unused": ("a.bin", b"\0")}},
        ]
        for body in bodies:
            answer = (await http.post(url, **body)).json()
            assert answer["ok"], answer
            assert answer["result"]["text"] == "你好"
            assert answer["result"]["link_preview_options"] == options
        answer = (await http.get(url, params=fields)).json()
    assert answer["result"]["message_id"] == 4
    assert [entry["disable_notification"] for entry in server.calls] == [True] * 4


async def test_unknown_tokens_and_methods(server: TelegramServer) -> None:
    async with httpx.AsyncClient(verify=NO_TLS) as http:
        wrong = await http.get(f"{server.url}/bot123:WRONG/getMe")
        malformed = await http.get(f"{server.url}/botnonsense/getMe")
        unknown = await http.get(f"{server.base_url}{server.token}/sendNonsense")
        lower = await http.get(f"{server.base_url}{server.token}/getme")
    assert wrong.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert malformed.json()["description"] == "Not Found"
    assert unknown.status_code == 404
    assert unknown.json()["description"] == "Not Found: method not found"
    assert lower.json()["result"]["username"] == "framebot"


async def test_parameters_are_checked_against_the_table(server: TelegramServer, alice: Person) -> None:
    chat = server.private(alice).id
    markup = {"inline_keyboard": [[{"text": 1, "url": "https://a.org"}]]}
    table: list[tuple[Json, str]] = [
        ({"text": "a"}, "chat_id is empty"),
        ({"chat_id": chat}, "message text is empty"),
        ({"chat_id": chat, "text": "a", "colour": 1}, "unknown parameter colour"),
        ({"chat_id": chat, "text": 5}, 'can\'t parse text: Field "text" must be of type String'),
        ({"chat_id": 99, "text": "a"}, "chat not found"),
        ({"chat_id": "@nowhere", "text": "a"}, "chat not found"),
        (
            {"chat_id": chat, "text": "a", "disable_notification": "maybe"},
            "can't parse disable notification JSON object",
        ),
        (
            {"chat_id": chat, "text": "a", "reply_parameters": "{"},
            "can't parse reply parameters JSON object",
        ),
        (
            {"chat_id": chat, "text": "a", "reply_parameters": {}},
            "can't parse reply parameters: Can't find field \"message_id\"",
        ),
        (
            {"chat_id": chat, "text": "a", "link_preview_options": {"disabled": True}},
            'unknown field "disabled" in link_preview_options',
        ),
        (
            {"chat_id": chat, "text": "a", "reply_markup": markup},
            'can\'t parse reply markup: Field "text" must be of type String',
        ),
        (
            {"chat_id": chat, "text": "a", "reply_parameters": {"message_id": True}},
            'can\'t parse reply parameters: Field "message_id" must be of type Number',
        ),
        (
            {"chat_id": chat, "text": "a", "link_preview_options": {"is_disabled": 1}},
            'can\'t parse link preview options: Field "is_disabled" must be of type Boolean',
        ),
        (
            {"chat_id": chat, "text": "a", "reply_markup": {"buttons": []}},
            "object expected as reply markup",
        ),
    ]
    for parameters, expected in table:
        assert await refusal(server, "sendMessage", **parameters) == expected
    assert [entry.refusal for entry in server.refusals] == [f"Bad Request: {text}" for _, text in table]
    assert [entry.is_strict for entry in server.refusals].count(True) == 2


async def test_broken_bodies_are_refused(server: TelegramServer) -> None:
    table = [
        ("application/json", b"{", "can't parse request JSON object"),
        ("application/json", b"[]", "request body must be a JSON object"),
        (
            "application/json",
            b'{"chat_id": 1, "text": "\\ud83d"}',
            "strings must be encoded in UTF-8",
        ),
        ("application/x-www-form-urlencoded", b"\xff", "strings must be encoded in UTF-8"),
        ("multipart/form-data; boundary=x", b"no form", "can't parse multipart body"),
    ]
    url = f"{server.base_url}{server.token}/sendMessage"
    async with httpx.AsyncClient(verify=NO_TLS) as http:
        for kind, body, expected in table:
            answer = await http.post(url, content=body, headers={"Content-Type": kind})
            assert answer.json()["description"] == f"Bad Request: {expected}"


async def test_without_strictness_oddities_pass(alice: Person) -> None:
    async with TelegramServer(strict=False) as server:
        chat = server.private(server.person()).id
        answer = await call(server, "sendMessage", chat_id=chat, text="<b x=1>R&D</b>&nbsp;", parse_mode="HTML", y=1)
    assert answer["result"]["text"] == "R&D&nbsp;"
    assert answer["result"]["entities"] == [{"type": "bold", "offset": 0, "length": 3}]


# --- Texts -------------------------------------------------------------------------------------


async def test_lengths_count_utf16_after_parsing(server: TelegramServer, alice: Person) -> None:
    chat = server.private(alice).id
    rocket = "🚀" * 2048
    assert (await call(server, "sendMessage", chat_id=chat, text=rocket))["ok"]
    tagged = f"<b>{'x' * 4096}</b>"
    assert (await call(server, "sendMessage", chat_id=chat, text=tagged, parse_mode="HTML"))["ok"]
    for text, expected in (
        (rocket + "x", "message is too long"),
        (" \n ", "message text is empty"),
        ("", "message text is empty"),
    ):
        assert await refusal(server, "sendMessage", chat_id=chat, text=text) == expected
    blank = await refusal(server, "sendMessage", chat_id=chat, text="<b> </b>", parse_mode="HTML")
    assert blank == "message text is empty"
    many = [{"type": "bold", "offset": at, "length": 1} for at in range(101)]
    assert await refusal(server, "sendMessage", chat_id=chat, text="x" * 200, entities=many) == "more than 100 entities"
    outside = [{"type": "bold", "offset": 1, "length": 2}]
    assert "out of the text" in await refusal(server, "sendMessage", chat_id=chat, text="ab", entities=outside)
    assert (
        await refusal(server, "sendPhoto", chat_id=chat, photo="https://a.org/b", caption="x" * 1025)
        == "message caption is too long"
    )


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("<b>bold</b> 和 <i>斜</i>", "bold 和 斜", [("bold", 0, 4), ("italic", 7, 1)]),
        ("🚀<u>x</u>", "🚀x", [("underline", 2, 1)]),
        ("a &lt; b &amp;&quot;&#39;&#x1F680;", "a < b &\"'🚀", []),
        ("<s><tg-spoiler>x</tg-spoiler></s>", "x", [("strikethrough", 0, 1), ("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ('<pre><code class="language-python">x = 1</code></pre>', "x = 1", [("pre", 0, 5)]),
        ('<a href="https://a.org/?q=1&amp;r=2">l</a>', "l", [("text_link", 0, 1)]),
        ("  <b> padded </b>\n", "padded", [("bold", 0, 6)]),
        ("<CODE>/no #no</CODE> /yes", "/no #no /yes", [("code", 0, 7), ("bot_command", 8, 4)]),
        ("<b></b>nothing", "nothing", []),
    ],
)
async def test_html_becomes_text_and_entities(
    server: TelegramServer, html: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    chat = server.private(server.person()).id
    answer = await call(server, "sendMessage", chat_id=chat, text=html, parse_mode="HTML")
    assert answer["ok"], answer
    message = answer["result"]
    assert message["text"] == text
    found = [(e["type"], e["offset"], e["length"]) for e in message.get("entities", [])]
    assert sorted(found) == sorted(entities)


async def test_html_details_of_entities(server: TelegramServer, alice: Person) -> None:
    chat = server.private(alice).id
    html = (
        '<a href="https://a.org/?q=1&amp;r=2">l</a> '
        f'<a href="tg://user?id={alice.id}">A</a> '
        '<pre><code class="language-python">x</code></pre>'
        '<tg-emoji emoji-id="42">👍</tg-emoji>'
    )
    answer = await call(server, "sendMessage", chat_id=chat, text=html, parse_mode="HTML")
    link, mention, code, emoji = answer["result"]["entities"]
    assert link["url"] == "https://a.org/?q=1&r=2"
    assert mention["type"] == "text_mention"
    assert mention["user"]["first_name"] == "Alice"
    assert code["language"] == "python"
    assert emoji["custom_emoji_id"] == "42"


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("é<font>x</font>", 'Unsupported start tag "font" at byte offset 2'),
        ("a <3", "Unclosed start tag at byte offset 2"),
        ("1 < 2 > 0", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a href="https://a.org>x</a>', 'Unclosed start tag "a" at byte offset 0'),
        ('<span class="red">x</span>', 'unknown attribute "class" in the tag "span"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<b class="x">x</b>', 'unknown attribute "class" in the tag "b" at byte offset 0'),
        ("<a href=https://a.org>x</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="javascript:alert(1)">x</a>', 'wrong link "javascript:alert(1)"'),
        ('<a href="https://bare">x</a>', 'wrong link "https://bare"'),
        ("R&D", 'unescaped "&" or unknown character entity at byte offset 1'),
        ("a&nbsp;b", 'unescaped "&" or unknown character entity at byte offset 1'),
        ("<code><b>x</b></code>", 'tag "b" can\'t be inside "code" at byte offset 6'),
        (
            "<blockquote><blockquote>x</blockquote></blockquote>",
            'tag "blockquote" can\'t be inside "blockquote" at byte offset 12',
        ),
        ('<tg-emoji emoji-id="x">👍</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
async def test_wrong_html_is_refused(server: TelegramServer, html: str, complaint: str) -> None:
    chat = server.private(server.person()).id
    text = await refusal(server, "sendMessage", chat_id=chat, text=html, parse_mode="HTML")
    assert text.startswith(f"can't parse entities: {complaint}")


async def test_people_get_the_entities_telegram_finds(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    chat = server.private(alice)
    text = "/ask@framebot 🚀问 @framebot，@framebot问 #标签 a@b.org example.com/x https://a.org/b."
    await alice.say(chat, text)
    [update] = await bot.get_updates(timeout=0)
    assert update.message
    parts = [(e.type, part) for e, part in update.message.parse_entities().items()]
    assert parts == [
        ("bot_command", "/ask@framebot"),
        ("mention", "@framebot"),  # a name followed by a Chinese character is no mention
        ("hashtag", "#标签"),
        ("email", "a@b.org"),
        ("url", "example.com/x"),
        ("url", "https://a.org/b"),
    ]
    with pytest.raises(ImpossibleAct):
        await alice.say(chat, "x" * 4097)


# --- Keyboards ---------------------------------------------------------------------------------


async def test_keyboards(server: TelegramServer) -> None:
    private = server.private(server.person()).id
    good = {"text": "x", "callback_data": "问" * 21}
    table: list[tuple[list[list[Json]], str]] = [
        ([[{"text": "x", "callback_data": "问" * 22}]], "BUTTON_DATA_INVALID"),
        ([[{"text": "x", "callback_data": ""}]], "BUTTON_DATA_INVALID"),
        ([[{**good, "text": " "}]], "inline keyboard button text must be non-empty"),
        ([[{**good, "url": "https://a.org"}]], "a button can't have both url and callback_data"),
        ([[{"text": "x", "url": "nope"}]], "inline keyboard button URL 'nope' is invalid"),
        ([[{"text": "x", "copy_text": {"text": "y" * 257}}]], "BUTTON_COPY_TEXT_INVALID"),
        ([[{"text": "x", "pay": True}]], "BUTTON_TYPE_INVALID"),
        ([[{"text": "x"}]], "can't parse inline keyboard button: Text buttons are unallowed"),
        ([[{**good, "style": "pink"}]], "unsupported button style specified"),
        ([[good] * 9], "more than 8 buttons in a row"),
        ([[]], "empty row in a keyboard"),
        ([[good] * 5] * 21, "REPLY_MARKUP_TOO_LONG"),
    ]
    for rows, expected in table:
        markup = {"inline_keyboard": rows}
        text = await refusal(server, "sendMessage", chat_id=private, text="x", reply_markup=markup)
        assert text.startswith(expected), (rows, text)
    markup = {"inline_keyboard": [[good] * 8] * 12}
    sent = await call(server, "sendMessage", chat_id=private, text="x", reply_markup=markup)
    assert sent["result"]["reply_markup"] == markup
    group = server.group()
    app = {"inline_keyboard": [[{"text": "x", "web_app": {"url": "https://a.org"}}]]}
    assert await refusal(server, "sendMessage", chat_id=group.id, text="x", reply_markup=app) == "BUTTON_TYPE_INVALID"


async def test_switching_inline_needs_inline_mode() -> None:
    markup = {"inline_keyboard": [[{"text": "x", "switch_inline_query": ""}]]}
    for has_mode in (True, False):
        abilities = Abilities(supports_inline_queries=has_mode)
        async with TelegramServer(abilities=abilities) as server:
            chat = server.private(server.person()).id
            answer = await call(server, "sendMessage", chat_id=chat, text="x", reply_markup=markup)
        assert answer["ok"] is has_mode
        assert answer.get("description", "BUTTON_TYPE_INVALID").endswith("BUTTON_TYPE_INVALID")


# --- Where messages go -------------------------------------------------------------------------


async def test_replies_and_topics(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    forum = server.group("Forum", members=[alice], forum=True)
    topic = forum.topic("Django")
    question = await alice.say(topic, "/ask@framebot")
    [update] = [u for u in await bot.get_updates(timeout=0) if u.message and u.message.text]
    assert update.message
    assert update.message.is_topic_message
    assert update.message.message_thread_id == topic.thread_id
    assert update.message.reply_to_message  # Telegram shows the opening of the topic as a reply
    assert update.message.reply_to_message.forum_topic_created

    reply = await update.message.reply_text("here", do_quote=True)
    assert reply.message_thread_id == topic.thread_id
    [seen] = await server.replies(topic)
    assert seen.reply_to is question
    unnamed = await bot.send_message(forum.id, "x", reply_parameters=ReplyParameters(question.id))
    assert unnamed.message_thread_id == topic.thread_id

    gone = {"chat_id": forum.id, "text": "x"}
    assert (
        await refusal(server, "sendMessage", **gone, reply_parameters={"message_id": 999})
        == "message to be replied not found"
    )
    kept = await bot.send_message(
        forum.id, "x", reply_parameters=ReplyParameters(999, allow_sending_without_reply=True)
    )
    assert kept.reply_to_message is None
    for thread in (1, 999, question.id):
        assert await refusal(server, "sendMessage", **gone, message_thread_id=thread) == "message thread not found"
    topic.close()
    assert await refusal(server, "sendMessage", **gone, message_thread_id=topic.thread_id) == "TOPIC_CLOSED"
    topic.delete()
    assert (
        await refusal(
            server,
            "sendChatAction",
            chat_id=forum.id,
            action="typing",
            message_thread_id=topic.thread_id,
        )
        == "message thread not found"
    )


async def test_threads_of_replies_are_no_topics(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    group = server.group(members=[alice])
    root = await alice.say(group, "/ask first")
    await alice.say(group, "/ask second", reply_to=root)
    update = (await bot.get_updates(timeout=0))[-1]
    assert update.message
    assert update.message.message_thread_id == root.id
    assert not update.message.is_topic_message
    assert (
        await refusal(server, "sendMessage", chat_id=group.id, text="x", message_thread_id=root.id)
        == "message thread not found"
    )


async def test_shut_doors(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    stranger = server.person("Stranger")
    with refused(Forbidden, "bot can't initiate conversation with a user"):
        await bot.send_message(stranger.id, "x")
    await stranger.start("deep-link")
    assert (await heard(bot))[-1] == "/start deep-link"
    await bot.send_message(stranger.id, "x")
    await stranger.block()
    with refused(Forbidden, "bot was blocked by the user"):
        await bot.send_message(stranger.id, "x")
    for supergroup, name in ((True, "supergroup"), (False, "group")):
        group = server.group(members=[alice], supergroup=supergroup)
        await alice.restrict(group, server.bot)
        assert (
            await refusal(server, "sendMessage", chat_id=group.id, text="x")
            == "not enough rights to send text messages to the chat"
        )
        await alice.kick(group, server.bot)
        with refused(Forbidden, f"bot was kicked from the {name} chat"):
            await bot.send_message(group.id, "x")
    group = server.group(members=[alice])
    await bot.leave_chat(group.id)
    with refused(Forbidden, "bot is not a member of the supergroup chat"):
        await bot.send_message(group.id, "x")
    with refused(BadRequest, "chat not found"):
        await bot.send_message(server.group(bots=[]).id, "x")


async def test_migration(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    group = server.group(members=[alice], supergroup=False)
    new = await alice.migrate(group)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "x")
    assert moved.value.new_chat_id == new.id
    assert (await bot.send_message(new.id, "x")).chat.type == "supergroup"
    messages = [u.message for u in await bot.get_updates(timeout=0) if u.message]
    assert messages[0].migrate_to_chat_id == new.id
    assert messages[1].migrate_from_chat_id == group.id
    with pytest.raises(ImpossibleAct):
        await alice.say(group, "anyone here?")


async def test_media_and_files(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    chat = server.private(alice)
    data = bytes(range(256)) + b"\r\n\n\r--x\r\n"
    sent = await bot.send_document(chat.id, data, filename="框架.bin", caption="<b>c</b>", parse_mode="HTML")
    assert sent.document
    assert sent.caption == "c"
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == data
    again = await bot.send_document(chat.id, sent.document.file_id)
    assert again.document
    assert again.document.file_unique_id == sent.document.file_unique_id
    await alice.say(chat, "look", caption_of="photo")
    await alice.send_sticker(chat)
    photo, sticker = (u.message for u in await bot.get_updates(timeout=0))
    assert photo
    assert photo.caption == "look"
    picture = await (await bot.get_file(photo.photo[-1].file_id)).download_as_bytearray()
    assert picture.startswith(b"\x89PNG")
    assert sticker
    assert sticker.sticker
    assert (
        await refusal(server, "sendPhoto", chat_id=chat.id, photo="nonsense")
        == "wrong remote file identifier specified: Wrong string length"
    )


# --- Edits and deletions -----------------------------------------------------------------------


async def test_edits(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    chat = server.private(alice)
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="x")]])
    sent = await bot.send_message(chat.id, "<b>one</b>", parse_mode="HTML", reply_markup=keyboard)
    with refused(BadRequest, "message is not modified: specified new message content"):
        await sent.edit_text("<b>one</b>", parse_mode="HTML", reply_markup=keyboard)
    plain = await sent.edit_text("one", reply_markup=keyboard)
    assert isinstance(plain, telegram.Message)
    assert plain.edit_date
    bare = await sent.edit_text("one")  # without a keyboard the old one goes
    assert isinstance(bare, telegram.Message)
    assert bare.reply_markup is None
    with refused(BadRequest, "message is not modified"):
        await sent.edit_reply_markup(None)
    message = chat.messages[-1]
    assert [content["text"] for content in message.history] == ["one", "one"]

    theirs = await alice.say(chat, "mine")
    table = [
        ({"message_id": theirs.id}, "message can't be edited"),
        ({"message_id": 999}, "message to edit not found"),
        ({}, "message identifier is not specified"),
    ]
    for where, expected in table:
        text = await refusal(server, "editMessageText", chat_id=chat.id, text="x", **where)
        assert text == expected
    assert await refusal(server, "editMessageText", text="x") == "chat_id is empty"
    assert await refusal(server, "editMessageText", inline_message_id="no", text="x") == "MESSAGE_ID_INVALID"
    photo = await bot.send_photo(chat.id, b"1", caption="old")
    with refused(BadRequest, "there is no text in the message to edit"):
        await photo.edit_text("x")
    captioned = await photo.edit_caption("new")
    assert isinstance(captioned, telegram.Message)
    assert captioned.caption == "new"


async def test_deletions(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    group = server.group(members=[alice])
    theirs = await alice.say(group, "/ask")
    with refused(BadRequest, "message can't be deleted"):
        await bot.delete_message(group.id, theirs.id)
    sent = await bot.send_message(group.id, "x")
    await sent.delete()
    with refused(BadRequest, "message to delete not found"):
        await sent.delete()
    old = await bot.send_message(group.id, "old")
    server.skip(49 * 3600)
    with refused(BadRequest, "message can't be deleted for everyone"):
        await old.delete()
    await alice.promote(group, server.bot)
    assert await bot.delete_message(group.id, theirs.id)
    assert theirs.is_deleted


# --- Who hears what ----------------------------------------------------------------------------


async def test_privacy_mode(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    other = server.add_bot("otherbot")
    group = server.group(members=[alice], bots=[server.bot, other])
    mine = await bot.send_message(group.id, "I spoke last")
    async with client(server, other) as second:
        theirs = await second.send_message(group.id, "no, I did")
        await alice.say(group, "hello")
        await alice.say(group, "/bare")
        await alice.say(group, "/ask@FrameBot case-blind")
        await alice.say(group, "/ask@otherbot")
        await alice.say(group, "see /ask@framebot inside")
        await alice.say(group, "hey @framebot")
        await alice.say(group, "to you", reply_to=group.chat.messages[mine.id])
        await alice.say(group, "/ask@framebot", reply_to=group.chat.messages[theirs.id])
        assert await heard(bot) == [
            "/ask@FrameBot case-blind",
            "see /ask@framebot inside",
            "hey @framebot",
            "to you",
        ]
        assert await heard(second) == ["/bare", "/ask@otherbot", "/ask@framebot"]
    await alice.promote(group, server.bot)
    await alice.say(group, "now you hear all")
    assert await heard(bot) == ["now you hear all"]


async def test_open_ears_but_not_for_bots(alice: Person) -> None:
    async with TelegramServer(abilities=Abilities(can_read_all_group_messages=True)) as server:
        anna = server.person("Anna")
        robot = server.person("Robot", is_bot=True)
        group = server.group(members=[anna, robot])
        await anna.say(group, "hello")
        await robot.say(group, "beep @framebot")
        async with client(server, server.bot) as bot:
            assert await heard(bot) == ["hello"]


async def test_masks_and_channels(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    group = server.group(members=[alice], bot_status="administrator")
    channel = server.channel("News", owner=alice, linked=group, username="news")
    await alice.say(group, "who am I?", anonymous=True)
    await alice.say(group, "from my channel", as_channel=channel)
    post = await channel.post("Django 6 is out")
    await channel.edit(post, "Django 6.0 is out")
    updates = await bot.get_updates(timeout=0)
    hidden, masked, posted, forwarded, edited = updates
    assert hidden.message
    assert hidden.message.from_user
    assert hidden.message.from_user.id == 1087968824
    assert hidden.message.sender_chat == hidden.message.chat
    assert masked.message
    assert masked.message.from_user
    assert masked.message.from_user.id == 136817688
    assert masked.message.sender_chat
    assert masked.message.sender_chat.id == channel.id
    assert posted.channel_post
    assert posted.channel_post.from_user is None
    assert forwarded.message
    assert forwarded.message.is_automatic_forward
    assert forwarded.message.from_user
    assert forwarded.message.from_user.id == 777000
    assert isinstance(forwarded.message.forward_origin, telegram.MessageOriginChannel)
    assert edited.edited_channel_post
    assert edited.edited_channel_post.text == "Django 6.0 is out"
    with pytest.raises(ImpossibleAct):
        await server.person("Bob").say(group, "not a member")
    assert (await bot.send_message("@news", "by name")).chat.id == channel.id


async def test_standing_of_the_bot_is_told(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    bob = server.person("Bob")
    group = server.group(members=[alice, bob], bots=[])
    await alice.add(group, server.bot)
    await alice.promote(group, server.bot)
    await bob.leave(group)
    await alice.kick(group, server.bot)
    await alice.block()
    updates = await bot.get_updates(timeout=0)
    told = [
        (u.my_chat_member.old_chat_member.status, u.my_chat_member.new_chat_member.status)
        for u in updates
        if u.my_chat_member
    ]
    assert told == [
        ("left", "member"),
        ("member", "administrator"),
        ("administrator", "kicked"),
        ("member", "kicked"),
    ]
    service = [u.message for u in updates if u.message]
    assert service[0].new_chat_members[0].username == "framebot"
    assert service[1].left_chat_member == service[1].from_user
    assert not [u for u in updates if u.chat_member]  # only on request


async def test_members_can_be_asked_for(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    bob = server.person("Bob")
    group = server.group(members=[alice, bob], bot_status="administrator")
    assert (await bot.get_chat_member(group.id, alice.id)).status == "creator"
    assert (await bot.get_chat_member(group.id, bob.id)).status == "member"
    stranger = server.person("Eve")
    assert (await bot.get_chat_member(group.id, stranger.id)).status == "left"
    admins = await bot.get_chat_administrators(group.id)
    assert {admin.user.first_name for admin in admins} == {"Alice", "Framebot"}
    assert await bot.get_chat_member_count(group.id) == 3
    assert (await bot.get_chat(group.id)).title == "Pythonistas"
    with refused(BadRequest, "user not found"):
        await bot.get_chat_member(group.id, 1)


async def test_edits_business_and_reactions_arrive(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    bob = server.person("Bob")
    chat = server.private(alice)
    message = await alice.say(chat, "flask")
    await alice.edit(message, "flask?")
    business = server.business(bob)
    await business.receive(alice, "are you open?")
    await alice.react(message, "👍")
    kinds = await bot.get_updates(timeout=0)
    assert [name for update in kinds for name in update.to_dict() if name != "update_id"] == [
        "message",
        "edited_message",
        "business_connection",
        "business_message",
    ]
    assert kinds[1].edited_message
    assert kinds[1].edited_message.text == "flask?"
    sent = await bot.send_message(alice.id, "yes", business_connection_id=business.id)
    assert sent.business_connection_id == business.id
    [reply] = await server.replies(business.chat(alice))
    assert reply.text == "yes"
    await bot.set_message_reaction(chat.id, message.id, "👍")
    assert message.reactions[server.bot.id] == ["👍"]
    with refused(BadRequest, "REACTION_INVALID"):
        await bot.set_message_reaction(chat.id, message.id, "🧊")


# --- Questions ---------------------------------------------------------------------------------


async def test_taps(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    chat = server.private(alice)
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="v1:go")]])
    sent = await bot.send_message(chat.id, "x", reply_markup=keyboard)
    [message] = await server.replies(chat)
    tap = alice.tap(message.button("Go"))
    [update] = await bot.get_updates(timeout=0)
    query = update.callback_query
    assert query
    assert query.data == "v1:go"
    assert query.message == sent
    assert (
        await refusal(server, "answerCallbackQuery", callback_query_id=query.id, text="x" * 201) == "MESSAGE_TOO_LONG"
    )
    await query.answer("done", show_alert=True)
    answer = await tap
    assert (answer.text, answer.show_alert) == ("done", True)
    too_old = "query is too old and response timeout expired or query ID is invalid"
    with refused(BadRequest, too_old):
        await query.answer()
    late = alice.tap(message, "v0:old data")
    server.skip(20)
    with refused(BadRequest, too_old):
        await bot.answer_callback_query(late.id)
    await sent.delete()
    alice.tap(message.button("Go"))
    update = (await bot.get_updates(timeout=0))[-1]
    assert update.callback_query
    assert update.callback_query.message
    assert not update.callback_query.message.is_accessible
    with pytest.raises(LookupError, match="there are 'Go'"):
        message.button("Stop")


def article(number: int = 1, keyboard: InlineKeyboardMarkup | None = None) -> InlineQueryResultArticle:
    content = InputTextMessageContent(f"<b>{number}</b>", parse_mode="HTML")
    return InlineQueryResultArticle(str(number), f"Title {number}", content, keyboard)


async def test_inline_mode(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    group = server.group(members=[alice])
    asked = alice.inline("flask", offset="10", chat_type="supergroup")
    [update] = await bot.get_updates(timeout=0)
    query = update.inline_query
    assert query
    assert (query.query, query.offset, query.chat_type) == ("flask", "10", "supergroup")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="m")]])
    await query.answer([article(1, keyboard), article(2)], next_offset="20")
    answer = await asked
    assert [result.title for result in answer.results] == ["Title 1", "Title 2"]
    assert answer.next_offset == "20"

    posted = await alice.choose(answer.results[0], group)
    assert posted.text == "1"
    assert (await alice.choose(answer.results[1], group)).inline_id is None
    updates = await bot.get_updates(offset=update.update_id + 1, timeout=0)
    first, chosen, second, last = updates
    assert first.message  # an inline bot hears what is sent through it
    assert second.message
    assert first.message.via_bot == telegram.User(server.bot.id, "Framebot", True)
    assert chosen.chosen_inline_result
    assert chosen.chosen_inline_result.result_id == "1"
    assert last.chosen_inline_result
    assert last.chosen_inline_result.inline_message_id is None  # no keyboard, no id
    inline_id = chosen.chosen_inline_result.inline_message_id
    assert inline_id == posted.inline_id

    tap = alice.tap(posted.button("More"))
    update = (await bot.get_updates(offset=last.update_id + 1, timeout=0))[-1]
    assert update.callback_query
    assert update.callback_query.message is None
    assert update.callback_query.inline_message_id == inline_id
    assert await bot.edit_message_text("edited", inline_message_id=inline_id) is True
    assert posted.text == "edited"
    assert (await bot.get_updates(timeout=0))[-1] == update  # bots don't hear of their own edits
    assert not tap.is_answered


async def test_inline_answers_are_cached_for_all_unless_personal(alice: Person) -> None:
    async with TelegramServer(inline_cache=True) as server, client(server, server.bot) as bot:
        anna, bob = server.person("Anna"), server.person("Bob")
        for is_personal in (False, True):
            text = f"personal: {is_personal}"
            asked = anna.inline(text)
            await bot.answer_inline_query(asked.id, [article()], cache_time=10, is_personal=is_personal)
            assert anna.inline(text).is_answered
            assert bob.inline(text).is_answered is not is_personal
            server.skip(11)
            assert not anna.inline(text).is_answered


async def test_inline_answers_are_checked(server: TelegramServer, alice: Person) -> None:
    query = alice.inline("x").id
    text = {"message_text": "x"}

    def result(**more: object) -> Json:
        return {"type": "article", "id": "1", "title": "t", "input_message_content": text, **more}

    prefix = "can't parse inline query result: "
    table: list[tuple[Json, str]] = [
        ({"results": [result(id=str(n)) for n in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [result(), result()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [result(id="")]}, "RESULT_ID_INVALID"),
        ({"results": [result(id="问" * 22)]}, "RESULT_ID_INVALID"),
        ({"results": [result(type="poem")]}, f"{prefix}Unsupported result type specified"),
        (
            {"results": [{"type": "article", "id": "1", "input_message_content": text}]},
            "can't parse results: Can't find field \"title\"",
        ),
        ({"results": [result(title=" ")]}, f"{prefix}ARTICLE_TITLE_EMPTY"),
        (
            {"results": [result(input_message_content={"message_text": "x" * 4097})]},
            f"{prefix}message is too long",
        ),
        (
            {"results": [result(input_message_content={"message_text": "<b>", "parse_mode": "HTML"})]},
            f"{prefix}can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            {"results": [result(reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "y" * 65}]]})]},
            f"{prefix}BUTTON_DATA_INVALID",
        ),
        ({"results": [result(url="nope")]}, f"{prefix}wrong link in url"),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "x", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
        ({"results": [], "button": {"text": "x", "start_parameter": ""}}, "START_PARAM_INVALID"),
        (
            {"results": [], "button": {"text": "x"}},
            "exactly one of web_app and start_parameter must be specified",
        ),
    ]
    for parameters, expected in table:
        text_got = await refusal(server, "answerInlineQuery", inline_query_id=query, **parameters)
        assert text_got == expected
    good = {"inline_query_id": query, "results": [result()], "cache_time": 0}
    assert (await call(server, "answerInlineQuery", **good))["ok"]
    assert (await refusal(server, "answerInlineQuery", **good)).startswith("query is too old")


async def test_guests_answer_once(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    group = server.group("Elsewhere", members=[alice], bots=[])
    asked = alice.guest(group, "@framebot which one?")
    [update] = await bot.get_updates(timeout=0)
    message = update.guest_message
    assert message
    assert message.text == "@framebot which one?"
    query_id = message.guest_query_id
    assert query_id == asked.id
    with refused(BadRequest, "chat not found"):
        await bot.send_message(group.id, "not a member")
    sent = await bot.answer_guest_query(query_id, article())
    posted = await asked
    assert posted.text == "1"
    assert posted.inline_id == sent.inline_message_id
    assert posted.reply_to is group.messages[0]
    assert posted.marks["guest_bot_caller_user"]["id"] == alice.id
    with refused(BadRequest, "query is too old"):
        await bot.answer_guest_query(query_id, article())
    assert await bot.edit_message_text("more", inline_message_id=sent.inline_message_id)
    assert posted.text == "more"


# --- Settings ----------------------------------------------------------------------------------


async def test_commands_per_scope_and_language(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    english, chinese = [("ask", "Ask")], [("ask", "提问")]
    await bot.set_my_commands(english)
    await bot.set_my_commands(chinese, language_code="zh")
    admin = telegram.BotCommandScopeAllChatAdministrators()
    await bot.set_my_commands([("settings", "设置")], scope=admin, language_code="zh")
    group = server.group(members=[alice])
    bob = server.person("Bob", language_code="en")
    assert server.menu(alice, group)[0]["command"] == "settings"
    assert server.menu(alice, alice.private())[0]["description"] == "提问"
    assert server.menu(bob, group)[0]["description"] == "Ask"
    assert [c.description for c in await bot.get_my_commands(language_code="zh")] == ["提问"]
    await bot.delete_my_commands(language_code="zh")
    assert await bot.get_my_commands(language_code="zh") == ()

    command = {"command": "ask", "description": "x"}
    table: list[tuple[Json, str]] = [
        ({"commands": [{**command, "command": "Ask"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{**command, "command": "对比"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{**command, "command": "x" * 33}]}, "command length must not exceed 32"),
        ({"commands": [{**command, "description": ""}]}, "command description must be non-empty"),
        (
            {"commands": [{**command, "description": "x" * 257}]},
            "command description length must not exceed 256",
        ),
        ({"commands": [command] * 2}, "BOT_COMMAND_DUPLICATE"),
        ({"commands": [command] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [command], "language_code": "zh-hans"}, "invalid language code specified"),
        (
            {"commands": [command], "scope": {"type": "everybody"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
        ({"commands": [command], "scope": {"type": "chat", "chat_id": 9}}, "chat not found"),
    ]
    for parameters, expected in table:
        assert await refusal(server, "setMyCommands", **parameters) == expected


async def test_texts_about_the_bot(server: TelegramServer, bot: telegram.Bot) -> None:
    assert (await bot.get_my_name()).name == "Framebot"
    await bot.set_my_name("框架助手", language_code="zh")
    await bot.set_my_description("long")
    await bot.set_my_short_description("short")
    assert (await bot.get_my_name(language_code="zh")).name == "框架助手"
    assert (await bot.get_my_name(language_code="fr")).name == "Framebot"
    assert (await bot.get_my_description(language_code="fr")).description == "long"
    assert (await bot.get_my_short_description()).short_description == "short"
    for field, limit in (("name", 64), ("description", 512), ("short_description", 120)):
        method = "setMy" + field.title().replace("_", "")
        assert (await refusal(server, method, **{field: "x" * (limit + 1)})).endswith("too long")
    me = await bot.get_me()
    assert me.can_join_groups
    assert not me.can_read_all_group_messages
    assert me.supports_inline_queries


async def test_rich_messages_have_one_source(server: TelegramServer, alice: Person) -> None:
    chat = server.private(alice).id
    sent = await call(server, "sendRichMessage", chat_id=chat, rich_message={"html": "<h1>x</h1>"})
    assert sent["result"]["rich_message"]["blocks"]
    both = {"html": "x", "markdown": "x"}
    text = await refusal(server, "sendRichMessage", chat_id=chat, rich_message=both)
    assert text == "exactly one of html and markdown must be specified"


# --- Delivery ----------------------------------------------------------------------------------


async def test_long_polling(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    chat = server.private(alice)
    for number in range(4):
        await alice.say(chat, str(number))
    first = await bot.get_updates(limit=2, timeout=0)
    assert [u.message.text for u in first if u.message] == ["0", "1"]
    again = await bot.get_updates(limit=2, timeout=0)
    assert [u.update_id for u in again] == [u.update_id for u in first]
    rest = await bot.get_updates(offset=first[-1].update_id + 1, timeout=0)
    assert [u.message.text for u in rest if u.message] == ["2", "3"]
    last = await bot.get_updates(offset=-1, timeout=0)
    assert [u.message.text for u in last if u.message] == ["3"]
    assert len(server.bot.updates.pending) == 1

    waiting = asyncio.create_task(bot.get_updates(offset=last[-1].update_id + 1, timeout=5))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    await alice.say(chat, "at last")
    assert [u.message.text for u in await waiting if u.message] == ["at last"]


async def test_allowed_updates_are_remembered(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    chat = server.private(alice)
    await bot.get_updates(timeout=0, allowed_updates=[Update.MESSAGE_REACTION])
    message = await alice.say(chat, "unheard")
    await alice.react(message, "👍")
    [update] = await bot.get_updates(timeout=0)
    assert update.message_reaction
    assert await refusal(server, "getUpdates", allowed_updates=["mesage"]) == "unknown kind of update mesage"


async def test_two_receivers_conflict(server: TelegramServer, bot: telegram.Bot) -> None:
    async with client(server, server.bot) as twin:
        older = asyncio.create_task(bot.get_updates(timeout=5))
        await server.until(lambda: server.bot.polls == 1)
        newer = asyncio.create_task(twin.get_updates(timeout=5))
        with refused(Conflict, "terminated by other getUpdates request"):
            await older
        await bot.set_webhook("https://example.org/hook")
        with refused(Conflict, "terminated by setWebhook request"):
            await newer
    with refused(Conflict, "can't use getUpdates method while webhook is active"):
        await bot.get_updates(timeout=0)


async def test_webhooks_are_checked() -> None:
    async with TelegramServer() as server:
        table: list[tuple[Json, str]] = [
            (
                {"url": "http://example.org"},
                "bad webhook: An HTTPS URL must be provided for webhook",
            ),
            (
                {"url": "https://example.org:8080"},
                "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
            ),
            (
                {"url": "https://127.0.0.1/x"},
                "bad webhook: IP address 127.0.0.1 is reserved",
            ),
            (
                {"url": "https://example.org", "secret_token": "a b"},
                "secret token contains unallowed characters",
            ),
            (
                {"url": "https://example.org", "max_connections": 101},
                "max_connections must be from 1 to 100",
            ),
        ]
        for parameters, expected in table:
            assert await refusal(server, "setWebhook", **parameters) == expected


class Receiver:
    """A webhook that answers as it is told and keeps what it got."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.texts: list[str] = []
        self.secrets: set[str | None] = set()
        self.reply: Json | None = None
        self.hold: dict[str, asyncio.Event] = {}
        app = Starlette(routes=[Route("/hook", self._hook, methods=["POST"])])
        self.server = LoopbackServer(app)

    async def _hook(self, request: Request) -> Response:
        update = await request.json()
        self.texts.append(update["message"]["text"])
        if hold := self.hold.get(self.texts[-1]):
            await hold.wait()
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if self.statuses:
            return Response(status_code=self.statuses.pop(0))
        return JSONResponse(self.reply) if self.reply else Response()


async def test_webhook_delivery(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    receiver = Receiver()
    await receiver.server.start()
    url = f"{receiver.server.url}/hook"
    chat = server.private(alice)
    await alice.say(chat, "dropped")
    await bot.set_webhook(url, secret_token="s3cret", drop_pending_updates=True)
    receiver.statuses = [500, 503]
    await alice.say(chat, "first")
    await alice.say(chat, "second")
    await server.handled()
    assert receiver.texts == ["first", "first", "first", "second"]  # in order, until the 200
    assert receiver.secrets == {"s3cret"}
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"
    assert info.pending_update_count == 0

    receiver.reply = {"method": "sendMessage", "chat_id": chat.id, "text": "in the reply"}
    await alice.say(chat, "third")
    [reply] = await server.replies(chat)
    assert reply.text == "in the reply"
    receiver.reply = None

    await receiver.server.stop()
    await alice.say(chat, "nobody listens")
    await server.until(lambda: server.bot.webhook and "refused" in str(server.bot.webhook.last_error_message))
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await receiver.server.start()
    await server.handled()
    assert receiver.texts[-1] == "nobody listens"
    await receiver.server.stop()
    await bot.delete_webhook()
    assert await bot.get_updates(timeout=0) == ()


async def test_webhook_lanes(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    receiver = Receiver()
    await receiver.server.start()
    await bot.set_webhook(f"{receiver.server.url}/hook")
    first, second = server.private(alice), server.private(server.person("Bob"))
    receiver.hold["slow"] = asyncio.Event()
    await alice.say(first, "slow")
    await alice.say(first, "after slow")
    bob = Person(server.world, server.world.users[second.id], server.bot)
    await bob.say(second, "elsewhere")
    await server.until(lambda: "elsewhere" in receiver.texts)
    assert receiver.texts == ["slow", "elsewhere"]  # a slow chat holds up only itself
    receiver.hold["slow"].set()
    await server.handled()
    assert receiver.texts == ["slow", "elsewhere", "after slow"]
    await receiver.server.stop()


async def test_a_poll_hung_up_on_is_no_conflict(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await server.until(lambda: server.bot.polls == 1)
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    await alice.say(server.private(alice), "hello")
    assert await heard(bot) == ["hello"]
    assert server.refusals == []


async def test_a_whole_bot(server: TelegramServer, alice: Person) -> None:
    async def ask(update: Update, _context: object) -> None:
        assert update.message
        await update.message.reply_html(
            "<b>Django</b>",
            reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("Why?", callback_data="w")]]),
        )

    async def why(update: Update, _context: object) -> None:
        assert update.callback_query
        await update.callback_query.answer("a moment")
        await update.callback_query.edit_message_text("batteries")

    application = Application.builder().token(server.token).base_url(server.base_url).build()
    application.add_handler(CommandHandler("ask", ask))
    application.add_handler(CallbackQueryHandler(why))
    group = server.group(members=[alice])
    async with application:
        await application.start()
        assert application.updater
        await application.updater.start_polling()
        question = await alice.say(group, "/ask@framebot 后台用哪个？")
        [reply] = await server.replies(group)
        assert reply.text == "Django"
        assert reply.reply_to is question
        assert (await alice.tap(reply.button("Why"))).text == "a moment"
        await server.until(lambda: reply.text == "batteries")
        assert reply.buttons == []
        await alice.say(group, "thanks")
        await server.silence(group, 0.05)
        await application.updater.stop()
        await application.stop()
    assert server.refusals == []


# --- Bad days ----------------------------------------------------------------------------------


@pytest.fixture
def timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """The newer way of python-telegram-bot to say how long to wait, without its warning."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.mark.usefixtures("timedeltas")
async def test_faults(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    chat = server.private(alice)
    server.faults.refuse("sendMessage", retry_after=3)
    with pytest.raises(RetryAfter):
        await bot.send_message(chat.id, "a")
    server.faults.refuse("sendMessage", status=502, description="Bad Gateway", times=2)
    for _ in range(2):
        with refused(NetworkError, "Bad Gateway"):
            await bot.send_message(chat.id, "a")
    server.faults.reset("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "a")
    assert chat.messages == []
    server.faults.reset("sendMessage", after_effect=True)
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "sent and lost")
    assert chat.last.text == "sent and lost"
    server.faults.garble("sendMessage")
    with pytest.raises(telegram.error.TelegramError):
        await bot.send_message(chat.id, "garbled")
    assert chat.last.text == "garbled"
    slow = server.faults.delay("sendMessage", seconds=0.5, after_effect=True)
    with pytest.raises(telegram.error.TimedOut):
        await bot.send_message(chat.id, "slow", read_timeout=0.1)
    assert (chat.last.text, slow.hits) == ("slow", 1)
    down = True
    broken = server.faults.refuse(chat_id=chat.id, times=None, while_=lambda: down)
    with pytest.raises(NetworkError):
        await bot.send_chat_action(chat.id, "typing")
    down = False
    await bot.send_message(chat.id, "fine")
    assert broken.hits == 1
    assert server.refusals == []  # faults are not the bot's mistakes


@pytest.mark.usefixtures("timedeltas")
async def test_rate_limits(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    group = server.group(members=[alice])
    server.limits = RateLimits(per_group_minute=3)
    for _ in range(3):
        await bot.send_message(group.id, "x")
    with pytest.raises(RetryAfter) as wait:
        await bot.send_message(group.id, "x")
    assert isinstance(wait.value.retry_after, timedelta)
    assert 50 < wait.value.retry_after.total_seconds() <= 60
    await bot.send_message(server.private(alice).id, "not a group")
    server.skip(61)
    await bot.send_message(group.id, "x")


async def test_outage_and_return(server: TelegramServer, bot: telegram.Bot, alice: Person) -> None:
    chat = server.private(alice)
    url = server.url
    await server.stop()
    await alice.say(chat, "while you were away")
    with pytest.raises(NetworkError):
        await bot.get_updates(timeout=0)
    await server.start()
    assert server.url == url
    assert await heard(bot) == ["while you were away"]


async def test_waits_explain_themselves(server: TelegramServer, alice: Person) -> None:
    chat = server.private(alice)
    await refusal(server, "sendMessage", chat_id=chat.id, text="")
    with pytest.raises(TimeoutError, match="message text is empty"):
        await server.replies(chat, timeout=0.05)
    await alice.say(chat, "hello?")
    with pytest.raises(TimeoutError):
        await server.handled(timeout=0.05)
    with pytest.raises(TimeoutError):
        await alice.inline("x").answered(timeout=0.05)
