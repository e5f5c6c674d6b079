"""What differs between the languages of one text, though it must be the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge_base import KnowledgeBase
from bot.knowledge_base.documents import KeyPath
from bot.knowledge_base.findings import Finding, finding
from bot.knowledge_base.texts import Entry, Phrases, Text
from bot.understanding.lexicon import FRAMEWORK, OTHER

TAG = re.compile(r"</?[A-Za-z][^<>]*>")
"""What looks like a tag of HTML."""
_BRACES = re.compile(r"\{[^{}]*\}?|\}")
_NUMBER = re.compile(r"\{number:\d+\}")
_ENTRIES = (
    "sources",
    "frameworks",
    "topics",
    "scenarios",
    "components",
    "disagreements",
    "figures",
    "outside",
    "smalltalk",
)

Standing = tuple[str, str, KeyPath, Text]
"""Kind and id of an entry, the way to a text in it, and the text."""


def texts(base: KnowledgeBase) -> Iterator[Standing]:
    """Every text of the knowledge base, with where it stands."""
    for kind in _ENTRIES:
        for name, entry in getattr(base, kind).items():
            yield from ((kind, name, way, text) for way, text in _within(entry, ()))
    for step in base.choice:
        yield from (("choice", step.id, way, text) for way, text in _within(step, ()))
    for kind in ("subject", "learning"):
        yield from ((kind, "", way, text) for way, text in _within(getattr(base, kind), ()))


def _within(value: object, way: KeyPath) -> Iterator[tuple[KeyPath, Text]]:
    if isinstance(value, Text):
        yield way, value
    elif isinstance(value, Phrases):
        return
    elif isinstance(value, Entry):
        for field in type(value).model_fields:
            yield from _within(getattr(value, field), (*way, field))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _within(item, (*way, key))
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _within(item, (*way, position))


def placeholders(base: KnowledgeBase) -> Iterator[Finding]:
    """Placeholders that nobody fills, or that one language has and another has not."""
    for kind, name, way, text in texts(base):
        wanted = sorted(_NUMBER.findall(text.en))
        for language in Text.model_fields:
            written = text.in_(language)
            found = _BRACES.findall(written)
            unknown = [part for part in found if not _NUMBER.fullmatch(part)]
            if unknown:
                yield finding(kind, name, (*way, language), "K413", placeholder=unknown[0])
            elif written and sorted(found) != wanted:
                yield finding(kind, name, (*way, language), "K411", wanted=" ".join(wanted) or "–")


def tags(base: KnowledgeBase) -> Iterator[Finding]:
    """Tags that one language has and another has not."""
    for kind, name, way, text in texts(base):
        wanted = sorted(TAG.findall(text.en))
        for language in Text.model_fields:
            written = text.in_(language)
            if written and sorted(TAG.findall(written)) != wanted:
                yield finding(kind, name, (*way, language), "K412", wanted=" ".join(wanted) or "–")


def cue_placeholders(base: KnowledgeBase) -> Iterator[Finding]:
    """Signs in a cue that stand for nothing."""
    for cue in base.cues.values():
        for language in Phrases.model_fields:
            for position, phrase in enumerate(getattr(cue.phrases, language)):
                for word in phrase.split():
                    if ("{" in word or "}" in word) and word not in (FRAMEWORK, OTHER):
                        way: KeyPath = ("phrases", language, position)
                        yield finding("cues", cue.id, way, "K414", placeholder=word, known=f"{FRAMEWORK} {OTHER}")
