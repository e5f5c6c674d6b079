from __future__ import annotations

import pytest

from bot.advice import Advisor
from bot.knowledge_base import KnowledgeBase, load
from tests.knowledge_base.tools import COFFEE


@pytest.fixture(scope="session")
def coffee() -> KnowledgeBase:
    return load(COFFEE)


@pytest.fixture(scope="session")
def advisor(coffee: KnowledgeBase) -> Advisor:
    """Advises on coffee makers."""
    return Advisor(coffee)
