"""Who the bot is, and what BotFather allows it."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import User


@dataclass(frozen=True, slots=True)
class Identity:
    """The bot's own account, as ``getMe`` tells it."""

    id: int
    username: str
    name: str = ""
    hears_everything: bool = False
    """Whether privacy mode is off: all that is said in a group arrives."""
    inline: bool = False
    guest: bool = False

    @classmethod
    def of(cls, user: User) -> Identity:
        """The account that ``getMe`` returned."""
        return cls(
            user.id,
            user.username or "",
            user.full_name,
            bool(user.can_read_all_group_messages),
            bool(user.supports_inline_queries),
            bool(user.supports_guest_queries),
        )

    def is_called(self, username: str) -> bool:
        """Whether ``username`` (with or without the @) is the bot's; case does not matter."""
        return username.lstrip("@").lower() == self.username.lower()
