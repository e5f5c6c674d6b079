"""Text to :class:`Question`: language, names, situations, topics, kind, confidence."""

from bot.understanding.question import KINDS, LANGUAGES, Kind, Language, Question, Reading, Weighted
from bot.understanding.understanding import Understanding

__all__ = ["KINDS", "LANGUAGES", "Kind", "Language", "Question", "Reading", "Understanding", "Weighted"]
