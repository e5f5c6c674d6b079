from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .tools import COFFEE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the knowledge about coffee, to be changed at will."""
    return Path(shutil.copytree(COFFEE, tmp_path / "coffee"))
