"""A folder of YAML becomes a :class:`KnowledgeBase`, or a list of everything that is wrong with it.

Each kind of entry is a file (``sources.yaml``) or a folder of files (``scenarios/*.yaml``); a file holds one entry or a
list of entries.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.knowledge_base import references
from bot.knowledge_base.documents import Document, KeyPath, read
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
    Weights,
)
from bot.knowledge_base.problems import KnowledgeError, Problem
from bot.knowledge_base.texts import Entry
from bot.knowledge_base.traditional import Corrections, Drafter


@dataclass(frozen=True, slots=True)
class _Kind:
    """Where one kind of entry lives and what it becomes."""

    field: str
    stem: str
    model: type[Entry]
    key: str = "id"
    single: bool = False
    inherited: bool = False
    """Whether a folder of the operator's own that has none takes the packaged entries (how people ask does not depend
    on what they ask about)."""


_KINDS = (
    _Kind("subject", "subject", Subject, single=True),
    _Kind("sources", "sources", Source),
    _Kind("frameworks", "frameworks", Framework),
    _Kind("topics", "topics", Topic),
    _Kind("scenarios", "scenarios", Scenario),
    _Kind("components", "components", Component, key="name"),
    _Kind("disagreements", "disagreements", Disagreement),
    _Kind("figures", "figures", Figure),
    _Kind("learning", "learning", Learning, single=True),
    _Kind("outside", "outside", Outside),
    _Kind("smalltalk", "smalltalk", Smalltalk, inherited=True),
    _Kind("cues", "asking", Cue, inherited=True),
    _Kind("choice", "choose", ChoiceStep),
    _Kind("weights", "weights", Weights, single=True, inherited=True),
)


def packaged_folder() -> Path:
    """The folder of knowledge that comes with the program, installed or in a checkout."""
    installed = Path(__file__).parent.parent / "_data" / "knowledge"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "knowledge"


def load(folder: Path | None = None) -> KnowledgeBase:
    """Loads the knowledge base in ``folder`` (the packaged one by default).

    Raises:
        KnowledgeError: something in it is wrong; the error carries all problems of all files.
    """
    return _Loading(folder or packaged_folder()).run()


class _Loading:
    """One loading of one folder: collects entries and problems."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.places: dict[tuple[str, str], tuple[Document, KeyPath]] = {}

    def run(self) -> KnowledgeBase:
        if not self.folder.is_dir():
            raise KnowledgeError([Problem(str(self.folder), 1, 1, "there is no such folder")])
        drafter = Drafter(self._corrections())
        fields = {kind.field: self._entries(kind, drafter) for kind in _KINDS}
        if self.problems:
            raise KnowledgeError(self.problems)
        base = KnowledgeBase.model_construct(**fields)
        for kind, name, path, message in references.unknown_ids(base):
            document, start = self.places[kind, name]
            way = (*start, *(part for part in path if part != references.KEY))
            self.problems.append(document.problem(way, message, of_key=path[-1:] == (references.KEY,)))
        if self.problems:
            raise KnowledgeError(self.problems)
        return base

    def _corrections(self) -> Corrections:
        path = self.folder / "traditional.yaml"
        if not path.is_file():
            return Corrections()
        for document in self._read([path]):
            entry = self._validate(document, (), document.data, Corrections)
            if isinstance(entry, Corrections):
                return entry
        return Corrections()

    def _files(self, kind: _Kind) -> list[Path]:
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

    def _entries(self, kind: _Kind, drafter: Drafter) -> Any:
        found: dict[str, Entry] = {}
        for document in self._read(self._files(kind)):
            drafter.fill(document.data)
            items = document.data if isinstance(document.data, list) else [document.data]
            for position, item in enumerate(items):
                start: KeyPath = (position,) if isinstance(document.data, list) else ()
                entry = self._validate(document, start, item, kind.model)
                if entry is None:
                    continue
                name = "" if kind.single else str(getattr(entry, kind.key))
                if name in found:
                    self.problems.append(document.problem((*start, kind.key), f"{name!r} stands twice in {kind.stem}"))
                found[name] = entry
                self.places[kind.field, name] = (document, start)
        if kind.single:
            if not self._files(kind):
                self.problems.append(Problem(f"{kind.stem}.yaml", 1, 1, "the file is missing"))
            return found.get("")
        entries = sorted(found.values(), key=lambda entry: getattr(entry, "order", 0) if kind.key == "id" else 0)
        if kind.field == "choice":
            return tuple(entries)
        return {str(getattr(entry, kind.key)): entry for entry in entries}

    def _validate(self, document: Document, start: KeyPath, item: Any, model: type[Entry]) -> Entry | None:
        try:
            return TypeAdapter(model).validate_python(item)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                path, unknown = fault["loc"], fault["type"] == "extra_forbidden"
                self.problems.append(document.problem((*start, *path), _in_words(fault["msg"], path), of_key=unknown))
            return None


def _in_words(message: str, path: KeyPath) -> str:
    """Pydantic's message, with the field that it is about."""
    field = ".".join(str(part) for part in path)
    return f"{field}: {message}" if field else message
