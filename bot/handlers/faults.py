"""What went wrong between the bot and Telegram: every error is classified here, once.

Telegram tells most faults apart by words alone, and python-telegram-bot maps several of them to one class
(``BadRequest`` is even a ``NetworkError``), so the words decide. They are those of Telegram's own server.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import httpx
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter


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
    CONFLICT = "conflict"
    """Another process polls, or a webhook is set."""
    UNAUTHORIZED = "unauthorized"
    """The token is wrong or was revoked."""
    BUG = "bug"
    """Telegram refused a call that should not have been made so."""


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
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


def diagnose(error: BaseException) -> Diagnosis:
    """The class of a fault that came out of a call to Telegram."""
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return Diagnosis(Fault.FLOOD, seconds=wait.total_seconds() if isinstance(wait, timedelta) else float(wait))
    if isinstance(error, ChatMigrated):
        return Diagnosis(Fault.MIGRATED, chat_id=error.new_chat_id)
    return Diagnosis(_fault(error))


def _fault(error: BaseException) -> Fault:
    if isinstance(error, Forbidden):
        # Also "not enough rights", which some methods give as 403.
        return _by_words(error) or Fault.GONE
    if isinstance(error, BadRequest):
        return _by_words(error) or Fault.BUG
    for kind, fault in ((InvalidToken, Fault.UNAUTHORIZED), (Conflict, Fault.CONFLICT)):
        if isinstance(error, kind):
            return fault
    if isinstance(error, NetworkError):
        return _of_network(error)
    # The answer could not be read: whatever was asked may have been done.
    return Fault.MAYBE_SENT if "invalid server response" in str(error).lower() else Fault.BUG


def _of_network(error: NetworkError) -> Fault:
    cause = error.__cause__
    if isinstance(cause, httpx.HTTPError):
        return Fault.NOT_SENT if isinstance(cause, _NEVER_LEFT) else Fault.MAYBE_SENT
    return Fault.BUSY


def _by_words(error: BaseException) -> Fault | None:
    words = str(error).lower()
    return next((fault for part, fault in _WORDS if part in words), None)
