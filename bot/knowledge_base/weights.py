"""What was learnt from labelled questions of how people ask: numbers, written by a program."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from bot.knowledge_base.texts import Entry


def _pairs(row: Any) -> Any:
    """A row of names and numbers that was written as text, as a mapping."""
    if not isinstance(row, str):
        return row
    parts = row.split()
    return dict(zip(parts[::2], parts[1::2], strict=True))


class Weights(Entry):
    """How much each signal of a text speaks for each kind of answer; fitted, not written (``evaluate --fit``)."""

    signals: dict[str, Annotated[dict[str, float], BeforeValidator(_pairs)]] = Field(default_factory=dict)
    """Per signal and kind; in YAML a row may be written as text, ``fact 0.2 learn -1.1``, which loads faster."""
    refuse_above: float = 1.0
    """The probability from which a text counts as outside of the knowledge base, whatever else is likelier."""
    clarify_below: float = 0.0
    """The margin between the two likeliest kinds below which the bot asks back."""
    answer_unasked_above: float = 1.0
    """The confidence above which a question in a group is answered though nobody asked the bot."""
