"""YAML to a typed, validated, immutable :class:`KnowledgeBase`."""

from bot.knowledge_base.loader import load, packaged_folder
from bot.knowledge_base.models import KnowledgeBase
from bot.knowledge_base.problems import KnowledgeError, Problem

__all__ = ["KnowledgeBase", "KnowledgeError", "Problem", "load", "packaged_folder"]
