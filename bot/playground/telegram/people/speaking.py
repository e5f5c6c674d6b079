"""People speak: texts, media, edits, reactions."""

from __future__ import annotations

import struct
import zlib
from typing import Any

from ..core.bots import Bot
from ..core.files import media_content, store
from ..core.model import ANONYMOUS_ADMIN, CHANNEL_BOT, Chat, Json, Member, Message, User
from ..core.rendering import chat_json, origin_json, user_json
from ..text.entities import utf16_length
from ..text.formatting import MAX_CAPTION, MAX_TEXT
from .actor import Actor
from .places import Channel, Place, Topic, text_content
from .waiting import ImpossibleAct

_SUFFIXES = {"photo": "jpg", "sticker": "webp", "voice": "ogg", "audio": "mp3", "document": "txt"}


class Speaking(Actor):
    """The acts of writing."""

    async def say(
        self,
        place: Place,
        text: str = "",
        *,
        reply_to: Message | None = None,
        quote: str | None = None,
        topic: Topic | None = None,
        caption_of: str | None = None,
        entities: list[Json] | None = None,
        via_bot: Bot | None = None,
        anonymous: bool | None = None,
        as_channel: Channel | None = None,
        forward_of: Message | None = None,
    ) -> Message:
        """Post a message, as the client of a person would.

        Args:
            place: a chat or a topic.
            text: the text, or the caption if there is a medium.
            reply_to: the message answered.
            quote: the part of that message which is quoted.
            topic: another way to name the topic.
            caption_of: the kind of medium ("photo", "document", "video"…) the text is under.
            entities: entities the person set by hand; the usual ones are found anyway.
            via_bot: an inline bot the message came through.
            anonymous: write as the group; an anonymous administrator does so by default.
            as_channel: write in the name of a channel.
            forward_of: the message this is a copy of.

        Raises:
            ImpossibleAct: the person is not there, or may not write.
        """
        where = topic or place
        member = self._standing(where.chat)
        self._open(where.chat, member)
        marks: Json = {}
        if quote is not None and reply_to is not None:
            before = reply_to.text.partition(quote)[0]
            position = utf16_length(before)
            marks["quote"] = {"text": quote, "position": position, "is_manual": True}
        if forward_of is not None:
            marks["forward_origin"] = origin_json(forward_of)
        return self.world.post(
            where.chat,
            content=self._content(text, caption_of, entities),
            reply_to=reply_to,
            topic=where.thread or (reply_to.topic if reply_to else None),
            via_bot=via_bot.user if via_bot else None,
            marks=marks,
            **self._mask(where.chat, member, anonymous, as_channel),
        )

    async def send_sticker(self, place: Place, emoji: str = "👍") -> Message:
        """Post a sticker."""
        file = store(self.world.files, "sticker", emoji.encode(), "sticker.webp", "image/webp")
        self._open(place.chat, self._standing(place.chat))
        content = media_content("sticker", file, {"emoji": emoji})
        return self.world.post(place.chat, self.user, content, topic=place.thread)

    async def edit(self, message: Message, text: str) -> None:
        """Change one's own message.

        Raises:
            ImpossibleAct: it is somebody else's.
        """
        if message.posted_by is not self.user:
            raise ImpossibleAct(f"{self.first_name} can't edit the messages of others")
        if "text" in message.content:
            content = text_content(text)
        else:
            content = {k: v for k, v in message.content.items() if not k.startswith("caption")}
            content |= _as_caption(text_content(text))
        self.world.edit(message, content, message.keyboard)

    async def delete(self, message: Message) -> None:
        """Take a message away; bots are not told."""
        message.is_deleted = True
        self.world.pulse.beat()

    async def react(self, message: Message, emoji: str | None) -> None:
        """React to a message, or take the reaction back; told to bots that are administrators."""
        old, new = message.reactions.get(self.id, []), [emoji] if emoji else []
        message.reactions[self.id] = new
        change = {
            "chat": chat_json(message.chat),
            "message_id": message.id,
            "user": user_json(self.user),
            "date": int(self.world.now()),
            "old_reaction": [{"type": "emoji", "emoji": each} for each in old],
            "new_reaction": [{"type": "emoji", "emoji": each} for each in new],
        }
        for bot in self.world.bots.values():
            member = message.chat.members.get(bot.id)
            if message.chat.bot_id == bot.id or (member is not None and member.is_admin):
                bot.updates.put("message_reaction", change, message.chat.id)

    def _standing(self, chat: Chat) -> Member | None:
        """The person's membership; none in private chats.

        Raises:
            ImpossibleAct: the person is not in this chat.
        """
        if chat.type == "private":
            if chat.peer is not self.user:
                raise ImpossibleAct(f"{self.first_name} has no access to this private chat")
            return None
        member = chat.members.get(self.id)
        if member is None or not member.is_inside:
            raise ImpossibleAct(f"{self.first_name} is not in {chat.title!r}")
        return member

    def _open(self, chat: Chat, member: Member | None) -> None:
        if chat.migrated_to is not None:
            raise ImpossibleAct(f"{chat.title!r} has become a supergroup")
        if chat.is_blocked:
            raise ImpossibleAct(f"{self.first_name} has blocked the bot")
        if chat.type == "private":
            chat.is_started = True
        elif member and not member.is_admin and not (member.may_write and chat.may_write):
            raise ImpossibleAct(f"{self.first_name} may not write in {chat.title!r}")

    def _content(self, text: str, medium: str | None, entities: list[Json] | None) -> Json:
        limit = MAX_CAPTION if medium else MAX_TEXT
        if utf16_length(text) > limit:
            raise ImpossibleAct(f"no client sends more than {limit} units")
        if medium is None:
            if not text.strip():
                raise ImpossibleAct("no client sends an empty text")
            return text_content(text, entities)
        name = f"{medium}.{_SUFFIXES.get(medium, 'mp4')}"
        data = _pixel() if medium == "photo" else name.encode()
        file = store(self.world.files, medium, data, name, "application/octet-stream")
        content = media_content(medium, file, {})
        return content | (_as_caption(text_content(text, entities)) if text else {})

    def _mask(
        self,
        chat: Chat,
        member: Member | None,
        anonymous: bool | None,
        channel: Channel | None,
    ) -> dict[str, Any]:
        """Under whose name the message appears."""
        if channel is not None:
            return _masked(CHANNEL_BOT, channel.chat, self.user)
        if anonymous is None:
            anonymous = member is not None and member.is_anonymous
        if not anonymous:
            return {"sender": self.user}
        if member is None or not member.is_admin:
            raise ImpossibleAct("only administrators can be anonymous")
        return _masked(ANONYMOUS_ADMIN, chat, self.user)


def _masked(mask: User, chat: Chat, person: User) -> dict[str, Any]:
    return {"sender": mask, "sender_chat": chat, "posted_by": person}


def _as_caption(content: Json) -> Json:
    names = {"text": "caption", "entities": "caption_entities"}
    return {names[name]: value for name, value in content.items()}


def _pixel() -> bytes:
    """A picture of one pixel, as PNG."""

    def chunk(tag: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(tag + data))
        return struct.pack(">I", len(data)) + tag + data + checksum

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0\xff")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
