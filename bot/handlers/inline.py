"""``@bot`` in any input field: a curated start, or answers ranked by how likely they are meant."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2s

from telegram import (
    ChosenInlineResult,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultCachedPhoto,
    InlineQueryResultsButton,
)
from telegram.constants import ParseMode

from bot.conversation import Reply
from bot.conversation.commands import Asker
from bot.conversation.desk import MATTERS
from bot.handlers.facts import Door, Facts
from bot.handlers.faults import Fault, Undelivered
from bot.handlers.keyboard import keyboard
from bot.handlers.outcome import Outcome
from bot.handlers.outgoing import content
from bot.handlers.pictures import picture
from bot.handlers.policy import Action
from bot.handlers.records import count
from bot.handlers.service import Service
from bot.presentation.labels import describe, label
from bot.presentation.voice import voice
from bot.understanding import Language, Reading

CACHE_SECONDS = 300
START = "inline"
"""What the button into the private chat sends behind ``/start``."""
_MOST = 10
_TITLE, _DESCRIPTION = 64, 120

Titled = tuple[str | None, Reply]
"""An answer, with a title if its own name is not the best one."""
Offer = tuple[InlineQueryResultArticle | InlineQueryResultCachedPhoto, Reply]
"""A result, with what it answers."""


async def on_inline(service: Service, facts: Facts, query: InlineQuery) -> Outcome:
    """Offers answers."""
    asker = await service.asker(facts)
    reply = service.ask(query.query, asker) if query.query.strip() else None
    language = reply.question.language if reply else asker.language
    # All answers fit in one list: a client that asks for more gets an end.
    offered = [] if query.offset else [result for result, _ in await _offers(service, reply, language, asker)]
    button = InlineQueryResultsButton(voice(language, service.desk.base).text("inline.open"), start_parameter=START)
    try:
        await service.out.offer(query.id, offered, cache_time=CACHE_SECONDS, button=button)
    except Undelivered as error:
        words = [result for result in offered if not isinstance(result, InlineQueryResultCachedPhoto)]
        if error.diagnosis.fault is not Fault.FILE_GONE or len(words) == len(offered):
            raise
        # One picture that Telegram does not know any more must not cost the answers.
        await service.gallery.forget_all()
        await service.out.offer(query.id, words, cache_time=CACHE_SECONDS, button=button)
    question = reply.question if reply else None
    return Outcome(
        Door.INLINE,
        Action.ANSWER,
        "ranked" if question else "curated",
        kind=question.kind if question else "",
        language=language,
        confidence=question.confidence if question else None,
        reply=reply,
    )


async def on_chosen(service: Service, facts: Facts, chosen: ChosenInlineResult) -> Outcome:
    """Counts an answer that somebody posted: only these are questions, not every letter typed on the way."""
    asker = await service.asker(facts)
    reply = service.ask(chosen.query, asker) if chosen.query.strip() else None
    language = reply.question.language if reply else asker.language
    for result, offered in await _offers(service, reply, language, asker):
        if result.id == chosen.result_id:
            await count(service, Door.INLINE, offered, asked=False)
            return Outcome(Door.CHOSEN, Action.SILENT, "counted", offered.question.kind, language, reply=offered)
    return Outcome(Door.CHOSEN, Action.SILENT, "unknown")


async def _offers(service: Service, reply: Reply | None, language: Language, asker: Asker) -> list[Offer]:
    """The results with what each of them answers; no answer twice, and a picture right behind its answer."""
    results: dict[str, Offer] = {}
    for title, offered in _answers(service, reply, language, asker):
        result = article(service, offered, title)
        results.setdefault(result.id, (result, offered))
        if drawn := await _drawn(service, offered, result.title):
            results.setdefault(drawn.id, (drawn, offered))
    return list(results.values())[:_MOST]


async def _drawn(service: Service, reply: Reply, title: str) -> InlineQueryResultCachedPhoto | None:
    """An answer as a picture, if there is one and Telegram has it; it needs no upload then."""
    found = picture(service, reply) if reply.message.picture and await service.gallery.has_any() else None
    known = await service.gallery.file_id(found) if found else None
    if found is None or known is None:
        return None
    return InlineQueryResultCachedPhoto(
        found.digest,
        known,
        title=title,
        description=voice(reply.answer.language, service.desk.base).text("button.picture"),
        caption=found.caption.html,
        parse_mode=ParseMode.HTML,
    )


def _answers(service: Service, reply: Reply | None, language: Language, asker: Asker) -> Iterator[Titled]:
    """The answers to offer, best first; where nothing was asked or understood, a start."""
    desk = service.desk
    if reply and reply.question.kind in MATTERS:
        yield None, reply
    readings = reply.question.readings if reply else ()
    for reading in readings:
        yield None, desk.show(desk.advisor.option(reading), language, short=asker.short)
    if not readings and not (reply and reply.question.kind in MATTERS):
        yield from _start(service, language, asker)


def _start(service: Service, language: Language, asker: Asker) -> Iterator[Titled]:
    """Questions that are answered well, and each framework."""
    desk = service.desk
    for example in desk.base.subject.examples:
        text = example.in_(language)
        reply = desk.ask(text, language=language, short=asker.short)
        if reply.question.kind in MATTERS:
            yield text, reply
    for name in desk.base.frameworks:
        yield None, desk.show(Reading("framework", (name,)), language, short=asker.short)


def article(service: Service, reply: Reply, title: str | None = None) -> InlineQueryResultArticle:
    """An answer as a result: what it is about, what it says in a line, and the message that it becomes.

    The id follows from the answer, its language and the knowledge, so that a choice can be counted whichever process
    offered it.
    """
    speaker = voice(reply.answer.language, service.desk.base)
    recommended = reply.question.kind == "recommend" and reply.answer.sources
    line = reply.message.plain.split("\n", 1)[0] if recommended else describe(reply.reading, speaker)
    identity = f"{reply.key or reply.question.kind} {reply.answer.language} {service.desk.version}"
    return InlineQueryResultArticle(
        blake2s(identity.encode(), digest_size=16).hexdigest(),
        _cut(title or label(reply.reading, speaker), _TITLE),
        content(reply.message),
        reply_markup=keyboard(reply.message),
        description=_cut(line, _DESCRIPTION),
    )


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
