"""Questions that wait for one answer of a bot: taps, inline queries, guest messages."""

from __future__ import annotations

from dataclasses import dataclass, field

from .model import Json, Message, User


@dataclass(frozen=True)
class CallbackAnswer:
    """What the person sees after a tap: nothing, a toast or an alert."""

    text: str = ""
    show_alert: bool = False
    url: str | None = None
    cache_time: int = 0


@dataclass(frozen=True, repr=False)
class InlineResult:
    """One row of an inline answer, as it can be chosen."""

    query: InlineQuery
    look: Json
    content: Json

    def __repr__(self) -> str:
        return f"<InlineResult {self.id} {self.title!r}: {self.text!r}>"

    @property
    def id(self) -> str:
        """The bot's id of the result."""
        return str(self.look["id"])

    @property
    def title(self) -> str:
        """Its headline."""
        return str(self.look.get("title", ""))

    @property
    def description(self) -> str:
        """The line below the headline."""
        return str(self.look.get("description", ""))

    @property
    def text(self) -> str:
        """What would be posted."""
        return str(self.content.get("text", self.content.get("caption", "")))


@dataclass(frozen=True)
class InlineAnswer:
    """The list that opens above the input field."""

    results: list[InlineResult]
    cache_time: int = 300
    is_personal: bool = False
    next_offset: str = ""
    button: Json | None = None


@dataclass(eq=False)
class Query:
    """A question with the moment it was asked; it can be answered once, and not for ever."""

    id: str
    bot_id: int
    user: User
    asked_at: float


@dataclass(eq=False)
class CallbackQuery(Query):
    """A tap on a button."""

    data: str = ""
    message: Message | None = None
    answer: CallbackAnswer | None = None


@dataclass(eq=False)
class InlineQuery(Query):
    """What a person writes after the bot's name in any chat."""

    text: str = ""
    offset: str = ""
    answer: InlineAnswer | None = None


@dataclass(eq=False)
class GuestQuery(Query):
    """A message in a chat the bot is not in, which summons it."""

    message: Message | None = None
    answer: Message | None = None


@dataclass
class InlineCache:
    """Inline answers that may be shown again; without `is_personal`, to anybody."""

    is_on: bool = False
    _kept: dict[tuple[int, str, str, int], tuple[float, InlineAnswer]] = field(default_factory=dict)

    def keep(self, query: InlineQuery, answer: InlineAnswer, now: float) -> None:
        """Remember an answer as long as the bot allows."""
        reader = query.user.id if answer.is_personal else 0
        key = (query.bot_id, query.text, query.offset, reader)
        self._kept[key] = (now + answer.cache_time, answer)

    def find(self, query: InlineQuery, now: float) -> InlineAnswer | None:
        """An answer to the same question that is still fresh."""
        for reader in (query.user.id, 0):
            key = (query.bot_id, query.text, query.offset, reader)
            until, answer = self._kept.get(key, (0.0, None))
            if self.is_on and now < until:
                return answer
        return None


@dataclass
class Queries:
    """All questions of all bots, by id."""

    callbacks: dict[str, CallbackQuery] = field(default_factory=dict)
    inline: dict[str, InlineQuery] = field(default_factory=dict)
    guests: dict[str, GuestQuery] = field(default_factory=dict)
    cache: InlineCache = field(default_factory=InlineCache)
