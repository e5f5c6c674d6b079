"""The blank between Chinese and Latin: house style, kept even where a name is put into a sentence later.

A template cannot know whether the name that it receives is written in Han characters or in letters; so the blanks are
set right once the sentence is whole.
"""

from __future__ import annotations

import re

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_LATIN = "A-Za-z0-9"
_MARKS = "\x01\x02"

_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])([{_MARKS}]?) ([{_MARKS}]?)(?=[{_HAN}])")
_HAN_LATIN = re.compile(rf"(?<=[{_HAN}])(?=[{_LATIN}])|(?<=[{_LATIN}%+])(?=[{_HAN}])")


def spaced(text: str) -> str:
    """Chinese ``text`` with one blank between Han characters and letters or digits, and none between Han characters."""
    return _HAN_LATIN.sub(" ", _BETWEEN_HAN.sub(r"\1\2", text))
