"""Business accounts a bot answers for."""

from __future__ import annotations

from dataclasses import dataclass, field

from .bots import Bot
from .model import Chat, Json, User
from .rendering import user_json


@dataclass(eq=False)
class BusinessConnection:
    """A person who lets a bot speak to their customers; `chats` by the customer's id."""

    id: str
    bot: Bot
    owner: User
    date: int
    is_enabled: bool = True
    chats: dict[int, Chat] = field(default_factory=dict)

    def json(self) -> Json:
        """A `BusinessConnection`."""
        return {
            "id": self.id,
            "user": user_json(self.owner),
            "user_chat_id": self.owner.id,
            "date": self.date,
            "rights": {"can_reply": True, "can_read_messages": True},
            "is_enabled": self.is_enabled,
        }
