from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .tools import COFFEE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the knowledge about coffee, to be changed at will; it takes little over, so that it loads fast."""
    folder = Path(shutil.copytree(COFFEE, tmp_path / "coffee"))
    (folder / "asking.yaml").write_text("- {id: which, phrases: {en: [which]}}\n")
    (folder / "weights.yaml").write_text("clarify_below: 0.25\n")
    return folder
