"""The updates a bot has not confirmed yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .model import Json

ALL_KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "guest_message",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
    }
)
ON_REQUEST_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True)
class Pending:
    """An update on its way; updates of one lane (a chat, a person) must stay in order."""

    id: int
    lane: int
    body: Json


@dataclass
class UpdateQueue:
    """Unconfirmed updates, oldest first, and which kinds the bot asked for."""

    changed: Callable[[], None]
    pending: list[Pending] = field(default_factory=list)
    allowed: frozenset[str] = ALL_KINDS - ON_REQUEST_ONLY
    allowed_by_bot: list[str] | None = None
    sent: list[Json] = field(default_factory=list)
    next_id: int = 700_000_001

    def allow(self, kinds: Iterable[str]) -> None:
        """Remember which kinds to queue from now on; none means the usual ones."""
        self.allowed_by_bot = sorted(kinds) or None
        self.allowed = frozenset(self.allowed_by_bot or ()) or ALL_KINDS - ON_REQUEST_ONLY

    def put(self, kind: str, payload: Json, lane: int) -> Json | None:
        """Queue an update, unless its kind was not asked for."""
        if kind not in self.allowed:
            return None
        body: Json = {"update_id": self.next_id, kind: payload}
        self.repeat(body, lane)
        self.next_id += 1
        return body

    def repeat(self, body: Json, lane: int = 0) -> None:
        """Queue a ready update as it stands, even one that was delivered before."""
        self.pending.append(Pending(int(body["update_id"]), lane, body))
        self.sent.append(body)
        self.changed()

    def confirm_below(self, offset: int) -> None:
        """Forget all updates with smaller ids; a negative offset keeps that many at the end."""
        if offset < 0:
            self.pending = self.pending[offset:]
        else:
            self.pending = [update for update in self.pending if update.id >= offset]
        self.changed()

    def confirm(self, update: Pending) -> None:
        """Forget one update, as a webhook's 200 does."""
        if update in self.pending:
            self.pending.remove(update)
        self.changed()

    def clear(self) -> None:
        """Drop everything unconfirmed."""
        self.pending.clear()
        self.changed()
