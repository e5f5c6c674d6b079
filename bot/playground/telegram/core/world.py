"""The whole state, and the few events that change it and reach the bots."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from ..text.formatting import Writer
from .bots import Abilities, Bot
from .business import BusinessConnection
from .files import Files
from .hearing import hears
from .model import (
    ANONYMOUS_ADMIN,
    CHANNEL_BOT,
    GENERAL_TOPIC,
    TELEGRAM,
    Chat,
    ChatType,
    Json,
    Member,
    Message,
    Topic,
    User,
)
from .pulse import Pulse
from .queries import Queries
from .rendering import chat_json, member_json, message_json, user_json
from .updates import UpdateQueue

_FIRST_IDS: dict[ChatType, int] = {
    "private": 5_000_000_000,
    "group": -4_000_000_000,
    "supergroup": -1_002_000_000_000,
    "channel": -1_003_000_000_000,
}


@dataclass(frozen=True)
class Lifetimes:
    """How long questions can be answered, in seconds."""

    callback: float = 15.0
    inline: float = 15.0
    guest: float = 60.0


@dataclass(eq=False)
class World:
    """Everything there is; the clock can be moved forward but never back."""

    strict: bool = True
    local_webhooks: bool = False
    lifetimes: Lifetimes = field(default_factory=Lifetimes)
    pulse: Pulse = field(default_factory=Pulse)
    queries: Queries = field(default_factory=Queries)
    bots: dict[str, Bot] = field(default_factory=dict)
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    private_chats: dict[tuple[int, int], Chat] = field(default_factory=dict)
    inline_messages: dict[str, Message] = field(default_factory=dict)
    files: Files = field(default_factory=dict)
    business: dict[str, BusinessConnection] = field(default_factory=dict)
    skipped: float = 0.0
    _numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for user in (TELEGRAM, ANONYMOUS_ADMIN, CHANNEL_BOT):
            self.users[user.id] = user

    def now(self) -> float:
        """Seconds since the epoch, plus what was skipped."""
        return time.time() + self.skipped

    def skip(self, seconds: float) -> None:
        """Let time pass without waiting."""
        self.skipped += seconds
        self.pulse.beat()

    def number(self, series: str, first: int = 1) -> int:
        """The next number of a series."""
        self._numbers[series] = self._numbers.get(series, first - 1) + 1
        return self._numbers[series]

    def new_chat_id(self, kind: ChatType) -> int:
        """An id in the range Telegram uses for this kind of chat."""
        step = self.number(kind)
        return _FIRST_IDS[kind] + (step if kind == "private" else -step)

    def add_bot(self, user: User, token: str, abilities: Abilities) -> Bot:
        """Register a bot, as BotFather does."""
        bot = Bot(user, token, abilities, UpdateQueue(self.pulse.beat))
        self.bots[token] = bot
        self.users[user.id] = user
        return bot

    def add_chat(self, kind: ChatType, **looks: Any) -> Chat:
        """A new group or channel."""
        # Number 1 was the message about its creation; in forums it stands for General.
        chat = Chat(self.new_chat_id(kind), kind, next_message_id=GENERAL_TOPIC + 1, **looks)
        self.chats[chat.id] = chat
        return chat

    def private_chat(self, bot: Bot, user: User) -> Chat:
        """The chat of a bot with a person, which has the person's id."""
        key = (bot.id, user.id)
        if key not in self.private_chats:
            self.private_chats[key] = Chat(user.id, "private", peer=user, bot_id=bot.id, is_started=False)
        return self.private_chats[key]

    def writer(self) -> Writer:
        """Turns what bots send into texts."""

        def known(user_id: int) -> Json | None:
            user = self.users.get(user_id)
            return None if user is None else user_json(user)

        return Writer(self.strict, known)

    def post(self, chat: Chat, sender: User | None, content: Json, **more: Any) -> Message:
        """Put a message into a chat and tell the bots that may hear it."""
        message = Message(chat, chat.take_message_id(), int(self.now()), sender, content, **more)
        chat.messages[message.id] = message
        if message.inline_id is not None:
            self.inline_messages[message.inline_id] = message
        self.tell("channel_post" if chat.type == "channel" else "message", message)
        if sender is not None and sender.is_bot and chat.is_group:
            chat.last_bot_id = sender.id
        self.pulse.beat()
        return message

    def open_topic(self, chat: Chat, by: User, name: str, icon_color: int = 7322096) -> Topic:
        """A new forum topic, announced by the message whose id it gets."""
        topic = Topic(chat.next_message_id, name, icon_color=icon_color)
        chat.topics[topic.id] = topic
        shown = {"name": name, "icon_color": icon_color}
        self.post(chat, by, {"forum_topic_created": shown}, topic=topic)
        return topic

    def edit(self, message: Message, content: Json, keyboard: Json | None, by: User | None = None) -> None:
        """Change a message, keeping its earlier content; a bot is not told of its own edits."""
        message.history.append(message.content)
        message.content = content
        message.keyboard = keyboard
        message.edited_at = int(self.now())
        is_post = message.chat.type == "channel"
        self.tell("edited_channel_post" if is_post else "edited_message", message, but=by)
        self.pulse.beat()

    def tell(self, kind: str, message: Message, but: User | None = None) -> None:
        """Queue a message for every bot that may hear it, but not for this one."""
        for bot in self.bots.values():
            if bot.user is not but and hears(bot, message):
                bot.updates.put(kind, message_json(message), message.chat.id)

    def change_member(self, chat: Chat, member: Member, by: User, **changes: Any) -> None:
        """Change a standing; the bot concerned and watching administrators are told."""
        before = member_json(member, chat)
        for name, value in changes.items():
            setattr(member, name, value)
        chat.members[member.user.id] = member
        self.tell_standing(chat, member.user, by, before, member_json(member, chat))
        self.pulse.beat()

    def tell_standing(self, chat: Chat, user: User, by: User, old: Json, new: Json) -> None:
        """Queue `my_chat_member` for the bot itself, `chat_member` for administrators."""
        change = {
            "chat": chat_json(chat),
            "from": user_json(by),
            "date": int(self.now()),
            "old_chat_member": old,
            "new_chat_member": new,
        }
        for bot in self.bots.values():
            watcher = chat.members.get(bot.id)
            if bot.user is user:
                bot.updates.put("my_chat_member", change, chat.id)
            elif watcher is not None and watcher.is_admin:
                bot.updates.put("chat_member", change, chat.id)

    def bots_in(self, chat: Chat) -> Iterable[Bot]:
        """The registered bots that are members of a chat."""
        members = chat.members
        return [b for b in self.bots.values() if b.id in members and members[b.id].is_inside]

    async def until(self, condition: Callable[[], Any], timeout: float) -> Any:  # noqa: ASYNC109
        """Wait for a condition to hold; see `Pulse.until`."""
        return await self.pulse.until(condition, timeout)
