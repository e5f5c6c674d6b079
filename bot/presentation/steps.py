"""The next steps that an answer offers: each a button with a short label."""

from __future__ import annotations

from collections.abc import Iterable

from bot.presentation.actions import Choose, Misheard, Picture, Show, Situations, Sources, Why, fits
from bot.presentation.labels import label
from bot.presentation.message import Button, in_rows
from bot.presentation.voice import Voice
from bot.understanding.question import Reading


def why(voice: Voice, show: Show) -> Button:
    """All the evidence for the answer."""
    action = Why(show.reading, show.language, show.also, show.excluded, show.known, show.target)
    return Button(voice.text("button.why"), action)


def misheard(voice: Voice, show: Show) -> Button:
    """Not what was meant."""
    action = Misheard(show.reading, show.language, show.also, show.excluded, show.known, show.target)
    return Button(voice.text("button.misheard"), action)


def ask(voice: Voice, reading: Reading, text: str | None = None) -> Button:
    """Another question."""
    return Button(text or label(reading, voice), Show(reading, voice.language))


def picture(voice: Voice, reading: Reading) -> Button | None:
    """The same to look at and to share; none if no button could carry so many names."""
    action = Picture(reading, voice.language)
    return Button(voice.text("button.picture"), action) if fits(action) else None


def compare(voice: Voice, first: str, second: str) -> Button:
    """The two side by side."""
    text = voice.text("button.compare", framework=voice.name(second))
    return ask(voice, Reading("compare", frameworks=(first, second)), text)


def portraits(voice: Voice, frameworks: Iterable[str], *before: Button) -> list[list[Button]]:
    """Each of these frameworks by itself, as rows of buttons; what goes ``before`` them stands in the same rows."""
    return in_rows([*before, *(ask(voice, Reading("framework", frameworks=(name,))) for name in frameworks)])


def choose(voice: Voice) -> Button:
    """The guided choice."""
    return Button(voice.text("button.choose"), Choose("", voice.language))


def situations(voice: Voice, *, another: bool = True) -> Button:
    """The list of situations: another one, if one was answered."""
    key = "button.another" if another else "button.situations"
    return Button(voice.text(key), Situations(0, voice.language))


def sources(voice: Voice) -> Button:
    """The articles."""
    return Button(voice.text("button.sources"), Sources(voice.language))
