"""Bad days on demand: errors, cut connections, delays and garbage for chosen calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from ..core.errors import Refusal
from ..core.model import Json

Cut = Literal["before", "after"]


@dataclass(eq=False)
class Fault:
    """What happens to the calls it meets.

    Attributes:
        methods: the methods it meets; none means all but getUpdates.
        chat_id: the chat it meets; none means all.
        times: how often it still strikes; none means for ever.
        holds: it strikes only while this says so.
        refusal: answered instead of doing anything.
        cut: the connection is reset, before or after the call took effect.
        delay_before, delay_after: seconds to wait before and after the effect.
        body: sent instead of the answer, after the effect, with this status.
        hits: how often it struck.
    """

    methods: frozenset[str] = frozenset()
    chat_id: int | None = None
    times: int | None = None
    holds: Callable[[], bool] = lambda: True
    refusal: Refusal | None = None
    cut: Cut | None = None
    delay_before: float = 0.0
    delay_after: float = 0.0
    body: bytes | None = None
    status: int = 200
    hits: int = 0

    def meets(self, method: str, parameters: Json) -> bool:
        """Whether this call is struck."""
        if self.times is not None and self.hits >= self.times:
            return False
        if self.methods and method.lower() not in self.methods:
            return False
        if not self.methods and method.lower() == "getupdates":
            return False
        if self.chat_id is not None and str(parameters.get("chat_id")) != str(self.chat_id):
            return False
        return self.holds()


@dataclass
class Faults:
    """The faults in force; each call meets the first that fits."""

    active: list[Fault] = field(default_factory=list)

    def refuse(
        self,
        *methods: str,
        status: int = 500,
        description: str = "Internal Server Error",
        retry_after: int | None = None,
        migrate_to_chat_id: int | None = None,
        chat_id: int | None = None,
        times: int | None = 1,
        while_: Callable[[], bool] = lambda: True,
    ) -> Fault:
        """Answer with an error; with `retry_after` alone it is a 429."""
        parameters = {}
        if retry_after is not None:
            parameters["retry_after"] = retry_after
            if status == 500:
                status, description = 429, f"Too Many Requests: retry after {retry_after}"
        if migrate_to_chat_id is not None:
            parameters["migrate_to_chat_id"] = migrate_to_chat_id
        refusal = Refusal(status, description, parameters)
        return self._add(methods, chat_id, times, while_, Fault(refusal=refusal))

    def reset(
        self,
        *methods: str,
        after_effect: bool = False,
        chat_id: int | None = None,
        times: int | None = 1,
        while_: Callable[[], bool] = lambda: True,
    ) -> Fault:
        """Cut the connection, before anything happened or when all has."""
        fault = Fault(cut="after" if after_effect else "before")
        return self._add(methods, chat_id, times, while_, fault)

    def delay(
        self,
        *methods: str,
        seconds: float,
        after_effect: bool = False,
        chat_id: int | None = None,
        times: int | None = 1,
        while_: Callable[[], bool] = lambda: True,
    ) -> Fault:
        """Be slow; after the effect it looks to the bot like a message that was maybe sent."""
        fault = Fault(delay_after=seconds) if after_effect else Fault(delay_before=seconds)
        return self._add(methods, chat_id, times, while_, fault)

    def garble(
        self,
        *methods: str,
        body: bytes = b"<html>502 Bad Gateway</html>",
        status: int = 200,
        chat_id: int | None = None,
        times: int | None = 1,
        while_: Callable[[], bool] = lambda: True,
    ) -> Fault:
        """Do what was asked, then answer with this instead of JSON."""
        return self._add(methods, chat_id, times, while_, Fault(body=body, status=status))

    def strike(self, method: str, parameters: Json) -> Fault | None:
        """The fault this call meets, counted as one hit."""
        for fault in self.active:
            if fault.meets(method, parameters):
                fault.hits += 1
                return fault
        return None

    def remove(self, fault: Fault) -> None:
        """End one fault."""
        self.active.remove(fault)

    def clear(self) -> None:
        """End all."""
        self.active.clear()

    def _add(
        self,
        methods: tuple[str, ...],
        chat_id: int | None,
        times: int | None,
        holds: Callable[[], bool],
        fault: Fault,
    ) -> Fault:
        fault.methods = frozenset(method.lower() for method in methods)
        fault.chat_id, fault.times, fault.holds = chat_id, times, holds
        self.active.append(fault)
        return fault
