"""Which language to answer in: the question's own script first, then what is known of the chat and the asker."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from bot.knowledge_base.scripts import convert
from bot.understanding.question import Language

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_CHARACTERS = range(0x4E00, 0xA000)
"""The Han characters in common use."""
_LATIN_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_FOREIGN = re.compile("[\u0370-\u1fff\u3040-\u30ff\uac00-\ud7af]")
"""Letters of languages that the bot does not speak, kana and hangul among them."""
_TRADITIONAL_TAGS = {"hant", "tw", "hk", "mo"}


def from_code(code: str | None) -> Language | None:
    """The language of a client's code (``zh-hans``, ``zh-CN``, ``zh_TW``, ``en-GB``), if the bot speaks it."""
    parts = (code or "").lower().replace("_", "-").split("-")
    if parts[0] in {"zh", "yue", "cmn", "wuu"}:
        if "hans" in parts:
            return "zh_Hans"
        return "zh_Hant" if _TRADITIONAL_TAGS & set(parts[1:]) or parts[0] == "yue" else "zh_Hans"
    return "en" if parts[0] == "en" else None


def chinese_script(text: str) -> Language | None:
    """Whether the Han characters of ``text`` are Traditional or Simplified; none if they do not tell."""
    characters = _HAN.findall(text)
    only_traditional = _traditional(characters)
    only_simplified = sum(character in _simplified() for character in characters)
    if only_traditional == only_simplified:
        return None
    return "zh_Hant" if only_traditional > only_simplified else "zh_Hans"


def _traditional(characters: list[str]) -> int:
    """How many of these Han characters are written otherwise in Simplified Chinese."""
    joined = "".join(characters)
    return sum(a != b for a, b in zip(joined, convert(joined, "t2s"), strict=False)) if joined else 0


@cache
def _simplified() -> frozenset[str]:
    """The characters that some Traditional one becomes.

    OpenCC's way back would tell them too, and takes 26 MiB of memory for it.
    """
    every = "\n".join(map(chr, _CHARACTERS))
    return frozenset(b for a, b in zip(every, convert(every, "t2s"), strict=True) if a != b)


def of_text(text: str, names: Iterable[str], preferred: Language) -> Language | None:
    """The language that ``text`` itself is written in; none if it only holds names, numbers or signs.

    ``names`` are words that belong to no language (lower case). ``preferred`` decides the script of Chinese that is
    written the same in both.
    """
    known = set(names)
    words = sum(word.lower() not in known for word in _LATIN_WORD.findall(text))
    han = len(_HAN.findall(text))
    if han and han >= words:
        unclear: Language = preferred if preferred != "en" else "zh_Hans"
        return chinese_script(text) or unclear
    if words:
        return "en"
    return "en" if _FOREIGN.search(text) else None


def decide(text: str, names: Iterable[str], *preferences: str | None, default: Language = "en") -> Language:
    """The language to answer ``text`` in.

    ``preferences`` are what speaks for a language beside the text, strongest first: the chat's setting, the person's,
    the client's code. Each is a code or one of the bot's own languages.
    """
    chosen = next((found for found in map(from_code, preferences) if found), default)
    chinese = next((found for found in map(from_code, preferences) if found in {"zh_Hans", "zh_Hant"}), chosen)
    return of_text(text, names, chinese) or chosen
