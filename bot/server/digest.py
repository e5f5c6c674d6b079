"""Errors are reported to the owners: as a digest, seldom, and without a word that a user wrote."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Collection
from datetime import UTC, datetime

from bot.handlers.faults import Undelivered
from bot.handlers.outgoing import Place
from bot.handlers.service import Service
from bot.presentation import Message
from bot.presentation.document import Document, plain_line
from bot.presentation.message import paragraph

_EVERY = 3600.0
"""Seconds between two digests."""
_GATHER = 60.0
"""Seconds in which errors are gathered before the first is reported: they seldom come alone."""
_LINES = 10
_OURS = "bot."


def label(record: logging.LogRecord) -> str:
    """What an error is called in the digest.

    Our own lines hold no user's words. Of a library's, which may quote some, only its name and the kind of the error
    are told.
    """
    if record.name.startswith(_OURS):
        event = record.msg
        if isinstance(event, dict):
            more = " ".join(str(event[key]) for key in ("error", "reason") if key in event)
            return f"{record.name}: {event.get('event', '')} {more}".rstrip()
        return f"{record.name}: {record.getMessage()}"
    kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else record.levelname.lower()
    return f"{record.name}: {kind}"


class Digest(logging.Handler):
    """Counts errors that are logged, and tells the owners every now and then."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._counted: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        """Counts an error; of very many kinds those that came first."""
        name = label(record)[:200]
        if name in self._counted or len(self._counted) < 100:
            self._counted[name] += 1

    async def report(self, service: Service, owners: Collection[int]) -> None:
        """Tells the owners, for ever. Of several replicas each tells of its own errors."""
        while owners:
            await asyncio.sleep(_GATHER)
            if not self._counted:
                continue
            taken, self._counted = self._counted, Counter()
            message = digest(taken)
            for owner in owners:
                try:
                    await service.out.send(Place(owner), message)
                except Undelivered:
                    # An owner who never started the bot cannot be told; the log has it all.
                    continue
            await asyncio.sleep(_EVERY)


def digest(errors: Counter[str]) -> Message:
    """The report."""
    more = len(errors) - _LINES
    lines = [f"{count} × {name}" for name, count in errors.most_common(_LINES)]
    if more > 0:
        lines.append(f"… +{more}")
    title = f"⚠️ {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    return Message(Document((paragraph(plain_line(title)), paragraph(*map(plain_line, lines)))).fitted())
