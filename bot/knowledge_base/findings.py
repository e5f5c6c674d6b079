"""A fault of an entry, as whoever looks at the entries alone can tell it: by the way to it, not by line and column."""

from __future__ import annotations

from typing import NamedTuple

from bot.knowledge_base.documents import KeyPath
from bot.knowledge_base.problems import Values

KEY = ""
"""A way that ends in it leads to the key of a mapping, not to its value."""


class Finding(NamedTuple):
    """Something wrong inside one entry of the knowledge base."""

    kind: str
    """The field of the knowledge base that the entry stands in."""
    id: str
    """The entry; empty for a kind that has only one."""
    path: KeyPath
    code: str
    values: Values = ()


def finding(kind: str, name: str, path: KeyPath, code: str, /, **values: object) -> Finding:
    """A finding with its values as text."""
    return Finding(kind, name, path, code, tuple((key, str(value)) for key, value in values.items()))
