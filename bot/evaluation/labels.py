"""Questions with labels: what a person asked, and which answers would be right."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, field_validator

from bot.understanding import Kind


class Labelled(BaseModel):
    """One labelled question."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    q: str
    language: str = ""
    """``en``, ``zh_Hans``, ``zh_Hant`` or ``mixed``; empty where nobody said."""
    kind: Kind
    """The kind of answer that is best."""
    best: tuple[Kind, ...] = ()
    """The best kind in each rater's eyes."""
    also: tuple[Kind, ...] = ()
    """Other kinds that every rater would accept."""
    scenario: str | None = None
    scenarios_ok: tuple[str, ...] = ()
    topic: str | None = None
    topics_ok: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    """Frameworks that the question names."""
    top_ok: tuple[str, ...] = ()
    """For a recommendation: frameworks any of which is right in first place."""
    excluded: tuple[str, ...] = ()
    known: tuple[str, ...] = ()

    @field_validator("scenarios_ok", "topics_ok", "best", "also", "mentions", "top_ok", mode="before")
    @classmethod
    def _empty(cls, value: Any) -> Any:
        return value or ()

    @property
    def accepted(self) -> frozenset[str]:
        """Every kind that is right."""
        return frozenset({self.kind, *self.also})

    @property
    def scenarios(self) -> frozenset[str]:
        """Every situation that is right."""
        return frozenset({self.scenario, *self.scenarios_ok} - {None})  # type: ignore[arg-type]

    @property
    def topics(self) -> frozenset[str]:
        """Every topic that is right."""
        return frozenset({self.topic, *self.topics_ok} - {None})  # type: ignore[arg-type]

    @property
    def untouched(self) -> bool:
        """Whether it belongs to the half that nothing is ever tuned on."""
        return hashlib.sha256(self.q.encode()).digest()[0] % 2 == 1


def read(paths: Iterable[Path]) -> list[Labelled]:
    """All labelled questions in files or folders of YAML.

    Raises:
        ValueError: a file is not a list of labelled questions; the message names it.
    """
    questions: list[Labelled] = []
    for path in paths:
        files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
        if not files:
            raise ValueError(f"{path}: no labelled questions here")
        for file in files:
            try:
                items = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
                questions += [Labelled.model_validate(item) for item in items]
            except (OSError, TypeError, ValueError, yaml.YAMLError) as error:
                raise ValueError(f"{file}: {error}") from error
    return questions
