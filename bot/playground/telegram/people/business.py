"""A business account that lets a bot answer its customers."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.business import BusinessConnection
from ..core.model import Chat, Message
from ..core.rendering import message_json
from ..core.world import World
from .person import Person
from .places import PrivateChat, text_content


@dataclass(eq=False)
class Business:
    """A connection between a person's business account and a bot."""

    world: World
    connection: BusinessConnection

    @property
    def id(self) -> str:
        """Its `business_connection_id`."""
        return self.connection.id

    def chat(self, customer: Person) -> PrivateChat:
        """The owner's chat with a customer, which the bot may read."""
        chats = self.connection.chats
        if customer.id not in chats:
            chats[customer.id] = Chat(customer.id, "private", peer=customer.user)
        return PrivateChat(self.world, chats[customer.id])

    async def receive(self, customer: Person, text: str) -> Message:
        """A customer writes to the owner."""
        message = self.world.post(
            self.chat(customer).chat,
            customer.user,
            text_content(text),
            marks={"business_connection_id": self.id},
        )
        bot = self.connection.bot
        bot.updates.put("business_message", message_json(message), customer.id)
        return message
