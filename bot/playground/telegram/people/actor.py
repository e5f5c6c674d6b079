"""Who acts, and what every act needs."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.bots import Bot
from ..core.model import User
from ..core.world import World


@dataclass(eq=False, repr=False)
class Actor:
    """A person with the bot they use unless they say otherwise."""

    world: World
    user: User
    bot: Bot

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.first_name}>"

    @property
    def id(self) -> int:
        """The user's id."""
        return self.user.id

    @property
    def first_name(self) -> str:
        """The name shown."""
        return self.user.first_name
