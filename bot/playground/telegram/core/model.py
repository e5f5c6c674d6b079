"""Users, chats, members, topics and messages: what exists, not who may do what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from ..text.rich import words
from .errors import Refusal

Json: TypeAlias = dict[str, Any]
ChatType = Literal["private", "group", "supergroup", "channel"]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

GENERAL_TOPIC = 1


@dataclass(eq=False, repr=False)
class User:
    """An account: a person's, a bot's or one of Telegram's own."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_premium: bool = False
    is_bot: bool = False

    def __repr__(self) -> str:
        return f"<User {self.id} {self.first_name}>"


TELEGRAM = User(777000, "Telegram")
ANONYMOUS_ADMIN = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
CHANNEL_BOT = User(136817688, "Channel", username="Channel_Bot", is_bot=True)


@dataclass(eq=False, repr=False)
class Member:
    """A user's standing in a chat; `rights` are those an administrator was given."""

    user: User
    status: Status = "member"
    rights: frozenset[str] = frozenset()
    is_anonymous: bool = False
    custom_title: str | None = None
    may_write: bool = True

    def __repr__(self) -> str:
        return f"<Member {self.user.first_name}: {self.status}>"

    @property
    def is_admin(self) -> bool:
        """Owner or administrator."""
        return self.status in {"creator", "administrator"}

    @property
    def is_inside(self) -> bool:
        """Present in the chat, whatever the rights."""
        return self.is_admin or self.status in {"member", "restricted"}

    def has_right(self, right: str) -> bool:
        """Owners may do everything, administrators what they were given."""
        return self.status == "creator" or (self.is_admin and right in self.rights)


@dataclass(eq=False, repr=False)
class Topic:
    """A forum topic; its id is the message that announced it."""

    id: int
    name: str
    is_closed: bool = False
    is_deleted: bool = False
    icon_color: int = 7322096

    def __repr__(self) -> str:
        return f"<Topic {self.id} {self.name!r}>"


@dataclass(eq=False, repr=False)
class Chat:
    """A chat with all that was said in it.

    Attributes:
        peer: in a private chat, the person the bot talks to.
        bot_id: in a private chat, the bot: every bot has its own chat with a person.
        is_started: in a private chat, whether the person ever wrote to the bot.
        is_blocked: in a private chat, whether the person blocked the bot.
        last_bot_id: the bot that spoke last, which hears bare commands in privacy mode.
    """

    id: int
    type: ChatType
    title: str | None = None
    username: str | None = None
    is_forum: bool = False
    peer: User | None = None
    bot_id: int | None = None
    is_started: bool = True
    is_blocked: bool = False
    may_write: bool = True
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    linked: Chat | None = None
    migrated_to: Chat | None = None
    last_bot_id: int | None = None
    description: str | None = None
    next_message_id: int = 1

    def __repr__(self) -> str:
        return f"<Chat {self.id} {self.type} {self.title or self.peer}>"

    @property
    def is_group(self) -> bool:
        """A group of either size."""
        return self.type in {"group", "supergroup"}

    def member(self, user: User) -> Member | None:
        """The standing of a user, if this user was ever here."""
        return self.members.get(user.id)

    def take_message_id(self) -> int:
        """The next free number in this chat."""
        number = self.next_message_id
        self.next_message_id += 1
        return number


@dataclass(eq=False, repr=False)
class Message:
    """A message as it stands now.

    Attributes:
        content: the fields of the Bot API that say what the message is (text, entities, photo…).
        posted_by: who really posted it, where `sender` is a mask (anonymous admins, channels).
        marks: further fields of the Bot API (forward_origin, is_automatic_forward…).
        keyboard: the inline keyboard below it.
        interface: a reply keyboard or force reply that came with it; not part of the message.
        inline_id: set if it was sent through inline or guest mode and can be edited by this id.
        history: earlier contents, oldest first.
        reactions: by user id, the emoji each one set.
    """

    chat: Chat
    id: int
    date: int
    sender: User | None
    content: Json
    sender_chat: Chat | None = None
    topic: Topic | None = None
    reply_to: Message | None = None
    via_bot: User | None = None
    posted_by: User | None = None
    marks: Json = field(default_factory=dict)
    keyboard: Json | None = None
    interface: Json | None = None
    inline_id: str | None = None
    edited_at: int | None = None
    is_deleted: bool = False
    history: list[Json] = field(default_factory=list)
    reactions: dict[int, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.posted_by is None:
            self.posted_by = self.sender

    def __repr__(self) -> str:
        who = self.sender or self.sender_chat
        return f"<Message {self.id} by {who} in {self.chat}: {self.text or [*self.content]}>"

    @property
    def text(self) -> str:
        """The text or, of media, the caption; of a rich message its words, without markup."""
        if "rich_message" in self.content:
            source = str(self.content["rich_message"]["blocks"][0]["text"])
            try:
                return words(source)
            except Refusal:
                return source  # It was written in Markdown.
        return str(self.content.get("text", self.content.get("caption", "")))

    @property
    def entities(self) -> list[Json]:
        """The entities of the text or of the caption."""
        entities: list[Json] = self.content.get("entities") or []
        return entities or self.content.get("caption_entities") or []

    @property
    def rows(self) -> list[list[Button]]:
        """The inline keyboard as rows of buttons."""
        rows = (self.keyboard or {}).get("inline_keyboard", [])
        return [[Button(self, look) for look in row] for row in rows]

    @property
    def buttons(self) -> list[Button]:
        """All buttons of the inline keyboard in reading order."""
        return [button for row in self.rows for button in row]

    def button(self, label: str) -> Button:
        """The first button whose label contains this text.

        Raises:
            LookupError: there is none.
        """
        for button in self.buttons:
            if label in button.text:
                return button
        labels = ", ".join(repr(button.text) for button in self.buttons) or "no buttons"
        raise LookupError(f"no button like {label!r}: there are {labels}")

    @property
    def thread_id(self) -> int | None:
        """What Telegram calls `message_thread_id`.

        In a topic the topic; elsewhere in a supergroup, replies hang on the first message of
        their thread and carry its id too, without `is_topic_message`.
        """
        if self.topic is not None:
            return self.topic.id
        if self.chat.type == "supergroup" and self.reply_to is not None:
            return self.reply_to.thread_id or self.reply_to.id
        return None


@dataclass(frozen=True, repr=False)
class Button:
    """A button of an inline keyboard, with the message it is fixed to."""

    message: Message
    look: Json

    def __repr__(self) -> str:
        return f"<Button {self.look}>"

    @property
    def text(self) -> str:
        """Its label."""
        return str(self.look["text"])

    @property
    def callback_data(self) -> str | None:
        """What a tap sends to the bot."""
        data = self.look.get("callback_data")
        return None if data is None else str(data)

    @property
    def url(self) -> str | None:
        """What a tap opens."""
        url = self.look.get("url")
        return None if url is None else str(url)
