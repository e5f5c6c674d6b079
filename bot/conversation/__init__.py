"""A conversation, whatever carries it: texts and taps in, messages out. Pure; neither Telegram nor a store."""

from bot.conversation.desk import Desk, Reply

__all__ = ["Desk", "Reply"]
