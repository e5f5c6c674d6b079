"""Which sentences of the catalogues the program asks for, read from its own text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import bot

_STRING = re.compile(r"""(f?)("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`\n]*`)""")
_SLOT = re.compile(r"\$?\{[^{}]*\}")
_KEY_WITH_SLOTS = re.compile(r"[a-z_]+(?:\.[a-z_]+)*\.\x00|\x00\.[a-z_]+")
"""A key of which the program fills in a part: what is fixed says enough to tell it from other text."""
_JOINED = "\x00.\x00"
_WRITTEN_IN = ("*.py", "*.js", "*.html")


@dataclass(frozen=True, slots=True)
class Asked:
    """The keys that the program asks for."""

    plain: frozenset[str]
    """Every string in the program, keys among them."""
    filled: tuple[re.Pattern[str], ...]
    """Keys of which the program fills in a part."""
    joined: frozenset[str]
    """First parts of keys that the page puts together of two."""

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, str):
            return False
        first = key.partition(".")[0]
        return key in self.plain or first in self.joined or any(pattern.fullmatch(key) for pattern in self.filled)


@cache
def asked() -> Asked:
    """What this program asks for."""
    plain: set[str] = set()
    filled: set[str] = set()
    joined: set[str] = set()
    folder = Path(bot.__file__).parent
    for path in sorted(path for pattern in _WRITTEN_IN for path in folder.rglob(pattern)):
        strings = _STRING.findall(path.read_text(encoding="utf-8"))
        here = {quoted[1:-1] for formatted, quoted in strings if not _slots(formatted, quoted)}
        templates = {_slots(formatted, quoted) for formatted, quoted in strings}
        plain |= here
        filled |= {re.escape(text).replace("\x00", ".+") for text in templates if _KEY_WITH_SLOTS.match(text)}
        if path.suffix == ".js" and _JOINED in templates:
            joined |= {text for text in here if text.isidentifier()}
    return Asked(frozenset(plain), tuple(re.compile(pattern) for pattern in sorted(filled)), frozenset(joined))


def _slots(formatted: str, quoted: str) -> str:
    """A string that the program fills in, with a zero for each slot; empty for a plain one."""
    if not formatted and quoted[0] != "`":
        return ""
    text, count = _SLOT.subn("\x00", quoted[1:-1])
    return text if count else ""
