"""Every call of every bot, as it was answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..core.model import Json


@dataclass
class Entry:
    """One call.

    Attributes:
        parameters: as the method understood them, or raw if they were not understood.
        refusal: Telegram's description, if the call was refused.
        code: the HTTP status of the answer; 0 if the connection was cut instead.
        is_strict: the refusal is one that only the strict mode gives.
        is_fault: the answer was made up by an injected fault.
        at: when it came in, on the server's clock.
    """

    bot_id: int
    method: str
    parameters: Json
    at: float
    result: Any = None
    refusal: str | None = None
    code: int = 200
    is_strict: bool = False
    is_fault: bool = False

    def __getitem__(self, name: str) -> Any:
        return self.parameters[name]


@dataclass
class Journal:
    """The calls in the order they were answered."""

    changed: Callable[[], None]
    entries: list[Entry] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        """Write down a call."""
        self.entries.append(entry)
        self.changed()

    def of(self, *methods: str) -> list[Entry]:
        """The calls of these methods, whatever the case of the letters."""
        names = {method.lower() for method in methods}
        return [entry for entry in self.entries if entry.method.lower() in names]

    def refused(self) -> list[Entry]:
        """The calls refused with a 4xx that no fault made up."""
        return [entry for entry in self.entries if entry.refusal and not entry.is_fault]
