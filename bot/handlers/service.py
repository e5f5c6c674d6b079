"""What all doors share: the desk, the way out, the memory, and who is asking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.conversation import Desk, Reply
from bot.conversation.commands import Asker
from bot.conversation.context import from_data, to_data
from bot.handlers.admins import Admins
from bot.handlers.allowance import Allowance, Allowances
from bot.handlers.editions import Editions, Rehearse
from bot.handlers.facts import Door, Facts
from bot.handlers.faults import Undelivered
from bot.handlers.gallery import Gallery
from bot.handlers.identity import Identity
from bot.handlers.memory import Memory
from bot.handlers.outgoing import Outgoing, Place, Sent
from bot.handlers.tidying import Tidying
from bot.knowledge_base import KnowledgeBase
from bot.presentation import Message
from bot.presentation.catalogue import Value
from bot.presentation.guides import Hearing, notice
from bot.storage import ChatSettings, ContextKey, PersonSettings
from bot.understanding import Language, Question

CONTEXT_LIFETIME = timedelta(minutes=10)
"""How long somebody's last question is kept, for a follow-up."""


def utc_now() -> datetime:
    """The time, with its zone."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Service:
    """One bot at work."""

    desk: Desk
    """Replaced as a whole when the knowledge is loaded anew."""
    out: Outgoing
    memory: Memory
    me: Identity
    admins: Admins
    load: Callable[[], KnowledgeBase]
    rehearse: Rehearse = lambda _: ()
    owners: frozenset[int] = frozenset()
    retention_days: int = 30
    now: Callable[[], datetime] = utc_now
    allowances: Allowances = field(default_factory=Allowances)
    tidying: Tidying = field(init=False)
    gallery: Gallery = field(init=False)
    editions: Editions = field(init=False)

    def __post_init__(self) -> None:
        self.tidying = Tidying(self.out, self.memory.deletions, self.now)
        self.editions = Editions(
            self.desk, load=self.load, board=self.memory.facts, use=self._use, now=self.now, rehearse=self.rehearse
        )
        self.gallery = Gallery(self.memory.facts, self.me.id, self.now)

    def _use(self, desk: Desk) -> None:
        self.desk = desk

    async def asker(self, facts: Facts, chat: ChatSettings | None = None) -> Asker:
        """Who asks; ``chat`` are the settings of the group, if it is one."""
        person = PersonSettings()
        if facts.person_id is not None:
            person = await self.memory.people.get(facts.person_id)
        preferences = (chat.language if chat else None, person.language, facts.client_language)
        short = chat.short if chat else person.short
        return Asker(preferences, self.desk.language(*preferences), short)

    def ask(self, text: str, asker: Asker) -> Reply:
        """Answers a text."""
        return self.desk.ask(text, *asker.preferences, before=asker.before, short=asker.short)

    async def before(self, facts: Facts) -> Question | None:
        """What the person asked a moment ago in the same topic of the same chat, and nowhere else."""
        key = _context_key(facts)
        data = await self.memory.context.get(key) if key else None
        return from_data(data, self.desk.base) if data else None

    async def keep(self, facts: Facts, question: Question) -> None:
        """Keeps what was asked, for a follow-up."""
        if key := _context_key(facts):
            await self.memory.context.put(key, to_data(question), CONTEXT_LIFETIME)

    def notice(self, key: str, language: Language, **values: Value) -> Message:
        """A short text of the catalogue."""
        return notice(key, language, self.desk.base, **values)

    def allowance(self, facts: Facts) -> Allowance:
        """Counts a question of whoever speaks.

        A message counts for the moment when it was written: that many arrive at once, after an outage, is no haste of
        its author's. A tap has no such moment. As Telegram's clock may not be ours, each of the two has its own count.
        """
        if facts.door is Door.BUTTON:
            return self.allowances.take((facts.author_id, facts.door), self.now().timestamp())
        written = facts.at.timestamp()
        return self.allowances.take(facts.author_id, written, (facts.chat_id, facts.message_id, written))

    async def remember(self, sent: Sent, thread_id: int | None, key: str, question_id: int | None = None) -> None:
        """Keeps where an answer stands: for the cooldown and, where somebody wrote the question, for its edits."""
        await self.memory.answers.remember(
            sent.chat_id,
            thread_id,
            key,
            question_message_id=sent.message_id if question_id is None else question_id,
            reply_message_id=sent.message_id,
            at=self.now(),
        )

    async def hearing(self, chat_id: int, admin: bool | None = None) -> Hearing:
        """What of a group reaches the bot: all of it without privacy mode, or if it is an ``admin`` there."""
        try:
            if not (self.me.hears_everything or (await self.admins(chat_id, self.me.id) if admin is None else admin)):
                return "addressed"
        except Undelivered:
            return "addressed"
        return "unasked" if (await self.memory.chats.get(chat_id)).ambient else "all"

    async def say(self, place: Place, message: Message) -> Sent:
        """Sends, and takes note if the group has another id now."""
        return await self.settled(place, await self.out.send(place, message))

    async def settled(self, place: Place, sent: Sent) -> Sent:
        """What was sent to ``place``, once it is noted where that is now."""
        if sent.chat_id != place.chat_id:
            await self.memory.chats.migrate(place.chat_id, sent.chat_id)
        return sent


def _context_key(facts: Facts) -> ContextKey | None:
    """None for those who hide behind a chat: several may be behind the same one."""
    return ContextKey(facts.chat_id, facts.thread_id, facts.person_id) if facts.person_id is not None else None
