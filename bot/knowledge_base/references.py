"""Do the entries fit together? Every id that is named must exist, and what is named once stands once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from bot.knowledge_base.documents import KeyPath
from bot.knowledge_base.findings import KEY, Finding, finding
from bot.knowledge_base.models import KnowledgeBase
from bot.knowledge_base.texts import Entry

REFERS = {
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
            for path, among, unknown in _walk(base, entry, ()):
                yield finding(kind, name, path, "K301", **_unknown(unknown, among, getattr(base, among)))
    for path, among, unknown in _walk(base, base.learning, ()):
        yield finding("learning", "", path, "K301", **_unknown(unknown, among, getattr(base, among)))
    for position, learning_path in enumerate(base.learning.paths):
        for index, framework in enumerate(learning_path.order):
            if framework not in base.frameworks:
                way: KeyPath = ("paths", position, "order", index)
                yield finding("learning", "", way, "K301", **_unknown(framework, "frameworks", base.frameworks))
    yield from _steps(base)


def _steps(base: KnowledgeBase) -> Iterator[Finding]:
    steps = {step.id for step in base.choice}
    for step in base.choice:
        for path, among, unknown in _walk(base, step, ()):
            yield finding("choice", step.id, path, "K301", **_unknown(unknown, among, getattr(base, among)))
        taken: set[str] = set()
        for index, option in enumerate(step.options):
            if option.id in taken:
                yield finding("choice", step.id, ("options", index, "id"), "K303", id=option.id)
            taken.add(option.id)
            if option.next is not None and option.next not in steps:
                way: KeyPath = ("options", index, "next")
                yield finding("choice", step.id, way, "K301", **_unknown(option.next, "choose", steps))


def _unknown(name: str, among: str, known: Iterable[str]) -> dict[str, str]:
    """What there is to say of an id that nothing has: the one that was perhaps meant is close to it."""
    near = get_close_matches(name, sorted(known), n=1)
    return {"id": name, "among": among} | ({"near": near[0]} if near else {})


def _walk(base: KnowledgeBase, value: object, path: KeyPath) -> Iterator[tuple[KeyPath, str, str]]:
    """The way to every id in ``value`` that does not exist, the kind that should have it, and the id."""
    field = path[-1] if path else ""
    kind = REFERS.get(str(field))
    if isinstance(value, Entry):
        for name in type(value).model_fields:
            yield from _walk(base, getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for key, item in value.items():
            if kind and key not in getattr(base, kind):
                yield (*path, key, KEY), kind, key
            yield from _walk(base, item, (*path, key, KEY))
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            if kind and isinstance(item, str) and item not in getattr(base, kind):
                yield (*path, position), kind, item
            elif isinstance(item, Entry):
                yield from _walk(base, item, (*path, position))
    elif kind and isinstance(value, str) and value not in getattr(base, kind):
        yield path, kind, value
