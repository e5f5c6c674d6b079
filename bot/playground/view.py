"""What the page sees: the state as JSON, and what has changed since it was last told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .stage import ADMIN, Key, Stage
from .telegram import Entry, Message, Place
from .telegram.core.model import Json
from .telegram.core.rendering import message_json

Event = tuple[str, Any]
"""A name and what goes with it."""

_WINDOW = 200
"""Messages of a place that are shown; who reads on from there has used the page for long."""
_REFUSALS = 50
"""Refused calls that a page that is opened is told of."""


def state(stage: Stage) -> Json:
    """Everything but messages: the people, the places and the bot."""
    server = stage.server
    bot = server.bot
    return {
        "ready": stage.ready,
        "bot": {
            "id": bot.id,
            "username": bot.username,
            "name": bot.user.first_name,
            "texts": [{"what": what, "language": code, "text": text} for (what, code), text in bot.texts.items()],
        },
        "people": [
            {
                "key": key,
                "id": person.id,
                "name": person.first_name,
                "language": person.user.language_code,
                "admin": key == ADMIN,
            }
            for key, person in stage.people.items()
        ],
        "places": [_place(stage, key, place) for key, place in stage.places.items()],
    }


def _place(stage: Stage, key: str, place: Place) -> Json:
    chat = place.chat
    shown: Json = {"key": key, "kind": key.partition(".")[0], "chat": chat.id}
    if chat.peer is not None:
        person = next(name for name, each in stage.people.items() if each.user is chat.peer)
        return shown | {"person": person, "started": chat.is_started}
    inside = [member for member in chat.members.values() if member.is_inside]
    return shown | {"bot": stage.standing(chat), "members": len(inside), "type": chat.type}


def message(stage: Stage, place: str, shown: Message) -> Json:
    """A message as the Bot API has it, with what only the page may know."""
    found: Json = {"place": place, "id": shown.id, "chat": shown.chat.id}
    if shown.is_deleted:
        return found | {"gone": True}
    found["by"] = shown.posted_by.id if shown.posted_by else 0
    found["unheard"] = (shown.chat.id, shown.id) in stage.unheard
    return found | {"message": message_json(shown)}


def refusal(entry: Entry) -> Json:
    """A call that the local Telegram refused, in its words."""
    return {
        "method": entry.method,
        "code": str(entry.code),
        "description": entry.refusal,
        "strict": entry.is_strict,
        "chat": entry.parameters.get("chat_id"),
        "parameters": entry.parameters,
    }


class Changes:
    """What one page has not been told yet."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._state: Json | None = None
        self._seen: dict[Key, tuple[Any, ...]] = {}
        self._told = 0
        self._read = 0
        self._first = True

    def take(self) -> list[Event]:
        """The events since the last time; the first time, all that there is to know."""
        found: list[Event] = []
        now = state(self._stage)
        if now != self._state:
            self._state = now
            found.append(("state", now))
        if messages := list(self._messages()):
            found.append(("messages", messages))
        found += [("refusal", shown) for shown in self._refusals()]
        found += [("told", told) for told in self._stage.told if told["number"] > self._told]
        self._told = self._stage.told[-1]["number"] if self._stage.told else 0
        self._first = False
        return found

    def _messages(self) -> Iterator[Json]:
        for key, place in self._stage.places.items():
            every = [each for each in place.chat.messages.values() if each.topic is place.thread]
            for each in every[-_WINDOW:]:
                # Kept as they are, not by their id: what is let go may leave its id to another.
                mark = (each.content, each.keyboard, each.edited_at, each.is_deleted)
                before = self._seen.get((each.chat.id, each.id))
                if before is None and each.is_deleted:
                    continue
                if before is None or any(one is not other for one, other in zip(before, mark, strict=True)):
                    self._seen[each.chat.id, each.id] = mark
                    yield message(self._stage, key, each)

    def _refusals(self) -> Iterator[Json]:
        entries = self._stage.server.calls
        fresh = [entry for entry in entries[self._read :] if entry.refusal and not entry.is_fault]
        self._read = len(entries)
        for entry in fresh[-_REFUSALS:] if self._first else fresh:
            yield refusal(entry)
