"""How much a bot may say: off by default, on for tests of patience."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from ..core.errors import too_many_requests

_POSTS = (
    "send",
    "forwardmessage",
    "copymessage",
    "editmessage",
)
_FREE = frozenset({"sendchataction", "sendmessagedraft"})


@dataclass
class RateLimits:
    """Sliding windows, for one bot; nothing is limited where the number is none.

    Attributes:
        per_group_minute: posts to one group in a minute (Telegram: 20).
        per_chat_second: posts to one chat in a second (Telegram: about 1, with bursts).
        per_second: posts in all in a second (Telegram: 30).
    """

    per_group_minute: int | None = None
    per_chat_second: int | None = None
    per_second: int | None = None
    _past: dict[tuple[str, int], deque[float]] = field(default_factory=lambda: defaultdict(deque))

    @classmethod
    def like_telegram(cls) -> RateLimits:
        """The published numbers."""
        return cls(per_group_minute=20, per_second=30)

    def spend(self, method: str, chat_id: int | str | None, now: float) -> None:
        """Count a post.

        Raises:
            Refusal: 429, if that is one too many.
        """
        name = method.lower()
        if name in _FREE or not name.startswith(_POSTS) or chat_id is None:
            return
        key = hash(chat_id) if isinstance(chat_id, str) else chat_id
        windows = [("second", 0, 1.0, self.per_second), ("chat", key, 1.0, self.per_chat_second)]
        if isinstance(chat_id, str) or chat_id < 0:
            windows.append(("group", key, 60.0, self.per_group_minute))
        used = [
            (self._past[label, which], length, limit) for label, which, length, limit in windows if limit is not None
        ]
        for past, length, limit in used:
            while past and past[0] <= now - length:
                past.popleft()
            if len(past) >= limit:
                raise too_many_requests(max(1, math.ceil(past[0] + length - now)))
        for past, _, _ in used:
            past.append(now)
