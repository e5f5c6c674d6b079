from __future__ import annotations

from pathlib import Path

import pytest

from bot.conversation import Desk
from bot.knowledge_base import load
from bot.terminal.keeping import Keeping
from bot.terminal.talking import Talk
from tests.knowledge_base.tools import COFFEE


@pytest.fixture(scope="session")
def coffee() -> Desk:
    """A desk with a small knowledge, of another subject."""
    return Desk(load(COFFEE))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where things are kept; nothing has made it yet."""
    return tmp_path / "state" / "advisor"


@pytest.fixture
def talk(coffee: Desk, folder: Path) -> Talk:
    return Talk(coffee, Keeping(folder), "en")
