"""Every fault that Telegram or the network can give has one class and one treatment."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import aiohttp
import httpx
import pytest
from aiohttp.client_reqrep import ConnectionKey
from telegram import Message
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.handlers.faults import Diagnosis, Fault, diagnose
from bot.handlers.mending import LONGEST_WAIT, TRIES, Attempt, mend


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


NO_JSON = TelegramError("Invalid server response")
KEY = ConnectionKey("127.0.0.1", 80, is_ssl=False, ssl=False, proxy=None, proxy_auth=None, proxy_headers_hash=None)


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (BadRequest("Message is not modified: specified new message content"), Fault.NOT_MODIFIED),
        (BadRequest("Query is too old and response timeout expired or query id is invalid"), Fault.EXPIRED),
        (BadRequest("Message to be replied not found"), Fault.REPLY_GONE),
        (BadRequest("Message thread not found"), Fault.TOPIC_GONE),
        (BadRequest("Can't parse entities: unsupported start tag"), Fault.MARKUP),
        (BadRequest("Message to edit not found"), Fault.TARGET_GONE),
        (BadRequest("Message can't be deleted"), Fault.TARGET_GONE),
        (BadRequest("Not enough rights to send text messages to the chat"), Fault.NO_RIGHTS),
        (BadRequest("TOPIC_CLOSED"), Fault.NO_RIGHTS),
        (BadRequest("Chat not found"), Fault.GONE),
        (BadRequest("BUTTON_DATA_INVALID"), Fault.BUG),
        (BadRequest("Message is too long"), Fault.BUG),
        (Forbidden("Forbidden: bot was blocked by the user"), Fault.GONE),
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Fault.GONE),
        (Forbidden("Forbidden: user is deactivated"), Fault.GONE),
        (Forbidden("Forbidden: not enough rights to send text messages"), Fault.NO_RIGHTS),
        (BadRequest("Wrong file identifier/HTTP URL specified"), Fault.FILE_GONE),
        (BadRequest("Wrong remote file identifier specified: Wrong string length"), Fault.FILE_GONE),
        (InvalidToken("Unauthorized"), Fault.UNAUTHORIZED),
        (InvalidToken("Not Found: method not found"), Fault.UNSUPPORTED),
        (caused(EndPointNotFound("x"), InvalidToken("Not Found: method not found")), Fault.UNSUPPORTED),
        (caused(EndPointNotFound("x"), InvalidToken("Unauthorized")), Fault.UNAUTHORIZED),
        (caused(EndPointNotFound("x"), caused(InvalidToken("Not Found (404)"), NO_JSON)), Fault.BUSY),
        (Conflict("terminated by other getUpdates request"), Fault.CONFLICT),
        (NetworkError("Bad Gateway"), Fault.BUSY),
        (NetworkError("Internal Server Error (500)"), Fault.BUSY),
        (NetworkError("Gateway Timeout (504)"), Fault.MAYBE_SENT),
        (caused(NetworkError("Gateway Timeout (504)"), NO_JSON), Fault.MAYBE_SENT),
        (caused(NetworkError("Bad Gateway (502)"), NO_JSON), Fault.BUSY),
        (caused(InvalidToken("Not Found (404)"), NO_JSON), Fault.BUSY),
        (caused(InvalidToken("rejected"), caused(InvalidToken("Not Found (404)"), NO_JSON)), Fault.BUSY),
        (caused(Forbidden("Forbidden (403)"), NO_JSON), Fault.BUSY),
        (caused(BadRequest("Bad Request (400)"), NO_JSON), Fault.BUSY),
        (caused(NetworkError("x"), aiohttp.ClientConnectorDNSError(KEY, OSError())), Fault.NOT_SENT),
        (caused(TimedOut(), aiohttp.ConnectionTimeoutError("x")), Fault.NOT_SENT),
        (caused(TimedOut(), aiohttp.SocketTimeoutError("x")), Fault.MAYBE_SENT),
        (caused(NetworkError("x"), aiohttp.ServerDisconnectedError()), Fault.MAYBE_SENT),
        (caused(NetworkError("x"), aiohttp.ClientOSError("x")), Fault.MAYBE_SENT),
        (caused(NetworkError("x"), aiohttp.ClientPayloadError("x")), Fault.MAYBE_SENT),
        (caused(NetworkError("x"), httpx.ConnectError("x")), Fault.NOT_SENT),
        (caused(TimedOut(), httpx.ConnectTimeout("x")), Fault.NOT_SENT),
        (caused(TimedOut(), httpx.PoolTimeout("x")), Fault.NOT_SENT),
        (caused(TimedOut(), httpx.ReadTimeout("x")), Fault.MAYBE_SENT),
        (caused(NetworkError("x"), httpx.ReadError("x")), Fault.MAYBE_SENT),
        (caused(NetworkError("x"), httpx.RemoteProtocolError("x")), Fault.MAYBE_SENT),
        (TelegramError("Invalid server response"), Fault.MAYBE_SENT),
        (TelegramError("something else"), Fault.BUG),
    ],
)
def test_classes(error: TelegramError, fault: Fault) -> None:
    assert diagnose(error) == Diagnosis(fault)


@pytest.mark.parametrize("answer", [7, "x", [], {"message_id": "x"}])
def test_an_answer_of_a_wrong_shape_may_be_one_all_the_same(answer: Any) -> None:
    with pytest.raises(Exception) as caught:
        Message.de_json(answer, None)
    assert diagnose(caught.value) == Diagnosis(Fault.MAYBE_SENT)


def test_a_mistake_of_ours_is_none_of_telegrams() -> None:
    with pytest.raises(LookupError) as caught:
        raise LookupError("no such thing")
    assert diagnose(caught.value) == Diagnosis(Fault.BUG)


def test_a_flood_says_how_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    assert diagnose(RetryAfter(timedelta(seconds=7))) == Diagnosis(Fault.FLOOD, seconds=7)


def test_a_migration_says_where_to() -> None:
    assert diagnose(ChatMigrated(-100500)) == Diagnosis(Fault.MIGRATED, chat_id=-100500)


FULL = Attempt(-5, thread_id=3, reply_to=9)


@pytest.mark.parametrize(
    ("fault", "changes"),
    [
        (Fault.MARKUP, {"plain": True}),
        (Fault.REPLY_GONE, {"reply_to": None}),
        (Fault.TOPIC_GONE, {"thread_id": None}),
        (Fault.BUSY, {"after": 0.25}),
        (Fault.NOT_SENT, {"after": 0.25}),
    ],
)
def test_what_is_changed_or_tried_again(fault: Fault, changes: dict[str, Any]) -> None:
    following = mend(FULL, Diagnosis(fault), harmless=False)
    expected = {"chat_id": -5, "thread_id": 3, "reply_to": 9, "number": 2, **changes}
    assert following == Attempt(**expected)


@pytest.mark.parametrize(
    "fault",
    [
        Fault.GONE,
        Fault.NO_RIGHTS,
        Fault.TARGET_GONE,
        Fault.NOT_MODIFIED,
        Fault.EXPIRED,
        Fault.CONFLICT,
        Fault.UNAUTHORIZED,
        Fault.BUG,
    ],
)
def test_what_no_second_attempt_mends(fault: Fault) -> None:
    assert mend(FULL, Diagnosis(fault), harmless=True) is None


def test_what_may_have_arrived_is_sent_again_only_if_that_is_harmless() -> None:
    assert mend(FULL, Diagnosis(Fault.MAYBE_SENT), harmless=False) is None
    assert mend(FULL, Diagnosis(Fault.MAYBE_SENT), harmless=True)


def test_a_short_flood_is_waited_out_and_a_long_one_is_not() -> None:
    short = mend(FULL, Diagnosis(Fault.FLOOD, seconds=LONGEST_WAIT), harmless=False)
    assert short is not None
    assert short.after == LONGEST_WAIT
    assert mend(FULL, Diagnosis(Fault.FLOOD, seconds=LONGEST_WAIT + 1), harmless=False) is None


def test_a_migrated_group_is_followed_without_its_past() -> None:
    following = mend(FULL, Diagnosis(Fault.MIGRATED, chat_id=-1005), harmless=False)
    assert following == Attempt(-1005, number=2)


def test_the_same_attempt_is_not_made_twice() -> None:
    plain = Attempt(5, plain=True)
    for fault in (Fault.MARKUP, Fault.REPLY_GONE, Fault.TOPIC_GONE):
        assert mend(plain, Diagnosis(fault), harmless=True) is None


@pytest.mark.parametrize("fault", [Fault.MIGRATED, Fault.REPLY_GONE, Fault.TOPIC_GONE, Fault.MARKUP])
def test_what_is_found_out_after_long_waiting_is_mended_all_the_same(fault: Fault) -> None:
    assert mend(replace(FULL, number=TRIES), Diagnosis(Fault.FLOOD, seconds=1), harmless=True) is None
    assert mend(replace(FULL, number=TRIES), Diagnosis(fault, chat_id=-1005), harmless=False)


def test_a_group_that_migrates_to_and_fro_is_not_followed_for_ever() -> None:
    attempt: Attempt | None = FULL
    followed = 0
    while attempt is not None:
        attempt = mend(attempt, Diagnosis(Fault.MIGRATED, chat_id=-1005 - followed % 2), harmless=False)
        followed += 1
    assert followed < 20


def test_there_is_an_end() -> None:
    attempt: Attempt | None = FULL
    for _ in range(TRIES - 1):
        assert attempt is not None
        attempt = mend(attempt, Diagnosis(Fault.BUSY), harmless=True)
    assert attempt is not None
    assert mend(attempt, Diagnosis(Fault.BUSY), harmless=True) is None
