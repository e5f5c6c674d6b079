"""A folder of YAML becomes a :class:`KnowledgeBase`, or a list of everything that is wrong with it.

Each kind of entry is a file (``sources.yaml``) or a folder of files (``scenarios/*.yaml``); a file holds one entry or a
list of entries.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.knowledge_base import references
from bot.knowledge_base.documents import Document, KeyPath, read
from bot.knowledge_base.findings import KEY, Finding
from bot.knowledge_base.forms import FORMS
from bot.knowledge_base.models import (
    ChoiceStep,
    Component,
    Cue,
    Disagreement,
    Figure,
    Framework,
    KnowledgeBase,
    Learning,
    Outside,
    Scenario,
    Smalltalk,
    Source,
    Subject,
    Topic,
)
from bot.knowledge_base.problems import KnowledgeError, Problem
from bot.knowledge_base.schema import faults
from bot.knowledge_base.texts import Entry, Phrases, Text
from bot.knowledge_base.traditional import Corrections, Drafter
from bot.knowledge_base.weights import Weights

ANY = "*"
"""Stands for every id."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Where one kind of entry lives and what it becomes."""

    field: str
    stem: str
    model: type[Entry]
    key: str = "id"
    form: str = "id"
    """What its ids look like; empty if anything may be one."""
    single: bool = False
    inherited: bool = False
    """Whether a folder of the operator's own that has none takes the packaged entries (how people ask does not depend
    on what they ask about)."""


KINDS = (
    Kind("subject", "subject", Subject, single=True),
    Kind("sources", "sources", Source, form="article"),
    Kind("frameworks", "frameworks", Framework),
    Kind("topics", "topics", Topic),
    Kind("scenarios", "scenarios", Scenario),
    Kind("components", "components", Component, key="name", form=""),
    Kind("disagreements", "disagreements", Disagreement),
    Kind("figures", "figures", Figure),
    Kind("learning", "learning", Learning, single=True),
    Kind("outside", "outside", Outside),
    Kind("smalltalk", "smalltalk", Smalltalk, inherited=True),
    Kind("cues", "asking", Cue, inherited=True),
    Kind("choice", "choose", ChoiceStep),
    Kind("weights", "weights", Weights, single=True, inherited=True),
)


def packaged_folder() -> Path:
    """The folder of knowledge that comes with the program, installed or in a checkout."""
    installed = Path(__file__).parent.parent / "_data" / "knowledge"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "knowledge"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What could be read of a folder, and all that is wrong with it."""

    base: KnowledgeBase
    """The entries without a fault; where a file that must be there has one, an empty entry stands in for it."""
    problems: tuple[Problem, ...]
    corrections: Corrections
    idle: frozenset[str]
    """The corrections of Traditional drafts that no text needed."""
    places: Mapping[tuple[str, str], tuple[Document, KeyPath]]
    """Where each entry stands, by its kind and its id."""

    @property
    def whole(self) -> bool:
        """Whether every entry could be read."""
        return not self.problems

    def located(self, found: Finding) -> Problem:
        """A finding at its line and column."""
        document, start = self.places[found.kind, found.id]
        way = (*start, *(part for part in found.path if part != KEY))
        of_key = found.path[-1:] == (KEY,)
        return document.problem(way, code=found.code, values=found.values, of_key=of_key)


def load(folder: Path | None = None) -> KnowledgeBase:
    """Loads the knowledge base in ``folder`` (the packaged one by default).

    Raises:
        KnowledgeError: something in it is wrong; the error carries all problems of all files.
    """
    loaded = examine(folder)
    if loaded.problems:
        raise KnowledgeError(loaded.problems)
    return loaded.base


def examine(folder: Path | None = None) -> Loaded:
    """Reads the knowledge base in ``folder`` as far as it can be read; what is wrong with it is told, not raised."""
    return _Loading(folder or packaged_folder()).run()


class _Loading:
    """One loading of one folder: collects entries and problems."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.places: dict[tuple[str, str], tuple[Document, KeyPath]] = {}
        self.broken: dict[str, set[str]] = defaultdict(set)
        """The ids of entries that have a fault, by their files: they exist. ``ANY`` where nobody can tell which."""

    def run(self) -> Loaded:
        if not self.folder.is_dir():
            self.problems.append(Problem(str(self.folder.resolve()), 1, 1, code="K108"))
            return Loaded(_nothing(), tuple(self.problems), Corrections(), frozenset(), {})
        corrections = self._corrections()
        drafter = Drafter(corrections)
        fields = {kind.field: self._entries(kind, drafter) for kind in KINDS}
        base = KnowledgeBase.model_construct(**fields)
        idle = {*corrections.terms, *corrections.texts} - drafter.used
        loaded = Loaded(base, (), corrections, frozenset(idle), self.places)
        self.problems += [loaded.located(found) for found in references.unknown_ids(base) if not self._excused(found)]
        return replace(loaded, problems=tuple(sorted(self.problems)))

    def _excused(self, found: Finding) -> bool:
        """Whether a finding is only what follows from another fault."""
        if (found.kind, found.id) not in self.places:
            return True
        values = dict(found.values)
        return found.code == "K301" and not self.broken[values["among"]].isdisjoint({values["id"], ANY})

    def _corrections(self) -> Corrections:
        path = self.folder / "traditional.yaml"
        if not path.is_file():
            return Corrections()
        for document in self._read([path]):
            entry = self._validate(document, (), document.data, Corrections)
            if isinstance(entry, Corrections):
                self.places["traditional", ""] = (document, ())
                return entry
        return Corrections()

    def _files(self, kind: Kind) -> list[Path]:
        for folder in (self.folder, packaged_folder()) if kind.inherited else (self.folder,):
            file = folder / f"{kind.stem}.yaml"
            files = ([file] if file.is_file() else []) + sorted((folder / kind.stem).glob("*.yaml"))
            if files:
                return files
        return []

    def _read(self, files: list[Path]) -> list[Document]:
        documents = []
        for path in files:
            name = str(path.relative_to(self.folder)) if path.is_relative_to(self.folder) else str(path)
            document, problems = read(path, name)
            self.problems += problems
            if document is not None:
                documents.append(document)
        return documents

    def _entries(self, kind: Kind, drafter: Drafter) -> Any:
        found: dict[str, Entry] = {}
        files = self._files(kind)
        documents = self._read(files)
        if len(documents) < len(files):
            self.broken[kind.stem].add(ANY)
        for document in documents:
            drafter.fill(document.data)
            items = document.data if isinstance(document.data, list) else [document.data]
            for position, item in enumerate(items):
                start: KeyPath = (position,) if isinstance(document.data, list) else ()
                entry = self._validate(document, start, item, kind.model)
                if entry is None:
                    self.broken[kind.stem].add(_id_of(item, kind))
                    continue
                name = "" if kind.single else str(getattr(entry, kind.key))
                if name in found:
                    here, there = (document, (*start, kind.key)), self._place(kind, name)
                    self.problems.append(_twice(name, kind.stem, here, there))
                found[name] = entry
                self.places[kind.field, name] = (document, start)
        if kind.single:
            if not files:
                self.problems.append(Problem(f"{kind.stem}.yaml", 1, 1, code="K107"))
            return found.get("", _empty(kind.field))
        entries = sorted(found.values(), key=lambda entry: getattr(entry, "order", 0) if kind.key == "id" else 0)
        if kind.field == "choice":
            return tuple(entries)
        return {str(getattr(entry, kind.key)): entry for entry in entries}

    def _place(self, kind: Kind, name: str) -> tuple[Document, KeyPath]:
        """Where the id of an entry stands that was read before."""
        document, start = self.places[kind.field, name]
        return document, (*start, kind.key)

    def _validate(self, document: Document, start: KeyPath, item: Any, model: type[Entry]) -> Entry | None:
        try:
            return TypeAdapter(model).validate_python(item)
        except ValidationError as error:
            self.problems += faults(document, start, error)
            return None


def _twice(name: str, stem: str, here: tuple[Document, KeyPath], there: tuple[Document, KeyPath]) -> Problem:
    """One id in two places: told at the later one, unless only the file of the earlier one is called otherwise."""
    called = [Path(document.file).stem == name for document, _ in (here, there)]
    (document, path), other = (there, here) if called == [True, False] else (here, there)
    place = other[0].problem(other[1])
    values = (("id", name), ("stem", stem), ("near", f"{place.file}:{place.line}"))
    return document.problem(path, code="K302", values=values)


def _id_of(item: Any, kind: Kind) -> str:
    """The id that an entry with a fault gives itself. One of the wrong form is none: others name what was meant."""
    name = item.get(kind.key) if isinstance(item, dict) else None
    return name if isinstance(name, str) and re.search(FORMS.get(kind.form, ""), name) else ANY


def _empty(field: str) -> Entry | None:
    """What stands in for an entry that must be there and is not, so that the others can be looked at."""
    nobody = Text.model_construct(en="", zh_Hans="")
    empty = {
        "subject": Subject.model_construct(name=nobody, words=Phrases(), examples=()),
        "learning": Learning.model_construct(paths=(), fits={}, topic=""),
        "weights": Weights(),
    }
    return empty.get(field)


def _nothing() -> KnowledgeBase:
    """A knowledge base without entries."""
    fields: dict[str, Any] = {kind.field: _empty(kind.field) or {} for kind in KINDS}
    return KnowledgeBase.model_construct(**{**fields, "choice": ()})
