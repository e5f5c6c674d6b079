"""What the bot remembers: chats' and people's settings, recent context, answers, open questions, counters.

A row exists only where somebody set or caused something worth keeping, and no longer than it is of use.

    async with open_store("sqlite:///data/advisor.sqlite3") as store:
        settings = await store.chats.get(chat_id)
"""

from bot.storage.answers import GivenAnswer
from bot.storage.context import ContextKey
from bot.storage.deletions import Deletion
from bot.storage.questions import OpenQuestion, Reason
from bot.storage.settings import ChatSettings, PersonSettings
from bot.storage.statistics import COUNTED_DAYS, FeedbackCount, Summary
from bot.storage.store import Store, open_store
from bot.storage.updates import Claim
from bot.storage.urls import database_file
from bot.storage.waiting import WaitingUpdate

__all__ = [
    "COUNTED_DAYS",
    "ChatSettings",
    "Claim",
    "ContextKey",
    "Deletion",
    "FeedbackCount",
    "GivenAnswer",
    "OpenQuestion",
    "PersonSettings",
    "Reason",
    "Store",
    "Summary",
    "WaitingUpdate",
    "database_file",
    "open_store",
]
