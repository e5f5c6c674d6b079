"""Corrections of Traditional Chinese that have lost what they corrected."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge_base.findings import KEY, Finding, finding
from bot.knowledge_base.loader import Loaded


def idle(loaded: Loaded) -> Iterator[Finding]:
    """Corrections that match nothing any more: of a whole text, which then stands uncorrected; of a term."""
    if not loaded.whole:
        return
    for section, code in (("texts", "K601"), ("terms", "K602")):
        for wrong in getattr(loaded.corrections, section):
            if wrong in loaded.idle:
                yield finding("traditional", "", (section, wrong, KEY), code, text=wrong)
