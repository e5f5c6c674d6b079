"""Open questions that ask the same thing in other words, put together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.understanding.lexicon import FUNCTION_WORDS, Lexicon
from bot.understanding.spotting import spot
from bot.understanding.text import Token

ALIKE = 0.4
"""Share of the telling words (0 to 1) that two questions have in common from which they belong together."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An open question."""

    text: str
    language: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Cluster:
    """Questions that belong together, the most frequent first."""

    questions: tuple[Asked, ...]

    @property
    def count(self) -> int:
        """How often any of them was asked."""
        return sum(question.count for question in self.questions)


def clusters(questions: Sequence[Asked], lexicon: Lexicon) -> list[Cluster]:
    """All questions in clusters, the most frequent cluster first.

    A question joins the cluster that it is most like, on the average over its members, so that a chain of neighbours
    does not tie together what has nothing in common.
    """
    ordered = sorted(questions, key=lambda question: (-question.count, question.text))
    words = {question: _words(telling(question.text, lexicon)) for question in ordered}
    spread = Counter(word for found in words.values() for word in found)
    groups: list[list[Asked]] = []
    for question in ordered:
        likeness = [_mean_likeness(question, group, words, spread) for group in groups]
        best = max(range(len(groups)), key=likeness.__getitem__, default=None)
        if best is not None and likeness[best] >= ALIKE:
            groups[best].append(question)
        else:
            groups.append([question])
    return sorted((Cluster(tuple(group)) for group in groups), key=lambda cluster: -cluster.count)


def common(cluster: Cluster, lexicon: Lexicon) -> list[str]:
    """Runs of words that most of the cluster's questions share, the longest first: what a phrase could be made of."""
    runs: Counter[str] = Counter()
    for question in cluster.questions:
        for run in _runs(telling(question.text, lexicon)):
            runs[run] += 1
    enough = max(2, (len(cluster.questions) + 1) // 2) if len(cluster.questions) > 1 else 1
    shared = [run for run, times in runs.items() if times >= enough]
    shared.sort(key=lambda run: (-len(run), run))
    longest: list[str] = []
    for run in shared:
        if not any(run in other for other in longest):
            longest.append(run)
    return longest


_LONGEST_RUN = 4


def _runs(tokens: Sequence[Token]) -> set[str]:
    """Rows of up to four telling words, or of two to six Han characters, that stand together."""
    found = set()
    for start in range(len(tokens)):
        han = tokens[start].script == "han"
        for end in range(start + 1, min(len(tokens), start + (6 if han else _LONGEST_RUN)) + 1):
            row = tokens[start:end]
            together = all(after.position == before.position + 1 for before, after in pairwise(row))
            if not together or any((token.script == "han") is not han for token in row):
                break
            if _worth(row, han=han):
                found.add(("" if han else " ").join(token.form for token in row))
    return found


def _worth(row: Sequence[Token], *, han: bool) -> bool:
    """Whether a row can stand for something: it neither begins nor ends with a word that says nothing."""
    if han:
        return len(row) > 1 and not {row[0].form, row[-1].form} & FUNCTION_WORDS
    return not {row[0].form, row[-1].form} & FUNCTION_WORDS and all(token.script == "latin" for token in row)


def telling(text: str, lexicon: Lexicon) -> list[Token]:
    """The words of a text that say what it is about, not how it is asked."""
    spotted = spot(text, lexicon)
    asking = [span for spans in spotted.cues.values() for span in spans]
    return [
        token
        for token in spotted.tokens
        if token.form not in FUNCTION_WORDS
        and not any(start <= token.start and token.end <= end for start, end in asking)
    ]


def _words(tokens: Sequence[Token]) -> frozenset[str]:
    """Words by their stems; of Chinese, pairs of characters."""
    words = {token.key for token in tokens if token.script == "latin"}
    words |= {
        before.form + after.form
        for before, after in pairwise(tokens)
        if before.script == after.script == "han" and after.position == before.position + 1
    }
    return frozenset(words)


def _mean_likeness(
    question: Asked, group: Sequence[Asked], words: dict[Asked, frozenset[str]], spread: Counter[str]
) -> float:
    def weight(found: frozenset[str]) -> float:
        return sum(1 / math.sqrt(spread[word]) for word in found)

    def likeness(other: Asked) -> float:
        ours, theirs = words[question], words[other]
        return weight(ours & theirs) / (min(weight(ours), weight(theirs)) or 1.0)

    return sum(map(likeness, group)) / len(group)
