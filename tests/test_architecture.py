"""The table of rooms holds, and so does what is said of the code as a whole."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(path for path in (ROOT / "bot").rglob("*.py") if "_data" not in path.parts)
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")

HAN_AS_DATA = {
    "bot/understanding/lexicon.py": "words that tell nothing",
    "bot/understanding/spotting.py": "words that join a list",
    "bot/storage/wording.py": "the pattern of names that are taken out of what is kept",
}
"""The only modules with Chinese outside of comments and docstrings, and what it is there."""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Checks the contracts of the package in ``folder``."""
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as check; check()", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_floor_knows_the_floor_above() -> None:
    checked = lint(ROOT)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "0 broken" in checked.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("bot/understanding/text.py", "import bot.advice.answer", "One question travels one way"),
        ("bot/presentation/labels.py", "from bot import handlers", "One question travels one way"),
        ("bot/storage/cache.py", "import bot.settings", "The store knows none of the other rooms"),
        ("bot/advice/ranking.py", "import telegram", "know nothing of Telegram"),
        ("bot/pictures/card.py", "import telegram", "know nothing of Telegram"),
        ("bot/pictures/content.py", "import bot.conversation", "One question travels one way"),
        ("bot/knowledge_base/models.py", "def late(): import sqlalchemy", "know nothing of Telegram"),
    ],
)
def test_a_wrong_import_breaks_its_contract(tmp_path: Path, module: str, line: str, contract: str) -> None:
    shutil.copytree(ROOT / "bot", tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / module).open("a") as file:
        file.write(f"\n{line}\n")
    checked = lint(tmp_path)
    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert [row for row in checked.stdout.splitlines() if contract in row and row.endswith("BROKEN")]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    lines = path.read_bytes().count(b"\n")
    assert lines <= 300


def test_texts_for_people_are_data() -> None:
    with_han = {name_of(path) for path in MODULES for text in _strings(path) if HAN.search(text)}
    assert with_han == set(HAN_AS_DATA)


def _strings(path: Path) -> Iterator[str]:
    """The strings of a module as they are written, docstrings excepted."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type != tokenize.COMMENT and token.start[0] not in docstrings:
                yield token.string


@pytest.mark.parametrize(
    "text", ['x = "哪个"', "x = f'哪个 {1}'", 'def f():\n    """A."""\n    return ("a"\n        "哪个")']
)
def test_a_text_for_people_would_be_seen(tmp_path: Path, text: str) -> None:
    (tmp_path / "module.py").write_text(text, encoding="utf-8")
    assert any(HAN.search(string) for string in _strings(tmp_path / "module.py"))
