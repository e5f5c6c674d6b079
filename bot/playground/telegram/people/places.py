"""Where people speak: handles on the chats of the state."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.model import TELEGRAM, Chat, Json, Message
from ..core.model import Topic as TopicState
from ..core.rendering import origin_json
from ..core.world import World
from ..text.entities import with_found_entities


def text_content(text: str, entities: list[Json] | None = None) -> Json:
    """The content of a text message a person writes."""
    if not entities:
        text = text.strip()
    found = with_found_entities(text, entities or [])
    return {"text": text, "entities": found} if found else {"text": text}


@dataclass(eq=False, repr=False)
class Place:
    """A chat, or a topic of one."""

    world: World
    chat: Chat
    thread: TopicState | None = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.thread or self.chat}>"

    @property
    def id(self) -> int:
        """The chat's id."""
        return self.chat.id

    @property
    def messages(self) -> list[Message]:
        """What can be read here now, oldest first."""
        return [
            message
            for message in self.chat.messages.values()
            if not message.is_deleted and self.thread in {None, message.topic}
        ]

    @property
    def last(self) -> Message:
        """The newest message.

        Raises:
            LookupError: there is none.
        """
        if not self.messages:
            raise LookupError("nothing was said here yet")
        return self.messages[-1]


class PrivateChat(Place):
    """A person's chat with a bot."""


@dataclass(eq=False, repr=False)
class Topic(Place):
    """A topic of a forum."""

    @property
    def thread_id(self) -> int:
        """Its `message_thread_id`."""
        if self.thread is None:
            raise LookupError("General has no id to write to")
        return self.thread.id

    def close(self) -> None:
        """Let only administrators write here."""
        if self.thread is not None:
            self.thread.is_closed = True

    def delete(self) -> None:
        """Take the topic away with all its messages."""
        if self.thread is not None:
            self.thread.is_deleted = True
        for message in self.messages:
            message.is_deleted = True


class Group(Place):
    """A group, a supergroup or a forum."""

    def topic(self, name: str) -> Topic:
        """The topic of this name, opened by the owner if there is none."""
        for topic in self.chat.topics.values():
            if topic.name == name and not topic.is_deleted:
                return Topic(self.world, self.chat, topic)
        owner = next(m.user for m in self.chat.members.values() if m.status == "creator")
        self.chat.is_forum = True
        return Topic(self.world, self.chat, self.world.open_topic(self.chat, owner, name))

    def mute(self, *, is_muted: bool = True) -> None:
        """Take away everybody's right to write, or give it back."""
        self.chat.may_write = not is_muted


class Channel(Place):
    """A channel, whose posts appear in its linked group too."""

    async def post(self, text: str) -> Message:
        """Post in the channel's name; returns the post, not its copy in the group."""
        post = self.world.post(self.chat, None, text_content(text), sender_chat=self.chat)
        if self.chat.linked is not None:
            self.world.post(
                self.chat.linked,
                TELEGRAM,
                post.content,
                sender_chat=self.chat,
                marks={"is_automatic_forward": True, "forward_origin": origin_json(post)},
            )
        return post

    async def edit(self, post: Message, text: str) -> None:
        """Change a post."""
        self.world.edit(post, text_content(text), post.keyboard)
