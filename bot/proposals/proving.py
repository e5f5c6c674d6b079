"""A patch is checked in a copy of the folder before it is written into the folder itself."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.checking import Severity, severity
from bot.checking.checks import by_entry, by_matcher
from bot.conversation.desk import Desk
from bot.knowledge_base import Problem
from bot.knowledge_base.loader import examine
from bot.proposals.applying import Addition, planned
from bot.rehearsal import rehearsed


def faults(folder: Path, additions: Sequence[Addition]) -> list[Problem]:
    """The errors that ``check`` would find in ``folder`` with the phrases in it; none where nothing would change.

    Raises:
        PatchError: the phrases cannot be put into the files at all.
    """
    texts = planned(folder, additions)
    if not texts:
        return []
    with TemporaryDirectory() as place:
        copy = Path(shutil.copytree(folder, Path(place) / "knowledge", ignore=shutil.ignore_patterns(".git")))
        for file, text in texts.items():
            (copy / file.relative_to(folder)).write_text(text, encoding="utf-8")
        found = _found(copy)
    return sorted(replace(problem, file=str(folder / problem.file)) for problem in found)


def _found(folder: Path) -> list[Problem]:
    loaded = examine(folder)
    found = [*loaded.problems, *by_entry(loaded), *by_matcher(loaded)]
    found += rehearsed(Desk(loaded.base), folder) if loaded.whole else ()
    return [problem for problem in found if severity(problem) is Severity.ERROR]
