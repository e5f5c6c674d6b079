"""What is proposed for the clusters, as YAML that a person reviews: phrases for entries, and labelled questions.

The phrases are put into the knowledge by ``apply``; the questions may join the labelled ones as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.proposals.clusters import Cluster, common
from bot.proposals.intents import Intent, Intents
from bot.understanding.text import tokenise

LEAST = 0.25
"""Confidence below which a cluster is shown without an entry: whoever reviews it has to find one."""
_PHRASES = 3
"""How many phrases are proposed for a cluster."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A cluster with what it may belong to."""

    cluster: Cluster
    intents: tuple[Intent, ...]
    phrases: tuple[str, ...]

    @property
    def intent(self) -> Intent | None:
        """The entry that it most likely belongs to, if any is likely enough."""
        return next((intent for intent in self.intents if intent.confidence >= LEAST), None)


def propose(clusters: Iterable[Cluster], intents: Intents) -> list[Proposal]:
    """A proposal for each cluster."""
    return [
        Proposal(cluster, tuple(intents.nearest(cluster)), tuple(common(cluster, intents.lexicon)[:_PHRASES]))
        for cluster in clusters
    ]


def phrases_file(proposals: Sequence[Proposal]) -> str:
    """The phrases for the entries, each under a comment that says what it comes from."""
    blocks = []
    for proposal in proposals:
        intent = proposal.intent
        others = ", ".join(f"{other.sort} {other.id} {other.confidence:.0%}" for other in proposal.intents)
        lines = [
            f"# {proposal.cluster.count} × {question.text}" if index == 0 else f"#     {question.text}"
            for index, question in enumerate(proposal.cluster.questions)
        ]
        lines.append(f"# near: {others or '–'}")
        if intent is None or not proposal.phrases:
            blocks.append("\n".join(lines))
            continue
        entry = {intent.sort: intent.id, "phrases": _by_language(proposal.phrases)}
        blocks.append("\n".join([*lines, _dump([entry])]))
    return "\n\n".join(blocks) + "\n"


def questions_file(proposals: Sequence[Proposal]) -> str:
    """The questions with the labels that the proposals would make right."""
    rows = []
    for proposal in proposals:
        if (intent := proposal.intent) is None:
            continue
        about = {intent.sort: intent.id} if intent.sort in {"scenario", "topic"} else {}
        rows += [
            {"q": question.text, "language": question.language, "kind": intent.kind, "best": [intent.kind], **about}
            for question in proposal.cluster.questions
        ]
    return _dump(rows) + "\n" if rows else "[]\n"


def write(proposals: Sequence[Proposal], folder: Path) -> tuple[Path, Path]:
    """Writes both files into ``folder``; where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    phrases, labels = folder / "phrases.yaml", folder / "questions.yaml"
    phrases.write_text(phrases_file(proposals), encoding="utf-8")
    labels.write_text(questions_file(proposals), encoding="utf-8")
    return phrases, labels


def _by_language(phrases: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for phrase in phrases:
        han = any(token.script == "han" for token in tokenise(phrase))
        found.setdefault("zh" if han else "en", []).append(phrase)
    return found


def _dump(rows: Any) -> str:
    return str(yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=120)).rstrip("\n")
