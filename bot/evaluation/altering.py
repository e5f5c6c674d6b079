"""The same questions with the mistakes and in the script that people write them in: neither may change an answer."""

from __future__ import annotations

import random
import re

from bot.knowledge_base.scripts import convert
from bot.understanding.language import chinese_script

_LONG_WORD = re.compile(r"[A-Za-z]{5,}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_OTHER_SCRIPT = {"zh_Hant": "tw2sp", "zh_Hans": "s2twp"}
"""OpenCC's conversion out of each script, with the vocabulary of the other place."""


def with_typos(text: str) -> str:
    """``text`` with one typo in every word of five letters or more; the same text always gets the same typos.

    A letter is left out, doubled, changed for another, or swapped with the next; the first one stays right.
    """
    chance = random.Random(text)  # noqa: S311 - typos, no secrets
    return _LONG_WORD.sub(lambda found: _mistyped(found.group(), chance), text)


def _mistyped(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 1)
    before, letter, following, after = word[:place], word[place], word[place + 1], word[place + 2 :]
    other = chance.choice(_LETTERS.replace(letter.lower(), ""))
    swapped = following + letter if following != letter else following
    return before + chance.choice((following, letter * 2 + following, other + following, swapped)) + after


def in_other_script(text: str) -> str:
    """Simplified Chinese as Taiwan writes it, Traditional Chinese as the mainland does; other text as it is."""
    return convert(text, _OTHER_SCRIPT[chinese_script(text) or "zh_Hans"])
