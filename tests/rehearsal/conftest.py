from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from bot.conversation import Desk
from bot.knowledge_base import load
from tests.knowledge_base.tools import COFFEE

Write = Callable[[str], Path]


@pytest.fixture(scope="session")
def coffee() -> Desk:
    return Desk(load(COFFEE))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of conversations and returns its path."""

    def write(text: str) -> Path:
        path = tmp_path / "conversations" / "some.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return path

    return write
