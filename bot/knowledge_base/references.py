"""Do the entries fit together? Every id that is named must exist, and what is named once stands once."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge_base.documents import KeyPath
from bot.knowledge_base.models import KnowledgeBase
from bot.knowledge_base.texts import Entry

Finding = tuple[str, str, KeyPath, str]
"""Kind of entry, id of the entry, the way to the value inside it, what is wrong.

A way that ends in ``KEY`` leads to the key of a mapping, not to its value.
"""

KEY = ""

_REFERS = {
    "source": "sources",
    "sources": "sources",
    "framework": "frameworks",
    "frameworks": "frameworks",
    "goes_with": "frameworks",
    "stands_for": "frameworks",
    "first": "frameworks",
    "second": "frameworks",
    "against": "frameworks",
    "combines": "frameworks",
    "excludes": "frameworks",
    "fits": "frameworks",
    "scenario": "scenarios",
    "scenarios": "scenarios",
    "topic": "topics",
    "topics": "topics",
}
"""Fields whose values (or keys) are ids, and of what. ``order`` of a learning path is added where it is one."""


def unknown_ids(base: KnowledgeBase) -> Iterator[Finding]:
    """Every id that some entry names and that does not exist."""
    for kind in ("frameworks", "scenarios", "components", "disagreements", "figures"):
        for name, entry in getattr(base, kind).items():
            for path, message in _walk(base, entry, ()):
                yield kind, name, path, message
    for path, message in _walk(base, base.learning, ()):
        yield "learning", "", path, message
    for position, learning_path in enumerate(base.learning.paths):
        for index, framework in enumerate(learning_path.order):
            if framework not in base.frameworks:
                yield "learning", "", ("paths", position, "order", index), _unknown("frameworks", framework)
    steps = {step.id for step in base.choice}
    for step in base.choice:
        for path, message in _walk(base, step, ()):
            yield "choice", step.id, path, message
        taken: set[str] = set()
        for index, option in enumerate(step.options):
            if option.id in taken:
                yield "choice", step.id, ("options", index, "id"), f"{option.id!r} stands twice among the options"
            taken.add(option.id)
            if option.next is not None and option.next not in steps:
                yield "choice", step.id, ("options", index, "next"), f"there is no step {option.next!r}"


def _walk(base: KnowledgeBase, value: object, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    field = path[-1] if path else ""
    kind = _REFERS.get(str(field))
    if isinstance(value, Entry):
        for name in type(value).model_fields:
            yield from _walk(base, getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for key, item in value.items():
            if kind and key not in getattr(base, kind):
                yield (*path, key, KEY), _unknown(kind, key)
            yield from _walk(base, item, (*path, key, KEY))
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            if kind and isinstance(item, str) and item not in getattr(base, kind):
                yield (*path, position), _unknown(kind, item)
            elif isinstance(item, Entry):
                yield from _walk(base, item, (*path, position))
    elif kind and isinstance(value, str) and value not in getattr(base, kind):
        yield path, _unknown(kind, value)


def _unknown(kind: str, name: str) -> str:
    return f"there is no {name!r} among the {kind}"
