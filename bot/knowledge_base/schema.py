"""What pydantic finds wrong with an entry, in our codes: they can be told in any language, its sentences cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any

import yaml
from pydantic import ValidationError

from bot.knowledge_base.documents import Document, KeyPath
from bot.knowledge_base.forms import FORMS
from bot.knowledge_base.problems import Problem
from bot.knowledge_base.texts import Entry, Text

_EXPECTED = {
    "string": "text",
    "int": "number",
    "float": "number",
    "bool": "bool",
    "date": "date",
    "tuple": "list",
    "list": "list",
    "dict": "mapping",
    "model": "mapping",
}
"""What pydantic's names of types are called in the catalogues (``check.type.<name>``)."""
_FORMS = {pattern: name for name, pattern in FORMS.items()}
_OF_SOURCES = frozenset({"source", "sources"})
_NOT_GIVEN = frozenset({"missing", "too_short", "string_too_short"})


def faults(document: Document, start: KeyPath, error: ValidationError) -> Iterator[Problem]:
    """Every fault in the entry at ``start``."""
    found = error.errors(include_url=False)
    for fault in found:
        if fault["type"] == "too_short" and any(_inside(other["loc"], fault["loc"]) for other in found):
            # Pydantic does not count an item that has a fault of its own.
            continue
        code, values = _told(fault)
        path = (*start, *fault["loc"])
        values = {"field": ".".join(map(str, fault["loc"])) or "–", **values}
        yield document.problem(path, code=code, values=tuple(values.items()), of_key=code == "K201")


def _inside(way: KeyPath, outer: KeyPath) -> bool:
    return len(way) > len(outer) and way[: len(outer)] == outer


def _told(fault: Any) -> tuple[str, dict[str, str]]:
    """The code of a fault with what fills its sentence."""
    kind, field = fault["type"], str(fault["loc"][-1]) if fault["loc"] else ""
    context = fault.get("ctx", {})
    code, values = "K210", {"reason": str(fault["msg"])}
    if kind in _NOT_GIVEN and field in _OF_SOURCES:
        code, values = "K209", {}
    elif kind == "missing":
        code, values = ("K203" if field in Text.model_fields else "K202"), {}
    elif kind == "extra_forbidden":
        near = get_close_matches(field, sorted(_fields() - {field}), n=1)
        code, values = "K201", {"near": near[0]} if near else {}
    elif kind == "string_too_short":
        code, values = "K204", {}
    elif kind == "too_short":
        code, values = "K207", {"least": str(context["min_length"])}
    elif kind == "literal_error":
        code, values = "K206", _not_allowed(re.findall("'(.*?)'", str(context["expected"])), fault["input"])
    elif kind == "string_pattern_mismatch":
        pattern = str(context["pattern"])
        code, values = "K208", {"expected": _FORMS.get(pattern, pattern), "given": repr(fault["input"])}
    elif expected := _EXPECTED.get(kind.partition("_")[0]):
        code, values = "K205", {"expected": expected} | (_unquoted(fault["input"]) if expected == "text" else {})
    return code, values


def _not_allowed(allowed: list[str], given: Any) -> dict[str, str]:
    """What there is to say of a value that is none of those allowed: one of them may only lack its quotes."""
    near = [word for word in allowed if repr(yaml.safe_load(word)) == repr(given)]
    return {"allowed": " / ".join(allowed), "given": repr(given)} | ({"near": near[0]} if near else {})


def _unquoted(given: Any) -> dict[str, str]:
    """What was perhaps meant as text, where YAML reads something else."""
    return {"near": str(given)} if isinstance(given, bool | int | float | date) else {}


@cache
def _fields() -> frozenset[str]:
    """The names of all fields of all entries."""
    return frozenset(name for model in Entry.__subclasses__() for name in model.model_fields)
