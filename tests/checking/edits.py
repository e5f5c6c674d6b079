"""Small edits that break a copy of the real knowledge or of the real catalogues, and the place of the fault."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge_base import packaged_folder
from bot.presentation.catalogue import packaged_folder as packaged_locales

CARET = "‸"
"""Stands in an edit before the character that the problem has to point to."""
WEIGHTS = "clarify_below: 0.25\n"
"""Stands in for the fitted weights in a copy: no rule looks at them, and they take long to read."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One edit with the one code that has to come of it."""

    code: str
    file: str
    """Below ``knowledge`` or ``locales``."""
    old: str = ""
    """A regular expression; its first match is replaced. Without one, the whole file is."""
    new: str | bytes | None = ""
    """As in ``re.sub``; none deletes the file."""

    @property
    def id(self) -> str:
        """Names it among the tests."""
        return f"{self.code}-{Path(self.file).stem}"


def copied(folder: Path, of: str) -> Path:
    """A copy of the real knowledge or of the real catalogues in ``folder``."""
    source = packaged_folder() if of == "knowledge" else packaged_locales()
    copy = Path(shutil.copytree(source, folder / of))
    if of == "knowledge":
        (copy / "weights.yaml").write_text(WEIGHTS)
    return copy


def seed(fault: Fault, folder: Path) -> tuple[str, int, int]:
    """Edits the copy in ``folder``; returns file, line and column of the fault, found from the edit itself."""
    path = folder / fault.file
    if fault.new is None:
        path.unlink()
        return fault.file, 1, 1
    if isinstance(fault.new, bytes):
        path.write_bytes(fault.new)
        return fault.file, 1, 1
    text = path.read_text(encoding="utf-8") if fault.old else ""
    edited, count = re.subn(fault.old or r"\A", fault.new, text, count=1, flags=re.DOTALL | re.MULTILINE)
    assert count, f"{fault.old!r} does not stand in {fault.file}"
    before, found, _ = edited.partition(CARET)
    assert found, f"no caret in {fault.new!r}"
    path.write_text(edited.replace(CARET, ""), encoding="utf-8")
    return fault.file, before.count("\n") + 1, len(before) - before.rfind("\n")
