"""What Tab completes: commands, and behind those of them that take it the name of a framework."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from bot.terminal.talking import SLASHES

_NAMING = frozenset({"compare", "learn"})
"""Commands behind which frameworks are named."""


class Commands(Completer):
    """Completes in the language of the conversation.

    Args:
        commands: every command with what it does, as it is known now.
        names: of the frameworks.
    """

    def __init__(self, commands: Callable[[], Mapping[str, str]], names: Callable[[], Iterable[str]]) -> None:
        self._commands = commands
        self._names = names

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """The completions at the end of what was typed."""
        typed = document.text_before_cursor
        if not typed or typed[0] not in SLASHES:
            return
        command, blank, words = typed[1:].partition(" ")
        if not blank:
            for name, about in self._commands().items():
                if name.startswith(command.lower()):
                    yield Completion(f"/{name}", start_position=-len(typed), display_meta=about)
        elif command.lower() in _NAMING:
            *named, begun = words.split(" ")
            for name in self._names():
                if name.lower().startswith(begun.lower()) and name not in named:
                    yield Completion(name, start_position=-len(begun))
