"""The settings of a chat or of a person: what they are now, and a button for each value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.knowledge_base.models import KnowledgeBase
from bot.presentation.actions import Scope, Set
from bot.presentation.document import Document
from bot.presentation.message import Button, Message, paragraph, rows
from bot.presentation.voice import Voice, voice
from bot.understanding.question import Language

_IN_A_ROW = 4


def settings(
    scope: Scope,
    current: Mapping[str, str],
    options: Mapping[str, Sequence[str]],
    language: Language,
    base: KnowledgeBase,
) -> Message:
    """The settings named in ``options``, each with its values as buttons; the one in force is ticked."""
    speaker = voice(language, base)
    lines = [
        speaker.line("settings.line", name=speaker.text(f"settings.{name}"), value=value_of(current[name], speaker))
        for name in options
    ]
    buttons = [
        [_button(scope, name, value, value == current[name], speaker) for value in values[start : start + _IN_A_ROW]]
        for name, values in options.items()
        for start in range(0, len(values), _IN_A_ROW)
    ]
    title = paragraph(speaker.line(f"settings.title.{scope}"))
    return Message(Document((title, paragraph(*lines))), rows(*buttons))


def value_of(value: str, speaker: Voice) -> str:
    """A value of a setting in words; a number is a number of seconds."""
    if value.isdigit() and (seconds := int(value)):
        minutes, rest = divmod(seconds, 60)
        return speaker.text("duration.seconds" if rest else "duration.minutes", count=seconds if rest else minutes)
    return speaker.text(f"settings.value.{value}")


def _button(scope: Scope, name: str, value: str, chosen: bool, speaker: Voice) -> Button:
    """A button that says whose value it is: several settings are on or off, or take ten minutes."""
    label = speaker.text(f"settings.button.{name}", value=value_of(value, speaker))
    return Button(speaker.text("settings.chosen", value=label) if chosen else label, Set(scope, name, value))
