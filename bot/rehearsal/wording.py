"""How a conversation is written down: who says what, and what must come of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from bot.knowledge_base.texts import Entry
from bot.understanding import Kind, Language


def _listed(value: Any) -> Any:
    """One value alone is a list of one."""
    return (value,) if isinstance(value, str) else value


def _one_or_more(item: dict[str, Any]) -> WithJsonSchema:
    """What an editor is told of such a list."""
    return WithJsonSchema({"anyOf": [item, {"type": "array", "items": item}]})


Ids = Annotated[tuple[str, ...], BeforeValidator(_listed), _one_or_more({"type": "string"})]
Kinds = Annotated[
    tuple[Kind, ...],
    BeforeValidator(_listed),
    _one_or_more({"type": "string", "enum": [*get_args(Kind)]}),
]
Place = Literal["private", "group"]
How = Literal["plain", "command", "mention", "reply"]

ANYBODY = "Alice"
"""Who speaks where nobody is named."""


class Expected(Entry):
    """What must come of a turn. What is not named may be anything."""

    silent: bool = False
    """The bot must say nothing."""
    asks_back: bool = False
    """The bot must not answer but offer what could be meant."""
    kind: Kinds = ()
    """The kind of answer; of several, any."""
    language: Language | None = None
    first: Ids = ()
    """The framework that comes first; of several, any."""
    frameworks: Ids | None = None
    """Exactly the frameworks that the answer is about, in any order."""
    excluded: Ids | None = None
    """Exactly the frameworks that are left out."""
    scenario: Ids = ()
    """The situation that leads; of several, any."""
    topic: Ids = ()
    """The topic that leads; of several, any."""
    component: Ids = ()
    """The component that it is about; of several, any."""
    suggests: Ids = ()
    """Ids of situations, topics or frameworks that are offered: all of them."""
    contains: Ids = ()
    """What stands in the answer without its markup: all of it."""
    lacks: Ids = ()
    """What must not stand there: none of it."""

    @model_validator(mode="after")
    def _silence_is_nothing_else(self) -> Expected:
        others = self.model_fields_set - {"silent"}
        if self.silent and others:
            raise ValueError(f"who is silent says nothing: leave {', '.join(sorted(others))} out")
        return self


class Turn(Entry):
    """Something that somebody says, and what must come of it."""

    say: str = Field(min_length=1)
    by: str = ANYBODY
    how: How = "plain"
    """How the bot is turned to in a group; plain talk turns to nobody."""
    to: str | None = None
    """Whose last message it replies to, if it is not the bot's."""
    place: Place | None = None
    """Where, if it is not where the conversation is."""
    thread: str | None = None
    """The topic of the group."""
    expect: Expected = Expected()


class Person(Entry):
    """What is special about somebody."""

    language: str | None = None
    """The language of their Telegram (``en``, ``zh-hans``, ``zh-hant``)."""
    anonymous: bool = False
    """An admin who writes in the name of the group."""
    channel: bool = False
    """Somebody who writes in the name of a channel."""


class Group(Entry):
    """What the admins of the group have chosen."""

    ambient: bool = False
    """Clear questions are answered unasked, and the bot hears all that is written."""
    language: Language | None = None
    short: bool = False
    cooldown: int = Field(default=600, ge=0)
    """Seconds until the same answer is given again rather than pointed to."""


class Conversation(Entry):
    """Several turns, each with what must come of it."""

    name: str = Field(min_length=1)
    place: Place = "private"
    language: str = "en"
    """The language of everybody's Telegram."""
    people: dict[str, Person] = Field(default_factory=dict)
    group: Group = Group()
    turns: tuple[Turn, ...] = Field(min_length=1)

    @property
    def needs_telegram(self) -> bool:
        """Whether the doors of Telegram matter, so that a desk alone cannot play it."""
        return any(self.place_of(turn) == "group" or turn.say.startswith("/") for turn in self.turns)

    def place_of(self, turn: Turn) -> Place:
        """Where ``turn`` is said."""
        return turn.place or self.place
