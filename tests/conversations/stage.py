"""A conversation is played over HTTP: people, a group, and a bot that runs as it does on Telegram."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.conversation import Desk
from bot.playground.telegram import Abilities, Channel, Group, Message, Person, Place, TelegramServer, Topic
from bot.presentation.answer_object import answer_object
from bot.rehearsal import Failure, Script, Seen, judge
from bot.rehearsal.wording import Conversation, Turn
from bot.storage import ChatSettings
from tests.handlers.remembering import FakeMemory
from tests.handlers.running import Running, running

BOT = "FrameBot"


@dataclass
class Cast:
    """Who and what a conversation needs, made when it is first spoken of."""

    server: TelegramServer
    conversation: Conversation
    group: Group
    owner: Person
    people: dict[str, Person] = field(default_factory=dict)
    threads: dict[str, Topic] = field(default_factory=dict)
    channel: Channel | None = None
    said: dict[str, Message] = field(default_factory=dict)
    """The last message of each person; the bot's is the one of nobody."""

    async def person(self, name: str) -> Person:
        if name not in self.people:
            about = self.conversation.people.get(name)
            language = (about.language if about else None) or self.conversation.language
            person = self.people[name] = self.server.person(name, language_code=language)
            await person.join(self.group)
            if about and about.anonymous:
                await self.owner.promote(self.group, person, anonymous=True)
            if about and about.channel:
                self.channel = self.server.channel("News", owner=person, bots=[])
        return self.people[name]

    def place(self, turn: Turn, person: Person) -> Place:
        if self.conversation.place_of(turn) == "private":
            return person.private()
        if turn.thread is None:
            return self.group
        if turn.thread not in self.threads:
            self.threads[turn.thread] = self.group.topic(turn.thread)
        return self.threads[turn.thread]


async def perform(desk: Desk, script: Script) -> list[Failure]:
    """Plays one conversation, and tells what did not come as expected."""
    conversation = script.conversation
    chosen = conversation.group
    failures = []
    abilities = Abilities(can_read_all_group_messages=chosen.ambient)
    async with TelegramServer(username=BOT, abilities=abilities) as server:
        owner = server.person("Owner", language_code="en")
        forum = any(turn.thread for turn in conversation.turns)
        cast = Cast(server, conversation, server.group(members=[owner], forum=forum), owner)
        memory = FakeMemory()
        memory.chats.settings[cast.group.id] = ChatSettings(
            language=chosen.language, ambient=chosen.ambient, short=chosen.short, cooldown=chosen.cooldown
        )
        async with running(server, desk, memory) as bot:
            for number, turn in enumerate(conversation.turns):
                misses = judge(turn.expect, await _take(cast, bot, turn))
                if misses:
                    failures.append(Failure(script, number, tuple(misses)))
        assert not [f"{entry.method}: {entry.refusal}" for entry in server.refusals]
    return failures


async def _take(cast: Cast, bot: Running, turn: Turn) -> Seen:
    """One turn: what is said, and what the bot makes of it."""
    person = await cast.person(turn.by)
    place = cast.place(turn, person)
    await cast.server.handled()
    before, done = _spoken(cast, place), len(bot.outcomes)
    about = cast.conversation.people.get(turn.by)
    replied = cast.said.get(turn.to or "") if turn.how == "reply" or turn.to else None
    cast.said[turn.by] = await person.say(
        place, _words(turn), reply_to=replied, as_channel=cast.channel if about and about.channel else None
    )
    await cast.server.handled()
    # What the bot says goes out before it confirms the update; a beat more for what should not come.
    await asyncio.sleep(0.05 if turn.expect.silent else 0)
    spoken = _spoken(cast, place)[len(before) :]
    if not spoken:
        return Seen(None)
    cast.said[""] = spoken[-1]
    text = "\n".join(message.text for message in spoken)
    reply = next((outcome.reply for outcome in bot.outcomes[done:] if outcome.reply), None)
    return Seen(text, answer_object(reply) if reply else None)


def _words(turn: Turn) -> str:
    if turn.how == "command":
        return f"/ask@{BOT} {turn.say}"
    return f"@{BOT} {turn.say}" if turn.how == "mention" else turn.say.replace("@bot", f"@{BOT}")


def _spoken(cast: Cast, place: Place) -> list[Message]:
    return [message for message in place.messages if message.posted_by is cast.server.bot.user]
