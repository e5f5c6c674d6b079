"""What tests of several rooms share."""

from __future__ import annotations

import pytest

from bot.conversation import Desk
from bot.knowledge_base import KnowledgeBase, load


@pytest.fixture(scope="session")
def base() -> KnowledgeBase:
    """The packaged knowledge, loaded once."""
    return load()


@pytest.fixture(scope="session")
def desk(base: KnowledgeBase) -> Desk:
    """A desk with the packaged knowledge."""
    return Desk(base)
