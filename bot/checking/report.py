"""What a check has found, for a person, for a program, or as annotations of GitHub."""

from __future__ import annotations

import json
from enum import StrEnum

from bot.checking.checks import Checked
from bot.checking.codes import Severity, severity
from bot.knowledge_base import Problem
from bot.presentation.catalogue import catalogue
from bot.presentation.problems import message
from bot.understanding.question import Language

_COUNTED = ("frameworks", "scenarios", "topics", "sources")


class Format(StrEnum):
    """How the problems are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def report(checked: Checked, form: Format, language: Language) -> str:
    """All problems in ``language``; empty if there is nothing to tell."""
    if form is Format.JSON:
        return _json(checked, language)
    line = _annotation if form is Format.GITHUB else _line
    return "\n".join(line(problem, language) for problem in checked.problems)


def summary(checked: Checked, language: Language) -> str:
    """How many problems there are; without an error, how much was checked too."""
    words = catalogue(language)
    errors, warnings = (len(checked.of(wanted)) for wanted in Severity)
    told = [words.text("check.errors", count=errors)] if errors else []
    told += [words.text("check.warnings", count=warnings)] if warnings else []
    if errors:
        return words.join(told)
    counts = [words.text(f"check.count.{kind}", count=len(getattr(checked.base, kind))) for kind in _COUNTED]
    return words.text("check.ok", counts=words.text("list.comma").join(counts + told))


def _line(problem: Problem, language: Language) -> str:
    text = message(problem, language)
    if severity(problem) is Severity.WARNING:
        text = catalogue(language).text("check.warning", message=text)
    return f"{problem.file}:{problem.line}:{problem.column}: {problem.code} {text}"


def _json(checked: Checked, language: Language) -> str:
    problems = [
        {
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "code": problem.code,
            "severity": str(severity(problem)),
            "message": message(problem, language),
        }
        for problem in checked.problems
    ]
    counts = {f"{wanted}s": len(checked.of(wanted)) for wanted in Severity}
    return json.dumps({**counts, "problems": problems}, ensure_ascii=False, indent=2)


def _annotation(problem: Problem, language: Language) -> str:
    """A command of GitHub's workflows: it shows the problem at its line of the change."""
    place = f"file={_escaped(problem.file, ':,')},line={problem.line},col={problem.column},title={problem.code}"
    return f"::{severity(problem)} {place}::{_escaped(message(problem, language))}"


def _escaped(text: str, also: str = "") -> str:
    for sign in f"%\r\n{also}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
