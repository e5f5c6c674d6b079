"""YAML files as plain data that remembers where each value stood."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge_base.problems import Problem, Values

_TEXT = "tag:yaml.org,2002:str"
KeyPath = tuple[str | int, ...]
"""The way from the top of a document to a value: keys of mappings and positions in lists."""


@dataclass(frozen=True, slots=True)
class Document:
    """The content of one file, with the place (line, column) of every value in it."""

    file: str
    data: Any
    places: dict[KeyPath, tuple[int, int]]
    keys: dict[KeyPath, tuple[int, int]]
    """The place of every key of a mapping, by the way to its value."""

    def problem(
        self, path: KeyPath, message: str = "", *, of_key: bool = False, code: str = "", values: Values = ()
    ) -> Problem:
        """A problem of the value (or the key) at ``path``, or of the closest enclosing value that the file has."""
        if of_key and path in self.keys:
            return Problem(self.file, *self.keys[path], message, code, values)
        while path not in self.places and path:
            path = path[:-1]
        line, column = self.places.get(path, (1, 1))
        return Problem(self.file, line, column, message, code, values)


def read(path: Path, name: str) -> tuple[Document | None, list[Problem]]:
    """Reads one YAML file; a fault in its syntax, or a key that stands twice, is a problem instead."""
    try:
        with path.open("rb") as stream:
            root = yaml.compose(stream, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return None, [_fault(name, line, column, "K101", reason=str(error.problem or error.context))]
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        return None, [_fault(name, 1, 1, "K102", reason=_first_line(error))]
    if root is None:
        return None, [_fault(name, 1, 1, "K103")]
    builder = _Builder(name)
    try:
        data = builder.build(root, ())
    except RecursionError:
        return None, [_fault(name, 1, 1, "K104")]
    return Document(name, data, builder.places, builder.keys), builder.problems


def _fault(file: str, line: int, column: int, code: str, **values: str) -> Problem:
    return Problem(file, line, column, code=code, values=tuple(values.items()))


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


class _Builder:
    """Turns YAML nodes into plain data, keeping places and finding keys that stand twice."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[KeyPath, tuple[int, int]] = {}
        self.keys: dict[KeyPath, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self._scalars = yaml.constructor.SafeConstructor()

    def build(self, node: yaml.Node, path: KeyPath) -> Any:
        self.places[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, position)) for position, item in enumerate(node.value)]
        if node.tag == _TEXT:
            return node.value
        try:
            return self._scalars.construct_object(node)
        except (yaml.YAMLError, ValueError) as error:
            self._note(node, "K106", reason=_first_line(error))
            return None

    def _mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in data:
                self._note(key_node, "K105", name=key)
            self.keys[*path, key] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            data[key] = self.build(value_node, (*path, key))
        return data

    def _note(self, node: yaml.Node, code: str, **values: str) -> None:
        mark = node.start_mark
        self.problems.append(_fault(self.file, mark.line + 1, mark.column + 1, code, **values))
