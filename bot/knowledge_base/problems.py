"""What can be wrong with a file of the knowledge base, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Values = tuple[tuple[str, str], ...]
"""What fills the sentence of a code: names of placeholders, with what stands there."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault, at a place that an editor can jump to. Lines and columns count from 1.

    Most faults are a code and values, so that each reader is told in their own language (``check.<code>`` in the
    catalogues); a plain ``message`` stands for itself.
    """

    file: str
    line: int
    column: int
    message: str = ""
    code: str = ""
    values: Values = ()

    def __str__(self) -> str:
        """The place and what is known of the fault, in no language: for logs."""
        told = self.message or ", ".join(f"{name}={value!r}" for name, value in self.values)
        return f"{self.file}:{self.line}:{self.column}: {' '.join(filter(None, (self.code, told)))}"


class KnowledgeError(Exception):
    """The knowledge base cannot be used; carries every problem that was found, in the order of the files."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))
