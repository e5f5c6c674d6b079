"""Where in a ``.po`` file things stand: Babel reads what they say, and knows no columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_LINE = re.compile(r'(?P<gone>#~\s*)?(?P<word>msgid_plural|msgid|msgstr(?:\[\d+\])?)\s+(?="(?P<text>.*)"\s*$)')
_FUZZY = re.compile(r"#(?:~\s*#)?,.*?\bfuzzy\b")

Place = tuple[int, int]
"""Line and column, both from 1."""


@dataclass(slots=True)
class Entry:
    """One entry of the file."""

    key: str
    place: Place
    """Of the key's first quote."""
    obsolete: bool
    texts: list[Place] = field(default_factory=list)
    """Of the first quote of each of its texts."""
    fuzzy: Place | None = None
    """Of the word that says so."""


def entries(lines: Iterable[str]) -> Iterator[Entry]:
    """The entries of a file in their order, its header excepted."""
    entry: Entry | None = None
    fuzzy: Place | None = None
    for number, line in enumerate(lines, start=1):
        flag = _FUZZY.match(line)
        if flag:
            fuzzy = (number, flag.end() - len("fuzzy") + 1)
        found = _LINE.match(line)
        if not found:
            continue
        place = (number, found.end() + 1)
        if found["word"] == "msgid":
            if entry is not None and entry.key:
                yield entry
            entry, fuzzy = Entry(found["text"], place, bool(found["gone"]), fuzzy=fuzzy), None
        elif entry is not None and found["word"] != "msgid_plural":
            entry.texts.append(place)
    if entry is not None and entry.key:
        yield entry
