"""Settings of chats and of people: what can be chosen, what is chosen, and changing it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Generic, TypeVar

from bot.handlers.memory import Memory
from bot.knowledge_base import KnowledgeBase
from bot.presentation import Message
from bot.presentation.actions import Scope
from bot.presentation.preferences import settings
from bot.storage import ChatSettings, PersonSettings
from bot.understanding import LANGUAGES, Language

S = TypeVar("S", ChatSettings, PersonSettings)

_SWITCH = ("off", "on")
_AUTOMATIC = "auto"
OPTIONS: Mapping[Scope, Mapping[str, Sequence[str]]] = {
    "chat": {
        "language": (_AUTOMATIC, *LANGUAGES),
        "ambient": _SWITCH,
        "short": _SWITCH,
        "cooldown": ("60", "600", "1800", "3600"),
        "delete_fallbacks": ("0", "60", "600"),
    },
    "person": {"language": (_AUTOMATIC, *LANGUAGES), "short": _SWITCH},
}
"""What can be chosen; numbers are seconds."""


def written(value: object) -> str:
    """A value as buttons carry it."""
    if isinstance(value, bool):
        return _SWITCH[value]
    return _AUTOMATIC if value is None else str(value)


def _read(value: str) -> bool | int | str | None:
    if value in _SWITCH:
        return value == "on"
    return int(value) if value.isdigit() else None if value == _AUTOMATIC else value


def changed(current: S, scope: Scope, name: str, value: str) -> S | None:
    """The settings with one of them changed; none if there is no such choice."""
    if value not in OPTIONS[scope].get(name, ()):
        return None
    change: dict[str, Any] = {name: _read(value)}
    return replace(current, **change)


class Change(Enum):
    """What became of a wish to change a setting."""

    MADE = "made"
    NONE = "none"
    """It was so already."""
    LOST = "lost"
    """It could not be kept."""
    IMPOSSIBLE = "impossible"
    """There is no such setting, or no such value."""


@dataclass(frozen=True, slots=True)
class Kept(Generic[S]):
    """Whose settings, and how they are read and kept."""

    scope: Scope
    read: Callable[[], Awaitable[S]]
    keep: Callable[[S], Awaitable[bool]]

    async def change(self, name: str, value: str) -> Change:
        """Changes one of them."""
        current = await self.read()
        wanted = changed(current, self.scope, name, value)
        if wanted is None:
            return Change.IMPOSSIBLE
        if wanted == current:
            return Change.NONE
        return Change.MADE if await self.keep(wanted) else Change.LOST


def settings_of(scope: Scope, id_: int, memory: Memory) -> Kept[ChatSettings] | Kept[PersonSettings]:
    """The settings of a chat or of a person."""
    if scope == "chat":
        return Kept(scope, lambda: memory.chats.get(id_), lambda wanted: memory.chats.set(id_, wanted))
    return Kept(scope, lambda: memory.people.get(id_), lambda wanted: memory.people.set(id_, wanted))


def shown(
    kept: Kept[ChatSettings] | Kept[PersonSettings],
    current: ChatSettings | PersonSettings,
    language: Language,
    base: KnowledgeBase,
    only: Sequence[str] | None = None,
) -> Message:
    """The settings with their buttons; ``only`` some of them, if given."""
    options = {name: values for name, values in OPTIONS[kept.scope].items() if only is None or name in only}
    values = {name: written(getattr(current, name)) for name in options}
    return settings(kept.scope, values, options, language, base)
