"""A folder of knowledge to break, and the place where it was broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge_base import KnowledgeError, load

COFFEE = Path(__file__).parent / "coffee"

CARET = "‸"
"""Stands in a fault before the character that the message has to point to."""


def break_(folder: Path, file: str, old: str, new: str) -> str:
    """Puts ``new`` where ``old`` stands; returns the place of the caret in it as file:line:column."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} does not stand once in {file}"
    before, found, _ = text.replace(old, new).partition(CARET)
    assert found, f"no caret in {new!r}"
    path.write_text(text.replace(old, new.replace(CARET, "")), encoding="utf-8")
    return f"{file}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def problems(folder: Path) -> list[str]:
    """What the loader finds wrong with ``folder``."""
    with pytest.raises(KnowledgeError) as caught:
        load(folder)
    return [str(problem) for problem in caught.value.problems]
