"""The way back to an answer that stands in the chat already."""

from __future__ import annotations

from bot.handlers.facts import Facts
from bot.handlers.outgoing import Place
from bot.presentation import Message
from bot.presentation.document import Document, Paragraph, Span
from bot.presentation.voice import Voice
from bot.storage import GivenAnswer

_SUPERGROUP = -1_000_000_000_000
"""Telegram's ids of supergroups are this minus the number that stands in links."""


def link(facts: Facts, message_id: int) -> str | None:
    """The link to a message of the chat; small groups have none."""
    if facts.chat_name:
        chat = facts.chat_name
    elif facts.supergroup:
        chat = f"c/{_SUPERGROUP - facts.chat_id}"
    else:
        return None
    topic = f"{facts.thread_id}/" if facts.thread_id else ""
    return f"https://t.me/{chat}/{topic}{message_id}"


def pointer(facts: Facts, given: GivenAnswer, voice: Voice) -> tuple[Message, Place]:
    """A short message that leads to the earlier answer, and where to say it.

    Where messages have no link, it replies to the earlier answer itself: a tap on the quote leads there.
    """
    url = link(facts, given.reply_message_id)
    text = Span(voice.text("notice.repeated"), link=url or "")
    reply_to = facts.message_id if url else given.reply_message_id
    return Message(Document((Paragraph(((text,),)),))), Place(facts.chat_id, facts.thread_id, reply_to)
