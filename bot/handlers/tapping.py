"""A tap on a button is read: what it asks, and on what kind of message it was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from telegram import CallbackQuery, Chat, Message, User

from bot.handlers.facts import Door, Facts
from bot.handlers.identity import Identity
from bot.handlers.outgoing import Place, Sent
from bot.handlers.reading import of_message
from bot.knowledge_base import KnowledgeBase
from bot.presentation import Action, decode
from bot.presentation.actions import Choose, Situations


@dataclass(frozen=True, slots=True)
class Tap:
    """One tap."""

    query_id: str
    person_id: int
    client_language: str | None
    action: Action | None
    """None if the data is of another version, of lost entries, or none of ours."""
    chat_id: int = 0
    """None of ours (0) where the message came through inline or guest mode."""
    private: bool = False
    thread_id: int | None = None
    message_id: int = 0
    inline_id: str | None = None
    offered: tuple[tuple[Action | None, ...], ...] = ()
    """What the buttons of the message do, row by row."""
    asked: str = ""
    """The words that the message answered."""

    @property
    def facts(self) -> Facts:
        """Who taps, for the settings and the allowance."""
        return Facts(
            Door.BUTTON,
            self.chat_id,
            thread_id=self.thread_id,
            author_id=self.person_id,
            client_language=self.client_language,
        )

    @property
    def in_group(self) -> bool:
        """Whether others see what follows."""
        return bool(self.chat_id) and not self.private

    @property
    def place(self) -> Place:
        """Where to reply."""
        return Place(self.chat_id, self.thread_id, self.message_id or None)

    @property
    def target(self) -> Sent | str:
        """The message with the button."""
        return self.inline_id or Sent(self.chat_id, self.message_id)

    @property
    def in_place(self) -> bool:
        """Whether the message turns into what follows.

        An inline message can do nothing else. A step of the guided choice goes on where it stands, and a list turns its
        page; but an answer that merely offers the choice or the list stays.
        """
        if self.inline_id:
            return True
        if isinstance(self.action, Choose):
            return any(isinstance(action, Choose) and action.path for row in self.offered for action in row)
        if isinstance(self.action, Situations):
            return bool(self.offered) and all(isinstance(action, Situations) for action in self.offered[-1])
        return False


def read_tap(query: CallbackQuery, me: Identity, commands: Mapping[str, bool], base: KnowledgeBase) -> Tap:
    """What ``query`` says."""
    person: User = query.from_user
    action = decode(query.data, base) if query.data else None
    if query.message is None:
        inline_id = query.inline_message_id
        return Tap(query.id, person.id, person.language_code, action, inline_id=inline_id)
    chat: Chat = query.message.chat
    tap = Tap(query.id, person.id, person.language_code, action, chat.id, chat.type == Chat.PRIVATE)
    message = query.message
    if not isinstance(message, Message) or not message.is_accessible:
        # Deleted or too old: Telegram shows no more of it than where it was.
        return tap
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    replied = message.reply_to_message
    return Tap(
        query.id,
        person.id,
        person.language_code,
        action,
        chat.id,
        chat.type == Chat.PRIVATE,
        message.message_thread_id if message.is_topic_message else None,
        message.message_id,
        offered=tuple(
            tuple(decode(b.callback_data, base) if isinstance(b.callback_data, str) else None for b in row)
            for row in rows
        ),
        asked=of_message(replied, Door.GROUP, me, commands).question if replied else "",
    )
