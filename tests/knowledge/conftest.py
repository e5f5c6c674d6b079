from __future__ import annotations

from pathlib import Path

import pytest

from bot.conversation import Desk
from bot.knowledge_base import load

from .overlay import extended

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def with_litestar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packaged knowledge with a fourth framework and the contributor's article about it."""
    return extended(tmp_path_factory.mktemp("litestar") / "knowledge", HERE / "litestar")


@pytest.fixture(scope="session")
def litestar(with_litestar: Path) -> Desk:
    return Desk(load(with_litestar))


@pytest.fixture(scope="session")
def with_article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packaged knowledge with an article more about what is there."""
    return extended(tmp_path_factory.mktemp("article") / "knowledge", HERE / "article")


@pytest.fixture(scope="session")
def databases() -> Desk:
    return Desk(load(HERE / "databases"))
