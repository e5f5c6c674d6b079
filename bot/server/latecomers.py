"""Questions that waited too long, as after an outage: nobody wants a burst of stale answers."""

from __future__ import annotations

from collections import OrderedDict
from datetime import UTC, datetime

import structlog
from telegram import Update
from telegram.constants import ChatType

from bot.handlers.faults import Undelivered
from bot.handlers.outgoing import Place
from bot.handlers.service import Service
from bot.server import metrics
from bot.server.decisions import too_late, waited

_log = structlog.get_logger(__name__)

_TOLD_FOR = 3600.0
"""Seconds in which a chat is told once."""
_MOST = 10_000
_MISSED = "missed"
"""What the line is called among the answers that were given."""


class Latecomers:
    """Turns away what is too old. Who wrote in private, and so surely waits, gets one line about it."""

    def __init__(self, service: Service, stale_after: float) -> None:
        self._service = service
        self._stale_after = stale_after
        self._told: OrderedDict[int, float] = OrderedDict()

    async def turn_away(self, update: Update) -> bool:
        """Whether ``update`` came too late and is done with."""
        now = datetime.now(UTC)
        seconds = waited(update, now)
        if seconds is None:
            return False
        metrics.LAG.observe(max(0.0, seconds))
        if not too_late(seconds, self._stale_after):
            return False
        metrics.SKIPPED.labels("too late").inc()
        _log.warning("update skipped", reason="too late", update_id=update.update_id, seconds=round(seconds))
        if update.message is not None and update.message.chat.type == ChatType.PRIVATE:
            await self._tell(update, now.timestamp())
        return True

    async def _tell(self, update: Update, now: float) -> None:
        chat, person = update.effective_chat, update.effective_user
        if chat is None or person is None or now - self._told.get(chat.id, -_TOLD_FOR) < _TOLD_FOR:
            return
        self._told[chat.id] = now
        self._told.move_to_end(chat.id)
        if len(self._told) > _MOST:
            self._told.popitem(last=False)
        before = await self._service.memory.answers.latest(chat.id, None, _MISSED)
        if before is not None and now - before.at.timestamp() < _TOLD_FOR:
            # By this process before it was started anew, or by another replica.
            return
        settings = await self._service.memory.people.get(person.id)
        language = self._service.desk.language(settings.language, person.language_code)
        try:
            sent = await self._service.say(Place(chat.id), self._service.notice("notice.missed", language))
            await self._service.remember(sent, None, _MISSED)
        except Undelivered as error:
            _log.info("could not say that a question came too late", fault=error.diagnosis.fault.value)
