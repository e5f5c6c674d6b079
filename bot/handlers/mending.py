"""What to do about a fault: a pure function from one attempt to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.handlers.faults import Diagnosis, Fault

TRIES = 4
"""How often the same call is made."""
_CHANGES = 4
"""How often it may be changed besides."""
LONGEST_WAIT = 5.0
"""Seconds. Who is told to wait longer gives up: whoever handles the update comes back to it, and holds nobody up."""

_CHANGED = frozenset({Fault.MIGRATED, Fault.REPLY_GONE, Fault.TOPIC_GONE, Fault.MARKUP})
"""Faults after which the call is made another way. That is worth a try however often it was made before."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """How a call is made this time."""

    chat_id: int = 0
    thread_id: int | None = None
    reply_to: int | None = None
    plain: bool = False
    """Without markup."""
    number: int = 1
    after: float = 0.0
    """Seconds to wait before it."""


def mend(attempt: Attempt, diagnosis: Diagnosis, *, harmless: bool) -> Attempt | None:
    """The next attempt; none if there is no use in one.

    Args:
        attempt: that failed.
        diagnosis: why it failed.
        harmless: whether it does no harm to make the call twice.
    """
    again = replace(attempt, number=attempt.number + 1, after=0.0)
    fault = diagnosis.fault
    if fault not in _CHANGED and attempt.number >= TRIES:
        return None
    if fault is Fault.FLOOD:
        return replace(again, after=diagnosis.seconds) if diagnosis.seconds <= LONGEST_WAIT else None
    if fault in {Fault.BUSY, Fault.NOT_SENT} or (fault is Fault.MAYBE_SENT and harmless):
        return replace(again, after=0.25 * 4 ** (attempt.number - 1))
    changed = {
        # Message ids and topics of the old group mean nothing in the new one.
        Fault.MIGRATED: replace(again, chat_id=diagnosis.chat_id or attempt.chat_id, thread_id=None, reply_to=None),
        Fault.REPLY_GONE: replace(again, reply_to=None),
        Fault.TOPIC_GONE: replace(again, thread_id=None),
        Fault.MARKUP: replace(again, plain=True),
    }.get(fault)
    if changed is None or attempt.number >= TRIES + _CHANGES:
        return None
    # An attempt that would be the same again would fail the same way.
    return changed if replace(changed, number=attempt.number, after=attempt.after) != attempt else None
