"""What is proposed for the clusters, as YAML that a person reviews: phrases for entries, and labelled questions.

The phrases are put into the knowledge by ``apply``; the questions may join the labelled ones as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from bot.proposals.clusters import Cluster, common
from bot.proposals.intents import Intent, Intents
from bot.proposals.sieve import Wanted, usable
from bot.understanding.lexicon import Entity

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

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """The phrases with the entry that they are for; none where there is no entry."""
        return tuple(Wanted(Entity(self.intent.sort, self.intent.id), text) for text in self.phrases if self.intent)


def propose(clusters: Iterable[Cluster], intents: Intents) -> list[Proposal]:
    """A proposal for each cluster, with the phrases that its entry can take."""
    found = [
        Proposal(cluster, tuple(intents.nearest(cluster)), tuple(common(cluster, intents.lexicon)))
        for cluster in clusters
    ]
    left = usable((one for proposal in found for one in proposal.wanted), intents.base)
    return [
        replace(proposal, phrases=tuple(one.text for one in proposal.wanted if one in left)[:_PHRASES])
        for proposal in found
    ]


def phrases_file(proposals: Sequence[Proposal], nothing: str) -> str:
    """The phrases for the entries, each under a comment that says what it comes from.

    Args:
        proposals: what is proposed.
        nothing: said at the top where that is not a single phrase.
    """
    blocks = [] if any(proposal.phrases for proposal in proposals) else [f"# {nothing}"]
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
        entry = {intent.sort: intent.id, "phrases": _by_language(proposal.wanted)}
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


def write(proposals: Sequence[Proposal], folder: Path, nothing: str) -> tuple[Path, Path]:
    """Writes both files into ``folder``; where they are. ``nothing`` is said in the first if it has no phrases."""
    folder.mkdir(parents=True, exist_ok=True)
    phrases, labels = folder / "phrases.yaml", folder / "questions.yaml"
    phrases.write_text(phrases_file(proposals, nothing), encoding="utf-8")
    labels.write_text(questions_file(proposals), encoding="utf-8")
    return phrases, labels


def _by_language(phrases: Iterable[Wanted]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for phrase in phrases:
        found.setdefault(phrase.language, []).append(phrase.text)
    return found


def _dump(rows: Any) -> str:
    return str(yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=120)).rstrip("\n")
