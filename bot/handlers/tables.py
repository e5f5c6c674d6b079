"""Messages with tables, as Telegram has them since Bot API 10.1; other servers get the text.

The first one tells whether the server knows them. A server that does not is not asked again as long as the process
lives, and whoever asked never notices: the text follows at once.
"""

from __future__ import annotations

import logging
from typing import Any

from telegram import Bot
from telegram import Message as SentMessage
from telegram.error import TelegramError

from bot.handlers.faults import Fault, diagnose
from bot.presentation import Message

logger = logging.getLogger(__name__)

_METHOD = "sendRichMessage"
_REFUSED = frozenset({Fault.UNSUPPORTED, Fault.MARKUP, Fault.BUG})
"""What a server says that does not understand the call. All else would befall the text as well."""


class Tables:
    """Sends and edits messages with tables where that can be done."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self.known = True
        """Whether the server knows such messages, as far as is known."""

    async def send(self, message: Message, **where: Any) -> SentMessage | None:
        """Posts ``message`` with its tables; None if it has to be sent as text.

        Args:
            message: to be posted.
            **where: parameters of ``sendRichMessage`` that say where and how.
        """
        if not self._worth_a_try(message):
            return None
        try:
            # The library has no method of its own for it yet.
            sent = await self._bot.do_api_request(_METHOD, {"rich_message": _content(message), **where})
        except TelegramError as error:
            self._understand(error)
            return None
        if not isinstance(sent, dict):
            raise TelegramError("Invalid server response: no message")
        return SentMessage.de_json(sent, self._bot)

    async def edit(self, message: Message, **where: Any) -> bool:
        """Puts ``message`` with its tables in the place of another; whether that was done.

        Args:
            message: to be put there.
            **where: parameters of ``editMessageText`` that say where and how.
        """
        if not self._worth_a_try(message):
            return False
        try:
            # What is None is left out: the tables stand in the place of a text.
            await self._bot.edit_message_text(None, **where, api_kwargs={"rich_message": _content(message)})  # type: ignore[arg-type]
        except TelegramError as error:
            self._understand(error)
            return False
        return True

    def _worth_a_try(self, message: Message) -> bool:
        return self.known and message.rich is not None

    def _understand(self, error: TelegramError) -> None:
        """Takes note of a refusal.

        Raises:
            TelegramError: it is not about tables.
        """
        fault = diagnose(error).fault
        if fault not in _REFUSED:
            raise error
        if fault is Fault.UNSUPPORTED:
            self.known = False
            logger.info("This Bot API has no %s: tables are sent as text", _METHOD)
        else:
            logger.warning("A table was refused, and is sent as text: %s", fault.value)


def _content(message: Message) -> dict[str, str]:
    return {"html": message.rich.html() if message.rich else ""}
