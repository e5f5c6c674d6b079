"""What did not come as expected, as problems at the lines of the turns, told like all other faults."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

from bot.conversation import Desk
from bot.knowledge_base import KnowledgeError, Problem
from bot.rehearsal.judging import Miss
from bot.rehearsal.scripts import files_of, read_scripts
from bot.rehearsal.stage import Failure, rehearse

_MUCH = 60
"""Characters of an answer that are quoted."""


def rehearsed(desk: Desk, folder: Path | None = None) -> list[Problem]:
    """All that is wrong with the conversations of the knowledge in ``folder``, and all that goes wrong in them."""
    try:
        scripts = read_scripts(files_of(folder), desk.base)
    except KnowledgeError as error:
        return list(error.problems)
    failures = rehearse(desk.base, scripts, desk).failures
    return [problem for failure in failures for problem in problems(failure)]


def problems(failure: Failure) -> list[Problem]:
    """One problem for each thing that is wrong with a turn."""
    line, column = failure.script.places[failure.turn]
    return [
        Problem(failure.script.file, line, column, code=_code(miss), values=_values(failure, miss))
        for miss in failure.misses
    ]


def _code(miss: Miss) -> str:
    if miss.field == "silent":
        return "R204" if miss.expected == "true" else "R203"
    return "R202" if miss.field == "lacks" else "R201"


def _values(failure: Failure, miss: Miss) -> tuple[tuple[str, str], ...]:
    values = {"name": failure.script.name, "said": failure.said, "field": miss.field}
    return tuple((values | {"wanted": miss.expected, "got": _cut(miss.got, miss.expected)}).items())


def _cut(text: str, wanted: str) -> str:
    """What matters of ``text``: around ``wanted``, or what comes closest to it; else its beginning."""
    text = " ".join(text.split())
    if len(text) <= _MUCH:
        return text
    start = min(max(_closest(text, wanted) - _MUCH // 2, 0), len(text) - _MUCH)
    end = start + _MUCH
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return before + text[start + len(before) : end - len(after)] + after


def _closest(text: str, wanted: str) -> int:
    """The middle of the longest run of ``wanted`` in ``text``; the beginning, if less than half of it is there."""
    run = SequenceMatcher(None, text.casefold(), wanted.casefold(), autojunk=False).find_longest_match()
    return run.a + run.size // 2 if 2 * run.size >= len(wanted) else 0
