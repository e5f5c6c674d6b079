"""What is well formed and yet not as it was meant: two phrases in one, English for Chinese, words for an emoji."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.checking.texts import texts
from bot.knowledge_base import KnowledgeBase
from bot.knowledge_base.documents import KeyPath
from bot.knowledge_base.findings import Finding, finding
from bot.knowledge_base.texts import Entry, Phrases

_KINDS = ("frameworks", "topics", "scenarios", "components", "outside", "smalltalk", "cues")
_WITH_EMOJI = ("frameworks", "scenarios")
_NAMES = ("names", "not_names")
"""Lists of names, which are the same in every language."""
_SEVERAL = re.compile(r"\w.*[，、；].*\w")
"""What a Chinese keyboard puts between two phrases: to YAML it is a letter like others."""
_HAN = re.compile("[\u3400-\u9fff]")
_MANY_PHRASES, _MANY_WORDS = 3, 4
"""So many phrases, or words of a text, are no longer just names."""
_LONGEST = 10
"""Characters of an emoji: a family is made of seven."""
_EMOJI_SIGN = "\ufe0f"
"""Makes an emoji of the sign before it, be it a digit."""
_WRITTEN = re.compile(rf"[\w\s](?!{_EMOJI_SIGN})")

Listing = tuple[str, str, KeyPath, tuple[str, ...]]
"""Kind and id of an entry, the way to a list in it, and the phrases or names of the list."""


def two_in_one(base: KnowledgeBase) -> Iterator[Finding]:
    """Phrases and names that are two, with a comma between them that YAML does not know."""
    for kind, name, way, listed in _lists(base):
        for position, phrase in enumerate(listed):
            if are_two(phrase):
                yield finding(kind, name, (*way, position), "K513", phrase=phrase)


def are_two(phrase: str) -> bool:
    """Whether there are two phrases, or names, in ``phrase``."""
    return bool(_SEVERAL.search(phrase))


def without_chinese(base: KnowledgeBase) -> Iterator[Finding]:
    """Chinese texts, and whole lists of Chinese phrases, in which nothing is Chinese."""
    for kind, name, way, text in texts(base):
        if len(text.zh_Hans.split()) >= _MANY_WORDS and not _HAN.search(text.zh_Hans):
            yield finding(kind, name, (*way, "zh_Hans"), "K416", language="zh_Hans")
    for kind, name, way, listed in _lists(base):
        chinese = way[-1] == "zh" and way[0] not in _NAMES
        if chinese and len(listed) >= _MANY_PHRASES and not any(map(_HAN.search, listed)):
            yield finding(kind, name, way, "K416", language="zh")


def no_emoji(base: KnowledgeBase) -> Iterator[Finding]:
    """Entries whose emoji is none."""
    for kind in _WITH_EMOJI:
        for name, entry in getattr(base, kind).items():
            if not is_emoji(entry.emoji):
                yield finding(kind, name, ("emoji",), "K415", given=entry.emoji)


def is_emoji(text: str) -> bool:
    """Whether ``text`` is a short symbol rather than something that is read."""
    symbol = any(sign == _EMOJI_SIGN or unicodedata.category(sign) in {"So", "Sm"} for sign in text)
    return symbol and len(text) <= _LONGEST and not _WRITTEN.search(text)


def _lists(base: KnowledgeBase) -> Iterator[Listing]:
    for kind in _KINDS:
        for name, entry in getattr(base, kind).items():
            yield from ((kind, name, way, listed) for way, listed in _within(entry))
    yield from (("subject", "", way, listed) for way, listed in _within(base.subject))


def _within(entry: Entry) -> Iterator[tuple[KeyPath, tuple[str, ...]]]:
    for field in type(entry).model_fields:
        value = getattr(entry, field)
        if isinstance(value, Phrases):
            yield from (((field, language), getattr(value, language)) for language in Phrases.model_fields)
        elif field in _NAMES:
            yield (field,), value
