"""What became of an update: for metrics, and for whoever delivered it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.conversation import Reply
from bot.handlers.facts import Door
from bot.handlers.faults import Fault
from bot.handlers.policy import Action


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of an update. All fields but the reply come from small sets: they can be labels."""

    door: Door
    action: Action = Action.ANSWER
    reason: str = ""
    kind: str = ""
    """Of the question, if one was understood."""
    language: str = ""
    confidence: float | None = None
    fault: Fault | None = None
    """Why it could not be delivered."""
    retry_after: float | None = None
    """Seconds after which the same update may be handled again with hope: nothing of it was delivered so far."""
    reply: Reply | None = field(default=None, repr=False, compare=False)
    """What was understood and answered, for whoever wants to see why. It holds what people write: no log may see it."""
