"""The doors: private chats, groups, inline, guests, buttons; and the manners at each of them."""

from bot.handlers.handlers import ALLOWED_UPDATES, Handlers
from bot.handlers.outcome import Outcome

__all__ = ["ALLOWED_UPDATES", "Handlers", "Outcome"]
