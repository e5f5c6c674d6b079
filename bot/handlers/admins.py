"""Who administers a group, remembered for a minute."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from telegram import Bot, ChatMember
from telegram.error import TelegramError

from bot.handlers.faults import Undelivered, diagnose

_FRESH = 60.0
"""Seconds. Long enough for a row of taps, short enough for somebody who was just promoted or demoted."""
_MOST = 1_000
_ADMINS = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR})


class Admins:
    """Asks Telegram who somebody is in a chat, and not twice a minute."""

    def __init__(self, bot: Bot, clock: Callable[[], float] = time.monotonic) -> None:
        self._bot = bot
        self._clock = clock
        self._known: OrderedDict[tuple[int, int], tuple[float, bool]] = OrderedDict()

    async def __call__(self, chat_id: int, person_id: int) -> bool:
        """Whether the person is an admin of the chat.

        Raises:
            Undelivered: Telegram does not say.
        """
        key = (chat_id, person_id)
        known = self._known.get(key)
        if known and self._clock() - known[0] < _FRESH:
            return known[1]
        try:
            member = await self._bot.get_chat_member(chat_id, person_id)
        except TelegramError as error:
            raise Undelivered(diagnose(error)) from error
        self._known[key] = (self._clock(), member.status in _ADMINS)
        self._known.move_to_end(key)
        if len(self._known) > _MOST:
            self._known.popitem(last=False)
        return self._known[key][1]
