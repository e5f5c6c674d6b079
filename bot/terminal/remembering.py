"""What was typed, from one conversation to the next: found again with the arrow keys."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from bot.terminal.keeping import private
from bot.terminal.pages import REMEMBERED
from bot.terminal.talking import is_farewell

_ROOM = 1.5
"""How far the file grows beyond what is remembered before it is cut."""


def history_in(file: Path | None) -> History:
    """The history in ``file``; one that lives as long as the program where nothing can be written."""
    if file is None:
        return InMemoryHistory()
    try:
        private(file)
        history = _Lines(file)
        history.cut()
    except OSError:
        return InMemoryHistory()
    return history


class _Lines(FileHistory):
    """Questions and commands. The number of a button means nothing later, and nobody wants to leave by an arrow key."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self._file = file

    def append_string(self, string: str) -> None:
        if not (string.strip().isdecimal() or is_farewell(string)):
            super().append_string(string)

    def store_string(self, string: str) -> None:
        # Bytes that are no UTF-8 come as halves of characters, which no file takes.
        try:
            super().store_string(string.encode("utf-8", "replace").decode("utf-8"))
        except OSError:
            return

    def load_history_strings(self) -> Iterable[str]:
        return islice(super().load_history_strings(), REMEMBERED)

    def cut(self) -> None:
        """Leaves the newest lines in the file once it has grown well beyond them."""
        every = list(super().load_history_strings())
        if len(every) > REMEMBERED * _ROOM:
            newest = every[:REMEMBERED]
            self._file.write_bytes(b"")
            for line in reversed(newest):
                self.store_string(line)
