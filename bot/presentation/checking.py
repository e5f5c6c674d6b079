"""What is wrong with the catalogues: every language must have the same keys, placeholders and markup."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError

from bot.knowledge_base.problems import Problem
from bot.presentation.catalogue import packaged_folder, path_of, read, texts_of
from bot.understanding.question import LANGUAGES


def problems(folder: Path | None = None) -> list[Problem]:
    """All problems of the catalogues in ``folder``."""
    folder = folder or packaged_folder()
    found: list[Problem] = []
    read_well: dict[str, dict[str, Message]] = {}
    for language in LANGUAGES:
        path = path_of(language, folder)
        name = str(Path(folder.name) / path.relative_to(folder))
        try:
            file = read(path)
        except FileNotFoundError:
            found.append(Problem(name, 1, 1, "the file is missing"))
            continue
        except PoFileError as error:
            found.append(Problem(name, (error.lineno or 0) + 1, 1, str(error)))
            continue
        read_well[name] = _by_key(file)
        found += [problem for message in read_well[name].values() for problem in _own(name, message, file)]
    if read_well:
        reference, *_ = read_well
        for name, messages in read_well.items():
            found += _against(name, messages, reference, read_well[reference])
    return sorted(found)


def _by_key(file: Catalog) -> dict[str, Message]:
    return {_key(message): message for message in file if message.id}


def _key(message: Message) -> str:
    return str(message.id if isinstance(message.id, str) else message.id[0])


def _own(name: str, message: Message, file: Catalog) -> list[Problem]:
    """What is wrong with one sentence, whatever the others say."""
    faults = []
    if not all(texts_of(message)):
        faults.append("has no text")
    if not isinstance(message.id, str) and len(texts_of(message)) != file.num_plurals:
        faults.append(f"needs {file.num_plurals} plural form(s)")
    for text in texts_of(message):
        if text.count("**") % 2 or text.count("`") % 2:
            faults.append("has markup that is not closed")
        try:
            _placeholders(text)
        except ValueError as error:
            faults.append(f"has a broken placeholder: {error}")
    return [_problem(name, message, fault) for fault in faults]


def _against(name: str, messages: dict[str, Message], reference: str, known: dict[str, Message]) -> list[Problem]:
    """What differs from the first catalogue."""
    problems = [
        Problem(name, 1, 1, f"{key}: missing, {reference} has it on line {known[key].lineno}")
        for key in known.keys() - messages.keys()
    ]
    for key, message in messages.items():
        if key not in known:
            problems.append(_problem(name, message, f"is not in {reference}"))
        elif _all_placeholders(message) != (expected := _all_placeholders(known[key])):
            names = ", ".join(sorted(expected)) or "none"
            problems.append(_problem(name, message, f"should have the placeholders: {names}"))
    return problems


def _all_placeholders(message: Message) -> set[str]:
    try:
        return {name for text in texts_of(message) for name in _placeholders(text)}
    except ValueError:
        return set()


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _problem(name: str, message: Message, fault: str) -> Problem:
    return Problem(name, message.lineno or 1, 1, f"{_key(message)}: {fault}")
