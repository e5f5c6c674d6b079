"""A person of the test's cast, or of the playground."""

from __future__ import annotations

from ..core.bots import Bot
from ..core.model import Message
from .asking import Asking
from .managing import Managing
from .places import PrivateChat
from .speaking import Speaking


class Person(Speaking, Asking, Managing):
    """Somebody who speaks, asks and manages."""

    def private(self, bot: Bot | None = None) -> PrivateChat:
        """The chat with a bot."""
        return PrivateChat(self.world, self.world.private_chat(bot or self.bot, self.user))

    async def start(self, parameter: str = "", bot: Bot | None = None) -> Message:
        """Press Start, or follow a deep link; this unblocks a blocked bot."""
        await self.unblock(bot)
        return await self.say(self.private(bot), f"/start {parameter}".strip())
