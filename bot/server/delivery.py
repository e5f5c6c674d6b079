"""The update that is being handled, known to whatever is called on its way."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(slots=True)
class Delivery:
    """One update on its way to its answer."""

    update_id: int
    when_answered: Callable[[], Awaitable[object]]
    """Called as soon as Telegram has taken the answer: a crash after that must not lead to a second one."""
    began: float = field(default_factory=time.monotonic)
    """When it arrived, by a clock that never goes back: what waited for its turn is part of the time to the answer."""
    answered_after: float | None = None
    """Seconds from the update to its answer; none as long as there is none."""
    timed_out: bool = False
    """Whether a call went out and no word came back in time: most likely it did its work."""

    @property
    def answered(self) -> bool:
        """Whether Telegram has taken an answer."""
        return self.answered_after is not None

    async def answer_taken(self) -> None:
        """Telegram has taken an answer; only the first one counts."""
        if not self.answered:
            self.answered_after = time.monotonic() - self.began
            await self.when_answered()


current: ContextVar[Delivery | None] = ContextVar("current_delivery", default=None)
"""Of this task; none outside of the handling of an update."""
