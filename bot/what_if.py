"""A question asked of the edited knowledge, beside the knowledge as it was committed: what does the edit change?"""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.conversation.desk import Desk, Reply
from bot.presentation import explanation
from bot.presentation.answer_object import answer_object
from bot.presentation.catalogue import Catalogue, catalogue
from bot.understanding import Language

_COMPARED = ("language", "kind", "scenarios", "topics", "components", "frameworks", "excluded", "sources", "plain")
"""What of two answers is set side by side; the text last, for what is left when all else is the same."""
_SURER = 0.05
"""From which difference of the confidence it is worth a line."""


@contextmanager
def committed(folder: Path) -> Iterator[Path | None]:
    """The folder as it was last committed, in a place of its own; none if git does not know it."""
    with TemporaryDirectory() as place:
        asked = ["git", "-C", str(folder), "archive", "--format=tar", "HEAD", "."]
        try:
            found = subprocess.run(asked, capture_output=True, check=True)  # noqa: S603
        except (OSError, subprocess.CalledProcessError):
            yield None
            return
        with tarfile.open(fileobj=io.BytesIO(found.stdout)) as archive:
            archive.extractall(place, filter="data")
        yield Path(place)


def told(question: str, edited: Desk, before: Desk | None, language: Language) -> list[str]:
    """The answer with its explanation, and what was different before, line by line."""
    words = catalogue(language)
    reply = edited.ask(question)
    lines = [*reply.message.plain.splitlines(), "", *_reasons(reply, words), ""]
    if before is None:
        return [*lines, words.text("try.no_commit")]
    changes = list(_changes(before.ask(question), reply))
    if not changes:
        return [*lines, words.text("try.same")]
    return [*lines, words.text("try.changed"), *(f"  {name}: {old} → {new}" for name, old, new in changes)]


def _reasons(reply: Reply, words: Catalogue) -> Iterator[str]:
    """The explanation under headings that say what its numbers are."""
    question, answer = reply.question, answer_object(reply)
    kinds, *rows = explanation.lines(question)
    found = len(question.scenarios) + len(question.topics)
    yield words.text("try.kind", kind=answer["kind"], confidence=f"{answer['confidence']:.2f}")
    yield from (words.text("try.kinds"), f"  {kinds}")
    yield words.text("try.found" if found else "try.nothing_found")
    yield from (f"  {row}" for row in rows[:found])
    if signals := rows[found:]:
        (first, _), (second, _) = question.likely[:2]
        yield words.text("try.signals", first=first, second=second)
        yield from (f"  {row}" for row in signals)
        yield words.text("try.legend")


def _changes(old: Reply, new: Reply) -> Iterator[tuple[str, str, str]]:
    """What of the answer is not what it was: its name, before and after."""
    before, after = answer_object(old), answer_object(new)
    named = [name for name in _COMPARED if before[name] != after[name]]
    for name in named:
        if name != "plain":
            yield name, _shown(before[name]), _shown(after[name])
        elif named == ["plain"]:
            yield "text", *_first_difference(before[name], after[name])
    if abs(before["confidence"] - after["confidence"]) >= _SURER:
        yield "confidence", f"{before['confidence']:.2f}", f"{after['confidence']:.2f}"


def _first_difference(before: str, after: str) -> tuple[str, str]:
    old, new = before.splitlines(), after.splitlines()
    at = next((index for index, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), None)
    if at is None:
        at = min(len(old), len(new))
    return next(iter(old[at : at + 1]), "–"), next(iter(new[at : at + 1]), "–")


def _shown(value: Any) -> str:
    return (", ".join(value) or "–") if isinstance(value, list) else str(value)
