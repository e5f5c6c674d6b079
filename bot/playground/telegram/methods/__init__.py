"""The methods of the Bot API, each a small function with its table of parameters."""

from . import answers, chats, commands, edits, media, profile, receiving, rich, sending, topics
from .table import METHODS, Call, Method, find_method

__all__ = ["METHODS", "Call", "Method", "find_method"]
_FAMILIES = (answers, chats, commands, edits, media, profile, receiving, rich, sending, topics)
