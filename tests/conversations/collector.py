"""A plugin: every conversation in a folder called ``conversations`` is a test that bears its name.

So who writes YAML runs ``pytest knowledge/conversations/chinese.yaml``, or one of them with ``-k``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.conversation import Desk
from bot.knowledge_base import KnowledgeError, load, packaged_folder
from bot.presentation.problems import told
from bot.rehearsal import FOLDER, Failure, Script, play, problems, read_scripts
from tests.conversations.stage import perform


@cache
def desk_of(folder: Path | None) -> Desk:
    """A desk with the knowledge in ``folder``; none is the packaged one."""
    return Desk(load(folder))


def knowledge_beside(file: Path) -> Path | None:
    """The folder of knowledge that conversations belong to; those that belong to none are about the packaged one."""
    folder = file.parent.parent
    return folder if (folder / "subject.yaml").is_file() and folder != packaged_folder() else None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix == ".yaml" and file_path.parent.name == FOLDER:
        found: ConversationFile = ConversationFile.from_parent(parent, path=file_path)
        return found
    return None


class ConversationFile(pytest.File):
    """A file of conversations."""

    def collect(self) -> Iterator[pytest.Item]:
        desk = desk_of(knowledge_beside(self.path))
        try:
            scripts = read_scripts([self.path], desk.base)
        except KnowledgeError as error:
            raise self.CollectError("\n".join(told(problem, "en") for problem in error.problems)) from None
        for script in scripts:
            yield ConversationItem.from_parent(self, name=script.name, script=script, desk=desk)


class FailedConversationError(Exception):
    """Something else came of a turn."""


class ConversationItem(pytest.Item):
    """One conversation: at the desk, or over HTTP where the doors of Telegram matter."""

    def __init__(self, *, script: Script, desk: Desk, **others: Any) -> None:
        super().__init__(**others)
        self.script = script
        self.desk = desk

    def runtest(self) -> None:
        failures = self._play()
        if failures:
            lines = (told(problem, "en") for failure in failures for problem in problems(failure))
            raise FailedConversationError("\n".join(lines))

    def _play(self) -> list[Failure]:
        if self.script.conversation.needs_telegram:
            return asyncio.run(perform(self.desk, self.script))
        return list(play(self.desk, self.script))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, FailedConversationError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.script.places[0][0] - 1, self.name
