"""Conversations are read from YAML, with the places to point at when one of them fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from bot.knowledge_base import KnowledgeBase, KnowledgeError, Problem, packaged_folder
from bot.knowledge_base.documents import Document, KeyPath, read
from bot.knowledge_base.schema import faults
from bot.rehearsal.wording import Conversation, Expected

FOLDER = "conversations"
"""Where in a folder of knowledge its conversations lie."""

_KINDS = {
    "first": "frameworks",
    "frameworks": "frameworks",
    "excluded": "frameworks",
    "scenario": "scenarios",
    "topic": "topics",
    "component": "components",
}
"""What the ids in the fields of an expectation are ids of."""


@dataclass(frozen=True, slots=True)
class Script:
    """A conversation and where it stands."""

    file: str
    places: tuple[tuple[int, int], ...]
    """Line and column of each turn."""
    conversation: Conversation

    @property
    def name(self) -> str:
        """The conversation's name."""
        return self.conversation.name


def files_of(folder: Path | None) -> list[Path]:
    """The files of the conversations that belong to the knowledge in ``folder``; none is the packaged one."""
    return sorted(((folder or packaged_folder()) / FOLDER).glob("*.yaml"))


def read_scripts(files: Iterable[Path], base: KnowledgeBase | None = None) -> tuple[Script, ...]:
    """All conversations in ``files``. With ``base``, every id in them must be one of its ids.

    Raises:
        KnowledgeError: something in them is wrong; the error carries all problems of all files.
    """
    scripts: list[Script] = []
    problems: list[Problem] = []
    for path in files:
        document, unread = read(path, f"{path.parent.name}/{path.name}")
        problems += unread
        if document is None:
            continue
        named: set[str] = set()
        for start, item in _items(document):
            try:
                conversation = Conversation.model_validate(item)
            except ValidationError as error:
                problems += faults(document, start, error)
                continue
            if conversation.name in named:
                values = (("id", conversation.name), ("stem", FOLDER))
                problems.append(document.problem((*start, "name"), code="K302", values=values))
            named.add(conversation.name)
            problems += _misplaced(document, start, conversation)
            problems += _unknown(document, start, conversation, base) if base else ()
            places = (document.places[*start, "turns", turn] for turn in range(len(conversation.turns)))
            scripts.append(Script(document.file, tuple(places), conversation))
    if problems:
        raise KnowledgeError(problems)
    return tuple(scripts)


def _items(document: Document) -> Iterator[tuple[KeyPath, object]]:
    if isinstance(document.data, list):
        yield from (((position,), item) for position, item in enumerate(document.data))
    else:
        yield (), document.data


def _misplaced(document: Document, start: KeyPath, conversation: Conversation) -> Iterator[Problem]:
    """What a turn in private cannot have."""
    for number, turn in enumerate(conversation.turns):
        if conversation.place_of(turn) == "private":
            for field in sorted({"how", "to", "thread"} & turn.model_fields_set):
                way = (*start, "turns", number, field)
                yield document.problem(way, code="R101", values=(("field", field),), of_key=True)


def _unknown(document: Document, start: KeyPath, conversation: Conversation, base: KnowledgeBase) -> Iterator[Problem]:
    for number, turn in enumerate(conversation.turns):
        for field, kind in _KINDS.items():
            for name in _ids(turn.expect, field):
                if name not in getattr(base, kind):
                    way = (*start, "turns", number, "expect", field)
                    yield document.problem(way, code="K301", values=(("id", name), ("among", kind)))


def _ids(expected: Expected, field: str) -> tuple[str, ...]:
    return getattr(expected, field) or ()
