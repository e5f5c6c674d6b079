"""Traditional Chinese as written in Taiwan: drafted from the Simplified text, corrected by hand.

``traditional.yaml`` holds the corrections: ``terms`` are replaced in every draft, ``texts`` replace the draft of one
whole Simplified text.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field

from bot.knowledge_base.scripts import convert
from bot.knowledge_base.texts import Entry


class Corrections(Entry):
    """What people have corrected in the drafts."""

    terms: dict[str, str] = Field(default_factory=dict)
    texts: dict[str, str] = Field(default_factory=dict)


class Drafter:
    """Writes the Traditional text for a Simplified one."""

    def __init__(self, corrections: Corrections) -> None:
        self._corrections = corrections
        self.used: set[str] = set()
        """The corrections that were of use; the others have outlived their text."""

    def draft(self, simplified: str) -> str:
        """``simplified`` in Traditional Chinese."""
        if simplified in self._corrections.texts:
            self.used.add(simplified)
            return self._corrections.texts[simplified]
        text = convert(simplified, "s2twp")
        for wrong, right in self._corrections.terms.items():
            if wrong in text:
                self.used.add(wrong)
                text = text.replace(wrong, right)
        return text

    def fill(self, data: Any) -> None:
        """Adds the Traditional text, in place, to everything in ``data`` that has a Simplified one."""
        if isinstance(data, dict):
            simplified = data.get("zh_Hans")
            if isinstance(simplified, str) and not data.get("zh_Hant"):
                data["zh_Hant"] = self.draft(simplified.strip())
            for value in data.values():
                self.fill(value)
        elif isinstance(data, list):
            for value in data:
                self.fill(value)
