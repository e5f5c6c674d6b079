from __future__ import annotations

import pytest

from bot.conversation import Desk
from bot.knowledge_base import load
from bot.understanding import Understanding
from tests.knowledge_base.tools import COFFEE


@pytest.fixture(scope="session")
def coffee() -> Understanding:
    """Understands questions about coffee makers."""
    return Understanding(load(COFFEE))


@pytest.fixture(scope="session")
def understanding(desk: Desk) -> Understanding:
    """Understands questions by the packaged knowledge."""
    return desk.understanding
