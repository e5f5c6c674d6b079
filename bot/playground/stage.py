"""Who is on stage: a few people, a private chat for each of them, a group and a forum, and the bot among them."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from .telegram import Group, Message, Person, Place, TelegramServer
from .telegram.core.hearing import hears
from .telegram.core.model import Chat, Json

Standing = Literal["left", "member", "administrator"]

ADMIN = "admin"
"""The person who owns the groups, and the bot."""
PEOPLE: Mapping[str, str] = {ADMIN: "zh-hans", "taiwan": "zh-hant", "english": "en", "stranger": "es"}
"""The language of each one's client at the beginning. The last one's is none of the bot's."""
_REMEMBERED = 300
"""Explanations that are kept."""

Key = tuple[int, int]
"""A message: the id of its chat and its own."""


@dataclass(eq=False)
class Stage:
    """The people and places of one local Telegram, and what the bot let know of its reasons."""

    server: TelegramServer
    people: dict[str, Person] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    unheard: set[Key] = field(default_factory=set)
    """Messages that Telegram kept from the bot."""
    told: deque[Json] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    """Why the bot did what it did, the last at the end, numbered by ``number``."""

    @property
    def ready(self) -> bool:
        """Whether the bot listens."""
        return self.server.bot.polls > 0

    def tell(self, explanation: Json) -> None:
        """Takes note of why the bot did something."""
        number = self.told[-1]["number"] + 1 if self.told else 1
        self.told.append(explanation | {"number": number})
        self.server.world.pulse.beat()

    def groups(self) -> list[Group]:
        """The groups, once each."""
        return [place for place in self.places.values() if isinstance(place, Group)]

    def standing(self, chat: Chat) -> Standing:
        """What the bot is in a group."""
        member = chat.members.get(self.server.bot.id)
        if member is None or not member.is_inside:
            return "left"
        return "administrator" if member.is_admin else "member"

    async def place_bot(self, group: Group, standing: Standing) -> None:
        """Brings the bot in, puts it out, or changes what it may do; the owner of the group does that."""
        admin, bot = self.people[ADMIN], self.server.bot
        now = self.standing(group.chat)
        if standing == now:
            return
        if standing == "left":
            await admin.kick(group, bot)
            return
        if now == "left":
            await admin.add(group, bot)
        if standing == "administrator":
            await admin.promote(group, bot)
        elif now == "administrator":
            await admin.demote(group, bot)

    def note_hearing(self, message: Message) -> None:
        """Takes note whether a message reached the bot."""
        if not hears(self.server.bot, message):
            self.unheard.add((message.chat.id, message.id))


def set_up(server: TelegramServer, names: Mapping[str, str]) -> Stage:
    """Everybody in their places.

    Args:
        server: the local Telegram.
        names: of the people, the groups, the topic and the bot, by key.
    """
    stage = Stage(server)
    server.bot.user.first_name = names["bot"]
    for key, language in PEOPLE.items():
        stage.people[key] = server.person(names[key], language_code=language)
    everybody = list(stage.people.values())
    for key, person in stage.people.items():
        # Who runs a bot has spoken with it before, or it could not give them a menu of their own.
        stage.places[f"private.{key}"] = server.private(person, started=key == ADMIN)
    stage.places["group"] = server.group(names["group"], members=everybody)
    forum = server.group(names["forum"], members=everybody, forum=True)
    stage.places["forum"] = forum
    stage.places["topic"] = forum.topic(names["topic"])
    return stage
