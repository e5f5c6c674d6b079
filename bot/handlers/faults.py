"""What went wrong between the bot and Telegram: every error is classified here, once.

Telegram tells most faults apart by words alone, and python-telegram-bot maps several of them to one class
(``BadRequest`` is even a ``NetworkError``), so the words decide. They are those of Telegram's own server.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import aiohttp
import httpx
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
)


class Fault(StrEnum):
    """A class of faults; each has its own treatment."""

    FLOOD = "flood"
    """Too many messages: wait as long as Telegram says."""
    BUSY = "busy"
    """Telegram failed: the same call later."""
    NOT_SENT = "not sent"
    """The network failed before the call got out: the same call again."""
    MAYBE_SENT = "maybe sent"
    """The network failed after the call got out: only a call that does no harm twice is made again."""
    GONE = "gone"
    """Blocked, kicked, deleted: the chat is no more."""
    NO_RIGHTS = "no rights"
    """The bot is there but may not write (in this topic)."""
    MIGRATED = "migrated"
    """The group became a supergroup with another id."""
    REPLY_GONE = "reply gone"
    """The message that is replied to was deleted: send without."""
    TOPIC_GONE = "topic gone"
    """The topic was deleted, or topics were switched off: send without."""
    TARGET_GONE = "target gone"
    """The message to edit or to delete was deleted."""
    NOT_MODIFIED = "not modified"
    """The message says this already: done."""
    EXPIRED = "expired"
    """A tap or an inline query was waiting too long: nobody waits any more."""
    MARKUP = "markup"
    """The HTML is wrong: send it plain."""
    FILE_GONE = "file gone"
    """A file that was sent before is not known by its id any more: send it anew."""
    UNSUPPORTED = "unsupported"
    """The server knows no such method."""
    CONFLICT = "conflict"
    """Another process polls, or a webhook is set."""
    UNAUTHORIZED = "unauthorized"
    """The token is wrong or was revoked."""
    BUG = "bug"
    """Telegram refused a call that should not have been made so."""


PASSING = frozenset({Fault.FLOOD, Fault.BUSY, Fault.NOT_SENT, Fault.MAYBE_SENT, Fault.CONFLICT})
"""Faults that pass by themselves, such as a name server that is not up yet."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A fault with what Telegram said about its end."""

    fault: Fault
    seconds: float = 0
    """How long to wait, after a flood."""
    chat_id: int = 0
    """The new id, after a migration."""


class Undelivered(Exception):  # noqa: N818 - it says what became of the message
    """A call to Telegram failed for good."""

    def __init__(self, diagnosis: Diagnosis) -> None:
        super().__init__(diagnosis.fault.value)
        self.diagnosis = diagnosis


_WORDS: tuple[tuple[str, Fault], ...] = (
    ("message is not modified", Fault.NOT_MODIFIED),
    ("query is too old", Fault.EXPIRED),
    ("query id is invalid", Fault.EXPIRED),
    ("message to be replied not found", Fault.REPLY_GONE),
    ("replied message not found", Fault.REPLY_GONE),
    ("reply message not found", Fault.REPLY_GONE),
    ("message thread not found", Fault.TOPIC_GONE),
    ("topic_deleted", Fault.TOPIC_GONE),
    ("topic_id_invalid", Fault.TOPIC_GONE),
    ("can't parse entities", Fault.MARKUP),
    ("method not found", Fault.UNSUPPORTED),
    ("wrong file identifier", Fault.FILE_GONE),
    ("wrong remote file", Fault.FILE_GONE),
    ("message to edit not found", Fault.TARGET_GONE),
    ("message to delete not found", Fault.TARGET_GONE),
    ("message can't be edited", Fault.TARGET_GONE),
    ("message can't be deleted", Fault.TARGET_GONE),
    ("message_id_invalid", Fault.TARGET_GONE),
    ("not enough rights", Fault.NO_RIGHTS),
    ("have no rights", Fault.NO_RIGHTS),
    ("need administrator rights", Fault.NO_RIGHTS),
    ("chat_write_forbidden", Fault.NO_RIGHTS),
    ("chat_restricted", Fault.NO_RIGHTS),
    ("topic_closed", Fault.NO_RIGHTS),
    ("chat not found", Fault.GONE),
    ("group chat was deactivated", Fault.GONE),
    ("peer_id_invalid", Fault.GONE),
    ("user is deactivated", Fault.GONE),
    ("user not found", Fault.GONE),
)
_UNREADABLE = "invalid server response"
_WAITED_IN_VAIN = "gateway timeout"
_NEVER_LEFT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
)
"""How HTTP clients say that there was no connection to send a call over."""


def diagnose(error: BaseException) -> Diagnosis:
    """The class of a fault that came out of a call to Telegram."""
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return Diagnosis(Fault.FLOOD, seconds=wait.total_seconds() if isinstance(wait, timedelta) else float(wait))
    if isinstance(error, ChatMigrated):
        return Diagnosis(Fault.MIGRATED, chat_id=error.new_chat_id)
    return Diagnosis(_fault(error))


def _fault(error: BaseException) -> Fault:
    if not isinstance(error, TelegramError):
        # The library takes an answer for what it should be, and stumbles over one that is not.
        return Fault.MAYBE_SENT if _in_library(error) else Fault.BUG
    if _by_somebody_else(error):
        return Fault.MAYBE_SENT if _WAITED_IN_VAIN in str(error).lower() else Fault.BUSY
    if isinstance(error, Forbidden):
        # Also "not enough rights", which some methods give as 403.
        return _by_words(error) or Fault.GONE
    if isinstance(error, BadRequest):
        return _by_words(error) or Fault.BUG
    if isinstance(error, InvalidToken):
        # The library takes every 404 for a wrong token, also that of a method that the server does not know.
        return _by_words(error) or Fault.UNAUTHORIZED
    if isinstance(error, EndPointNotFound):
        # It takes every 401 for such a 404, where it has no method of its own.
        return Fault.UNAUTHORIZED if "unauthorized" in str(error.__cause__).lower() else Fault.UNSUPPORTED
    if isinstance(error, Conflict):
        return Fault.CONFLICT
    if isinstance(error, NetworkError):
        return _of_network(error)
    # The answer could not be read: whatever was asked may have been done.
    return Fault.MAYBE_SENT if _UNREADABLE in str(error).lower() else Fault.BUG


def _by_somebody_else(error: TelegramError) -> bool:
    """Whether it was not Telegram that refused: the page of a proxy says nothing of the call, whatever its status."""
    cause = error.__cause__
    while cause is not None:
        if isinstance(cause, TelegramError) and _UNREADABLE in str(cause).lower():
            return True
        cause = cause.__cause__
    return False


def _in_library(error: BaseException) -> bool:
    """Whether the error came up in python-telegram-bot."""
    trace = error.__traceback__
    while trace is not None:
        if str(trace.tb_frame.f_globals.get("__name__", "")).partition(".")[0] == "telegram":
            return True
        trace = trace.tb_next
    return False


def _of_network(error: NetworkError) -> Fault:
    cause = error.__cause__
    if isinstance(cause, (aiohttp.ClientError, httpx.HTTPError, TimeoutError)):
        return Fault.NOT_SENT if isinstance(cause, _NEVER_LEFT) else Fault.MAYBE_SENT
    # Who has waited in vain for Telegram has handed the call on.
    return Fault.MAYBE_SENT if _WAITED_IN_VAIN in str(error).lower() else Fault.BUSY


def _by_words(error: BaseException) -> Fault | None:
    words = str(error).lower()
    return next((fault for part, fault in _WORDS if part in words), None)
