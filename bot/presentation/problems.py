"""A problem of the knowledge or the catalogues in the reader's language: what is wrong, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.knowledge_base import Problem
from bot.presentation.catalogue import Catalogue, catalogue
from bot.understanding.question import Language

_NEAR = "near"
"""The value that there is if something else was perhaps meant; then the sentence is another one."""
_NAMED = {"expected": "check.type.", "language": "check.language."}
"""Values that are words of the language themselves, with the beginning of their keys."""


def message(problem: Problem, language: Language) -> str:
    """What is wrong and how to mend it."""
    if not problem.code:
        return problem.message
    words = catalogue(language)
    values = dict(problem.values)
    key = f"check.{problem.code}"
    if _NEAR in values and f"{key}.{_NEAR}" in words.keys:
        key = f"{key}.{_NEAR}"
    return words.text(key, **{name: _word(name, value, words) for name, value in values.items()})


def _word(name: str, value: str, words: Catalogue) -> str:
    """A value as it is, or the word for it."""
    key = f"{_NAMED.get(name, '')}{value}"
    return words.text(key) if name in _NAMED and key in words.keys else value


def told(problem: Problem, language: Language) -> str:
    """The problem as a line: its place, its code and what is wrong."""
    place = f"{problem.file}:{problem.line}:{problem.column}"
    return f"{place}: {' '.join(filter(None, (problem.code, message(problem, language))))}"


def listed(problems: Iterable[Problem], language: Language) -> str:
    """Problems, a line each."""
    return "\n".join(told(problem, language) for problem in problems)
