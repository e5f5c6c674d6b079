"""The table of methods: for each its parameters and the function that does it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..core.bots import Bot
from ..core.errors import Refusal
from ..core.lookup import find_chat
from ..core.model import Chat, Json
from ..core.world import World
from ..shapes.keyboards import KeyboardRules
from ..shapes.kinds import Kind, read_parameters


@dataclass(frozen=True)
class Call:
    """One call of a method, its parameters already read and checked for shape."""

    world: World
    bot: Bot
    arguments: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.arguments[name]

    def get(self, name: str, default: Any = None) -> Any:
        """A parameter that may be left out."""
        return self.arguments.get(name, default)

    def chat(self, name: str = "chat_id") -> Chat:
        """The chat a parameter names."""
        return find_chat(self.world, self.bot, self.arguments[name])

    def keyboard_rules(self, *, is_private: bool) -> KeyboardRules:
        """What a keyboard of this bot may hold."""
        return KeyboardRules(is_private, self.bot.abilities.supports_inline_queries, self.world.strict)


Handler = Callable[[Call], Any | Awaitable[Any]]
Parameters = Mapping[str, Kind]


@dataclass(frozen=True)
class Method:
    """A method of the Bot API."""

    name: str
    handler: Handler
    required: Parameters = field(default_factory=dict)
    optional: Parameters = field(default_factory=dict)

    def read(self, raw: Mapping[str, object], *, strict: bool) -> Json:
        """The parameters, checked against the table."""
        return read_parameters(self.required, self.optional, raw, strict=strict)


METHODS: dict[str, Method] = {}


def method(
    name: str, required: Parameters | None = None, optional: Parameters | None = None
) -> Callable[[Handler], Handler]:
    """Put a function into the table."""

    def register(handler: Handler) -> Handler:
        METHODS[name.lower()] = Method(name, handler, required or {}, optional or {})
        return handler

    return register


def find_method(name: str) -> Method:
    """A method by its name, whatever the case of the letters.

    Raises:
        Refusal: this server has no such method.
    """
    if name.lower() not in METHODS:
        raise Refusal(404, "Not Found: method not found")
    return METHODS[name.lower()]
