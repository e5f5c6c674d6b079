"""What is decided about an update on its way in: pure functions of the update, the clock and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from telegram import Message, Update

from bot.handlers import Outcome
from bot.handlers.faults import Fault

_IN_DOUBT = (1.0, 4.0, 16.0)
"""Seconds before an answer that was perhaps not sent is sent again, for the first time, the second…"""


def lane(update: Update) -> str:
    """Updates with the same lane are handled one after the other."""
    chat, person = update.effective_chat, update.effective_user
    if chat is not None:
        return f"chat {chat.id}"
    return f"person {person.id}" if person is not None else f"update {update.update_id}"


def words(update: Update) -> Iterator[str]:
    """What people wrote, as far as the update quotes it: none of it belongs to a log."""
    message = update.effective_message
    replied = message.reply_to_message if message else None
    query = update.inline_query or update.chosen_inline_result
    found: list[object] = [query.query] if query else []
    for each in (message, replied):
        if isinstance(each, Message):
            found += (each.text, each.caption, each.quote and each.quote.text)
    # The library takes what comes, and only texts can be hidden.
    yield from (text for text in found if isinstance(text, str) and text)


def waited(update: Update, now: datetime) -> float | None:
    """Seconds since a message was written or edited; none for what has no date of its own, such as a tap."""
    message = update.message or update.edited_message or update.guest_message
    if message is None:
        return None
    return (now - (message.edit_date or message.date)).total_seconds()


def too_late(seconds: float | None, stale_after: float) -> bool:
    """Whether an answer would come too late to be of use; with a ``stale_after`` of 0 it never does."""
    return seconds is not None and 0 < stale_after < seconds


def pause_before_another_try(outcome: Outcome | None, *, doubts: int, answered: bool, timed_out: bool) -> float | None:
    """Seconds after which an update is handled again; none if there is no need or no hope.

    A connection that broke off may have lost the answer: it is sent again, for an answer twice is better than none, but
    not for ever. After a time-out it is not: Telegram had the whole call, and is slow.

    Args:
        outcome: what became of the update this time.
        doubts: how often nobody could say whether its answer was sent, this time included.
        answered: whether Telegram has taken an answer.
        timed_out: whether a call got no word back in time.
    """
    if outcome is None or answered:
        return None
    if outcome.retry_after is not None:
        return outcome.retry_after
    if outcome.fault is not Fault.MAYBE_SENT or timed_out or doubts > len(_IN_DOUBT):
        return None
    return _IN_DOUBT[doubts - 1]
