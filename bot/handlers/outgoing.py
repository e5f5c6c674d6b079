"""Everything that the bot says goes out through here: one form, one treatment of faults."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from telegram import (
    Bot,
    InlineQueryResult,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram import Message as SentMessage
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.handlers.faults import Diagnosis, Fault, Undelivered, diagnose
from bot.handlers.keyboard import keyboard
from bot.handlers.mending import Attempt, mend
from bot.handlers.tables import Tables
from bot.presentation import Message
from bot.presentation.document import units

logger = logging.getLogger(__name__)

T = TypeVar("T")

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_FILE_NAME = "picture.png"
_ALERT = 200
"""How long an alert may be, in UTF-16 units."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to say something."""

    chat_id: int
    thread_id: int | None = None
    """Only of a real topic: General must not be named."""
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that stands in a chat."""

    chat_id: int
    """Another than it was sent to, if the group has migrated."""
    message_id: int


def content(message: Message) -> InputTextMessageContent:
    """``message`` as what an inline result or a guest's answer posts."""
    return InputTextMessageContent(message.html, parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW)


class Outgoing:
    """Sends, edits and deletes. Every method either does it or raises :class:`Undelivered`."""

    def __init__(self, bot: Bot, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self.bot = bot
        self.tables = Tables(bot)
        self._sleep = sleep

    async def send(self, place: Place, message: Message) -> Sent:
        """Posts ``message``."""

        async def call(attempt: Attempt) -> SentMessage:
            where = {**_where(attempt), "reply_markup": keyboard(message, pictures=True)}
            if sent := await self.tables.send(message, chat_id=attempt.chat_id, **where):
                return sent
            return await self.bot.send_message(
                attempt.chat_id,
                message.plain if attempt.plain else message.html,
                parse_mode=None if attempt.plain else ParseMode.HTML,
                link_preview_options=_NO_PREVIEW,
                **where,
            )

        first = Attempt(place.chat_id, place.thread_id, place.reply_to)
        sent = await self._deliver(call, first, harmless=False)
        return Sent(sent.chat_id, sent.message_id)

    async def send_photo(self, place: Place, photo: bytes | str, caption: Message) -> tuple[Sent, str]:
        """Posts a picture, or one that Telegram knows by its id; returns where it stands, and the id."""

        async def call(attempt: Attempt) -> SentMessage:
            return await self.bot.send_photo(
                attempt.chat_id,
                photo,
                caption=caption.plain if attempt.plain else caption.html,
                parse_mode=None if attempt.plain else ParseMode.HTML,
                filename=_FILE_NAME if isinstance(photo, bytes) else None,
                **_where(attempt),
            )

        first = Attempt(place.chat_id, place.thread_id, place.reply_to)
        sent = await self._deliver(call, first, harmless=False)
        return Sent(sent.chat_id, sent.message_id), sent.photo[-1].file_id if sent.photo else ""

    async def edit(self, target: Sent | str, message: Message) -> None:
        """Puts ``message`` in the place of one of the bot's own; a string is an inline message's id."""

        async def call(attempt: Attempt) -> object:
            if isinstance(target, str):
                # The server's tables were not tried when it was posted: it stays text.
                where: dict[str, Any] = {"inline_message_id": target, "reply_markup": keyboard(message)}
            else:
                where = {"chat_id": attempt.chat_id, "message_id": target.message_id}
                where["reply_markup"] = keyboard(message, pictures=True)
                if await self.tables.edit(message, **where):
                    return None
            return await self.bot.edit_message_text(
                message.plain if attempt.plain else message.html,
                parse_mode=None if attempt.plain else ParseMode.HTML,
                link_preview_options=_NO_PREVIEW,
                **where,
            )

        first = Attempt() if isinstance(target, str) else Attempt(target.chat_id)
        await self._deliver_unless(Fault.NOT_MODIFIED, call, first)

    async def delete(self, sent: Sent) -> None:
        """Takes a message away; one that is away already is fine."""

        async def call(attempt: Attempt) -> object:
            return await self.bot.delete_message(attempt.chat_id, sent.message_id)

        await self._deliver_unless(Fault.TARGET_GONE, call, Attempt(sent.chat_id))

    async def toast(self, query_id: str, text: str = "", *, alert: bool = False) -> None:
        """Answers a tap: nothing, a few words, or an alert to be closed. Too late is too late."""
        shown = text if units(text) <= _ALERT else f"{text[: _ALERT // 2]}…"

        async def call(_: Attempt) -> object:
            return await self.bot.answer_callback_query(query_id, shown or None, show_alert=alert or None)

        await self._deliver_unless(Fault.EXPIRED, call, Attempt())

    async def offer(
        self,
        query_id: str,
        results: Sequence[InlineQueryResult],
        *,
        cache_time: int,
        button: InlineQueryResultsButton,
    ) -> None:
        """Answers an inline query, for this person alone: another may read another language."""

        async def call(_: Attempt) -> object:
            return await self.bot.answer_inline_query(
                query_id, results, cache_time=cache_time, is_personal=True, button=button
            )

        await self._deliver_unless(Fault.EXPIRED, call, Attempt())

    async def answer_guest(self, query_id: str, result: InlineQueryResult) -> None:
        """Gives the one answer that a guest may give."""

        async def call(_: Attempt) -> object:
            return await self.bot.answer_guest_query(query_id, result)

        await self._deliver_unless(Fault.EXPIRED, call, Attempt())

    async def _deliver_unless(
        self, fine: Fault, call: Callable[[Attempt], Awaitable[object]], attempt: Attempt
    ) -> None:
        """Makes a call that does no harm twice, and for which one kind of fault is as good as success."""
        try:
            await self._deliver(call, attempt, harmless=True)
        except Undelivered as error:
            if error.diagnosis.fault is not fine:
                raise

    async def _deliver(self, call: Callable[[Attempt], Awaitable[T]], attempt: Attempt, *, harmless: bool) -> T:
        while True:
            try:
                return await call(attempt)
            except Exception as error:
                diagnosis = diagnose(error)
                if diagnosis.fault is Fault.BUG and not isinstance(error, TelegramError):
                    raise
                following = mend(attempt, diagnosis, harmless=harmless)
                _note(diagnosis, following is not None)
                if following is None:
                    raise Undelivered(diagnosis) from error
                attempt = following
                if attempt.after:
                    await self._sleep(attempt.after)


def _where(attempt: Attempt) -> dict[str, Any]:
    """What all methods that post something call the place in the chat."""
    reply = attempt.reply_to
    return {
        "message_thread_id": attempt.thread_id,
        "reply_parameters": ReplyParameters(reply, allow_sending_without_reply=True) if reply else None,
    }


def _note(diagnosis: Diagnosis, again: bool) -> None:
    """Writes down a fault without the words of the error: those of the library may hold the token."""
    level = logging.ERROR if diagnosis.fault is Fault.BUG else logging.INFO
    logger.log(level, "A call to Telegram failed: %s (%s)", diagnosis.fault.value, "again" if again else "given up")
