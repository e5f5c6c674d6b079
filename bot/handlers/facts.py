"""What an update says about itself, before anybody decides anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Door(StrEnum):
    """How an update came in."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"
    BUSINESS = "business"
    INLINE = "inline"
    CHOSEN = "chosen"
    """Somebody posted an inline result."""
    GUEST = "guest"
    BUTTON = "button"
    MEMBERSHIP = "membership"
    """The bot was added, removed, blocked, or the group got another id."""
    OTHER = "other"


class Author(StrEnum):
    """Who speaks."""

    PERSON = "person"
    ANONYMOUS_ADMIN = "anonymous admin"
    CHANNEL = "channel"
    """Somebody in the name of a channel."""
    LINKED_CHANNEL = "linked channel"
    """Telegram, which copies the posts of the linked channel into its group."""
    BOT = "bot"
    OWN_RESULT = "own result"
    """A person, but the words are the bot's: an inline result that was chosen."""
    OTHER_RESULT = "other result"
    """A person with the words of another inline bot."""


class Addressed(StrEnum):
    """How a message turns to the bot."""

    PRIVATELY = "privately"
    BY_COMMAND = "by command"
    BY_MENTION = "by mention"
    BY_REPLY = "by reply"
    NOT = "not"


class Content(StrEnum):
    """What a message is made of."""

    WORDS = "words"
    MEDIA = "media"
    """A sticker, a photo… without a word."""
    EVENT = "event"
    """Telegram's own note: somebody joined, the title changed…"""


@dataclass(frozen=True, slots=True)
class Command:
    """A command as it was typed."""

    name: str
    known: bool = True
    """Whether it is one of ours."""
    for_other_bot: bool = False
    needs_words: bool = False
    """Whether it means nothing alone (``/ask``)."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One update, read."""

    door: Door
    chat_id: int = 0
    chat_name: str | None = None
    """The public username of the chat, for links to its messages."""
    supergroup: bool = False
    """Whether messages of the chat have links."""
    thread_id: int | None = None
    """The topic; none in General, which must never be named to Telegram."""
    message_id: int = 0
    author: Author = Author.PERSON
    author_id: int = 0
    """Of the person, or of the chat in whose name they speak."""
    client_language: str | None = None
    addressed: Addressed = Addressed.NOT
    content: Content = Content.WORDS
    command: Command | None = None
    question: str = ""
    """What is asked: the words without the bot's name and without the command."""
    quoted: str = ""
    """The words of the message that is replied to, if a person wrote it."""
    calls_other: bool = False
    """Whether it begins with somebody else's name."""
    replies_to_other: bool = False
    forwarded: bool = False
    edited_after: int | None = None
    """Seconds between the message and its edit; none if it is no edit."""
    at: datetime = _LONG_AGO
    """When it was sent or, of an edit, edited."""

    @property
    def edited(self) -> bool:
        """Whether it is the edit of a message."""
        return self.edited_after is not None

    @property
    def in_group(self) -> bool:
        """Whether others listen."""
        return self.door is Door.GROUP

    @property
    def words(self) -> str:
        """What to answer: the question or, where the bot is merely called under somebody's message, that message."""
        called = self.addressed is Addressed.BY_MENTION or (self.command is not None and self.command.needs_words)
        return self.question or (self.quoted if called else "")

    @property
    def has_letters(self) -> bool:
        """Whether there is anything to understand: emoji and question marks alone are nothing."""
        return any(character.isalnum() for character in self.words)

    @property
    def person_id(self) -> int | None:
        """The person who speaks; none if they hide behind a chat, whose settings are nobody's."""
        return self.author_id if self.author in {Author.PERSON, Author.OWN_RESULT, Author.OTHER_RESULT} else None
