"""What is wrong with the catalogues: every language must say the same things, in the same shape."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError

from bot.checking import po
from bot.checking.texts import TAG
from bot.knowledge_base import Problem
from bot.presentation.catalogue import DOMAINS, packaged_folder, path_of, read, texts_of
from bot.presentation.document import units
from bot.understanding.question import LANGUAGES, Language

_MESSAGE = 4096
_LIMITS = {
    "bot.name": 64,
    "bot.description": 512,
    "bot.short_description": 120,
    "command.": 256,
    "button.": 64,
    "notice.": 200,
    "settings.": 200,
}
"""What Telegram takes, by the beginning of a key: characters of a profile, a menu, a button, a short notice."""


@dataclass(frozen=True, slots=True)
class File:
    """A catalogue of one language."""

    name: str
    language: Language
    catalogue: Catalog
    entries: tuple[po.Entry, ...]
    messages: Mapping[str, Message]
    where: Mapping[str, po.Entry]
    """The entry of each key; of several, the last."""

    def problem(self, place: po.Place, code: str, **values: object) -> Problem:
        """A problem at a place of the file."""
        return Problem(self.name, *place, code=code, values=tuple((name, str(value)) for name, value in values.items()))

    def fault(self, key: str, code: str, form: int = 0, **values: object) -> Problem:
        """A problem of one of the texts of ``key``."""
        entry = self.where.get(key)
        texts = entry.texts if entry else []
        place = texts[min(form, len(texts) - 1)] if texts else entry.place if entry else (1, 1)
        return self.problem(place, code, entry=key, **values)


def problems(asked: Container[str], folder: Path | None = None) -> list[Problem]:
    """All problems of the catalogues in ``folder``.

    Args:
        asked: the keys that the program asks for.
        folder: the packaged one by default.
    """
    folder = folder or packaged_folder()
    found: list[Problem] = []
    for domain in DOMAINS:
        files = []
        for language in LANGUAGES:
            file = _read(language, folder, domain)
            if isinstance(file, Problem):
                found.append(file)
            else:
                files.append(file)
        for each in files:
            found += [problem for rule in _ALONE for problem in rule(each)]
            found += _stale(each, asked)
        found += _lacking(files, asked)
        found += [problem for each in files[1:] for problem in _different(each, files[0])]
    return sorted(found)


def _read(language: Language, folder: Path, domain: str) -> File | Problem:
    path = path_of(language, folder, domain)
    name = str(Path(folder.name) / path.relative_to(folder))
    try:
        catalogue = read(path)
        # The form of a plural is worked out when a sentence is said: too late to find that the header is wrong.
        gettext.c2py(catalogue.plural_expr)
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return Problem(name, 1, 1, code="C102")
    except PoFileError as error:
        return Problem(name, (error.lineno or 0) + 1, 1, code="C101", values=(("reason", str(error)),))
    except (ValueError, UnicodeDecodeError) as error:
        return Problem(name, 1, 1, code="C101", values=(("reason", str(error)),))
    messages = {_key(message): message for message in catalogue if message.id}
    entries = tuple(po.entries(lines))
    where = {entry.key: entry for entry in entries if not entry.obsolete}
    return File(name, language, catalogue, entries, messages, where)


def _key(message: Message) -> str:
    return str(message.id if isinstance(message.id, str) else message.id[0])


def _marked(file: File) -> Iterator[Problem]:
    """Entries that are marked as unsure or as gone, and those that stand twice."""
    seen: set[str] = set()
    for entry in file.entries:
        if entry.obsolete:
            yield file.problem(entry.place, "C106", entry=entry.key)
            continue
        if entry.fuzzy:
            yield file.problem(entry.fuzzy, "C105", entry=entry.key)
        if entry.key in seen:
            yield file.problem(entry.place, "C107", entry=entry.key)
        seen.add(entry.key)


def _empty(file: File) -> Iterator[Problem]:
    for key, message in file.messages.items():
        entry = file.where.get(key)
        # Babel fills up the forms that a plural lacks.
        written = len(entry.texts) if entry else 0
        for form, text in enumerate(texts_of(message)[:written]):
            if not text:
                yield file.fault(key, "C104", form)
        if not isinstance(message.id, str) and written != file.catalogue.num_plurals:
            yield file.fault(key, "C113", written, needed=file.catalogue.num_plurals)


def _shape(file: File) -> Iterator[Problem]:
    """Texts that cannot be shown as they are."""
    for key, message in file.messages.items():
        for form, text in enumerate(texts_of(message)):
            if text.count("**") % 2 or text.count("`") % 2:
                yield file.fault(key, "C112", form)
            try:
                _placeholders(text)
            except ValueError as error:
                yield file.fault(key, "C110", form, reason=error)
            limit = next((limit for start, limit in _LIMITS.items() if key.startswith(start)), _MESSAGE)
            if units(text) > limit:
                yield file.fault(key, "C114", form, length=units(text), limit=limit)


_ALONE: tuple[Callable[[File], Iterator[Problem]], ...] = (_marked, _empty, _shape)
"""What can be wrong with a catalogue, whatever the others say."""


def _stale(file: File, asked: Container[str]) -> Iterator[Problem]:
    for entry in file.entries:
        if not entry.obsolete and entry.key not in asked:
            yield file.problem(entry.place, "C108", entry=entry.key)


def _lacking(files: list[File], asked: Container[str]) -> Iterator[Problem]:
    """What one language says and another does not, where the program asks for it."""
    for file in files:
        told: set[str] = set()
        for other in files:
            before = ""
            for key in other.where:
                if key not in file.messages and key not in told and key in asked:
                    told.add(key)
                    yield file.problem(_behind(before, file), "C103", entry=key, file=other.name)
                before = key if key in file.where else before


def _behind(key: str, file: File) -> po.Place:
    """The place of the entry that follows the one with ``key``: where the next one belongs."""
    known = list(file.where)
    index = known.index(key) + 1 if key in file.where else 0
    return (file.where[known[min(index, len(known) - 1)]].place[0], 1) if known else (1, 1)


def _different(file: File, first: File) -> Iterator[Problem]:
    """What stands in the texts of one language and not in those of the first."""
    for key, message in file.messages.items():
        known = first.messages.get(key)
        if known is None:
            continue
        try:
            wanted, found = _all_placeholders(known), _all_placeholders(message)
        except ValueError:
            continue
        if found != wanted:
            yield file.fault(key, "C109", wanted=", ".join(sorted(wanted)) or "–")
        if _tags(message) != (tags := _tags(known)):
            yield file.fault(key, "C111", wanted=" ".join(tags) or "–")


def _all_placeholders(message: Message) -> set[str]:
    return {name for text in texts_of(message) for name in _placeholders(text)}


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _tags(message: Message) -> list[str]:
    return sorted({tag for text in texts_of(message) for tag in TAG.findall(text)})
