"""Is an answer right? Judged on the answer object that every user of the bot gets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation.labels import Labelled

REFUSING = frozenset({"out_of_scope", "smalltalk"})
_OFFERED = 3
"""How many suggestions count as seen."""

AnswerObject = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """One question with what came of it."""

    label: Labelled
    answer: AnswerObject
    right: bool
    exact: bool
    helped: bool

    @property
    def refused(self) -> bool:
        """Whether the bot said that it cannot answer."""
        return bool(self.answer["kind"] in REFUSING)

    @property
    def clarified(self) -> bool:
        """Whether the bot asked back."""
        return bool(self.answer["kind"] == "clarify")


def judge(label: Labelled, answer: AnswerObject) -> Judged:
    """Right: the kind is accepted and what it is about fits. Exact: the best kind, and the very situation or topic.

    Helped: right, or the right answer is among the suggestions of a question back or a refusal.
    """
    kind, frameworks = answer["kind"], answer["frameworks"]
    scenarios, topics = answer["scenarios"], answer["topics"]
    right = _fits(label, kind, frameworks, topics)
    helped = right or (
        kind in {"clarify", "out_of_scope"}
        and label.kind != "out_of_scope"
        and any(
            _fits(label, offer["kind"], offer["frameworks"], [offer["topic"]] if offer["topic"] else [])
            for offer in answer["suggestions"][:_OFFERED]
        )
    )
    return Judged(label, answer, right, right and _exact(label, kind, scenarios, topics), helped)


def _fits(label: Labelled, kind: str, frameworks: Sequence[str], topics: Sequence[str]) -> bool:
    if kind not in label.accepted:
        return False
    named, covered = set(label.mentions), set(frameworks)
    if kind in REFUSING or kind == "clarify":
        return True
    if kind == "recommend":
        return bool(frameworks) and (not label.top_ok or frameworks[0] in label.top_ok)
    if kind in {"learn", "framework"}:
        return not named or bool(named & covered)
    beside = kind == "fact" and bool(label.topics) and bool(topics) and not label.topics & set(topics)
    return not beside and named <= covered


def _exact(label: Labelled, kind: str, scenarios: Sequence[str], topics: Sequence[str]) -> bool:
    if kind not in (label.best or (label.kind,)):
        return False
    if kind == "recommend":
        return not label.scenarios or bool(label.scenarios & set(scenarios[:2]))
    if kind in {"fact", "compare"} and label.topic:
        return bool(label.topics & set(topics))
    return True


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares of a group of judged questions, each from 0 to 1 (none where the group has no such question)."""

    count: int
    right: float | None
    exact: float | None
    helped: float | None
    clarified: float | None
    refused: float | None


def shares(judged: Iterable[Judged]) -> Shares:
    """What share of ``judged`` was right, exact, helped, clarified, refused."""
    group = list(judged)
    if not group:
        return Shares(0, None, None, None, None, None)

    def share(name: str) -> float:
        return float(sum(getattr(one, name) for one in group)) / len(group)

    return Shares(len(group), *(share(name) for name in ("right", "exact", "helped", "clarified", "refused")))


def in_scope(judged: Iterable[Judged]) -> list[Judged]:
    """Those whose question the bot should answer."""
    return [one for one in judged if one.label.kind not in REFUSING]


def outside(judged: Iterable[Judged]) -> list[Judged]:
    """Those whose question the bot should refuse."""
    return [one for one in judged if one.label.kind == "out_of_scope"]


def by_kind(judged: Iterable[Judged]) -> dict[str, list[Judged]]:
    """Grouped by the labelled kind."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[one.label.kind].append(one)
    return dict(sorted(groups.items()))


def confusions(judged: Iterable[Judged]) -> Counter[tuple[str, str]]:
    """How often a question of one kind was wrongly answered as another."""
    return Counter((one.label.kind, str(one.answer["kind"])) for one in judged if not one.right)
