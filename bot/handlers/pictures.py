"""Answers as pictures: sent on a tap, and offered inline once Telegram has them."""

from __future__ import annotations

from bot.conversation import Reply
from bot.handlers.faults import Fault, Undelivered
from bot.handlers.outgoing import Place, Sent
from bot.handlers.service import Service
from bot.pictures import Picture, picture_of
from bot.presentation import Message
from bot.presentation.actions import Picture as Wanted

_TEXT_INSTEAD = frozenset({Fault.NO_RIGHTS, Fault.BUG})
"""A group may allow texts and no pictures, and a server may not like a picture: the words are still worth sending."""


def picture(service: Service, reply: Reply) -> Picture | None:
    """What there is to look at in an answer."""
    return picture_of(reply.answer, service.desk.base, f"@{service.me.username}" if service.me.username else "")


async def send_picture(service: Service, place: Place, wanted: Wanted) -> Sent:
    """Sends the picture of an answer, or what it would say if there can be none."""
    reply = service.desk.again(wanted)
    found = picture(service, reply)
    sent = await _send(service, place, found) if found else None
    return sent or await service.say(place, _without_picture(found.caption if found else reply.message))


async def _send(service: Service, place: Place, found: Picture) -> Sent | None:
    """None if Telegram, or the picture, would not."""
    gallery = service.gallery
    try:
        if known := await gallery.file_id(found):
            try:
                sent, _ = await service.out.send_photo(place, known, found.caption)
                return await service.settled(place, sent)
            except Undelivered as error:
                if error.diagnosis.fault is not Fault.FILE_GONE:
                    raise
                await gallery.forget(found)
        png = await gallery.png(found)
        if png is None:
            return None
        sent, file_id = await service.out.send_photo(place, png, found.caption)
        if file_id:
            await gallery.keep(found, file_id)
        return await service.settled(place, sent)
    except Undelivered as error:
        if error.diagnosis.fault not in _TEXT_INSTEAD:
            raise
        return None


def _without_picture(message: Message) -> Message:
    """The button would lead here again."""
    return Message(message.document, message.buttons)
