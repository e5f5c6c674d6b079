"""What of a question may be kept, and when two are the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz, process

_LONGEST = 300
_ALIKE = 90
"""RapidFuzz's ratio from which two fingerprints are one question."""

# Blanks are no borders: Chinese has none, and "@somebody用哪个" must not lose its question.
_PERSONAL = re.compile(
    r"""
    (?:[a-z]+:// | (?<![a-z0-9])(?:www\.|t\.me/)) [!-~]+  # links, which may lead to a profile
    | [a-z0-9._+-]+@[a-z0-9-]+\.[a-z0-9.-]+               # mail addresses
    | [@＠](?:[a-z0-9_]+|\w{1,4})                         # names in Telegram, or typed as if: @王小明
    | \+?\d(?:[ ()./-]?\d){7,}                            # telephone numbers, ids: eight digits or more
    """,
    re.VERBOSE | re.IGNORECASE,
)


def anonymous(text: str) -> str:
    """The text in a line, without what points at a person: names in Telegram, links, addresses, long numbers.

    A name written as a plain word cannot be told from other words, and stays.
    """
    # A lone half of a surrogate pair cannot be stored.
    sound = text.encode("utf-8", "replace").decode("utf-8")
    printable = "".join(character if character.isprintable() else " " for character in sound)
    return " ".join(_PERSONAL.sub("…", printable).split())[:_LONGEST]


def fingerprint(text: str) -> str:
    """What is left of an anonymous text when case, width, blanks and punctuation do not count."""
    return "".join(character for character in unicodedata.normalize("NFKC", text).casefold() if character.isalnum())


def nearest(wanted: str, known: Sequence[str]) -> str:
    """The known fingerprint that means the same as ``wanted``, or ``wanted`` itself if there is none."""
    if wanted in known:
        return wanted
    found = process.extractOne(wanted, known, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return wanted if found is None else found[0]
