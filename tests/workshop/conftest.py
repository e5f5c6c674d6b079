from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from tests.knowledge_base.tools import COFFEE

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.upper().startswith(("BOT_", "LC_", "LANG")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the knowledge about coffee, to be added to."""
    return Path(shutil.copytree(COFFEE, tmp_path / "coffee"))


@pytest.fixture
def run() -> Run:
    def run(*words: str | Path, given: str = "") -> Result:
        result = CliRunner().invoke(app, list(map(str, words)), input=given)
        if not (result.exception is None or isinstance(result.exception, SystemExit)):
            raise AssertionError("a traceback") from result.exception
        return result

    return run
