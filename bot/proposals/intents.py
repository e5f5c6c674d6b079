"""What a cluster of open questions may belong to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from bot.knowledge_base import KnowledgeBase
from bot.proposals.clusters import Cluster, telling
from bot.understanding import Kind, Understanding
from bot.understanding.lexicon import Lexicon, all_phrases
from bot.understanding.spotting import spot

SORTS: dict[str, Kind] = {"scenario": "recommend", "topic": "fact", "outside": "out_of_scope"}
"""The sorts of entries that phrases lead to, with the kind of answer that each brings."""
_ANY_KIND = 0.4
"""What an entry is still worth where the way of asking speaks for another kind of answer altogether."""
_ALIKE = 60
"""RapidFuzz's ratio below which a phrase is not like a text at all."""
_LIKE_A_PHRASE = 0.6
"""What likeness to a phrase is worth beside words of it that stand in the text."""


@dataclass(frozen=True, slots=True)
class Intent:
    """An entry of the knowledge base that a cluster may belong to."""

    sort: str
    id: str
    confidence: float
    """0 to 1: how much the questions look like those that already lead there."""

    @property
    def kind(self) -> Kind:
        """The kind of answer that it brings."""
        return SORTS[self.sort]


class Intents:
    """Finds the entries that are nearest to a text."""

    def __init__(self, understanding: Understanding) -> None:
        self._understanding = understanding
        self._phrases: list[tuple[str, tuple[str, str]]] = [
            (utils.default_process(text), (entity.sort, entity.id))
            for entity, phrases, hint in all_phrases(understanding.base)
            if entity.sort in SORTS and not hint and not self._open(entity.sort, entity.id)
            for text in phrases.all()
        ]

    @property
    def lexicon(self) -> Lexicon:
        """What the texts are looked up in."""
        return self._understanding.lexicon

    @property
    def base(self) -> KnowledgeBase:
        """The knowledge base that the entries are of."""
        return self._understanding.base

    def nearest(self, cluster: Cluster, most: int = 3) -> list[Intent]:
        """The entries that the questions of a cluster are nearest to, the nearest first."""
        scores: dict[tuple[str, str], float] = defaultdict(float)
        for question in cluster.questions:
            for entry, score in self._of(question.text).items():
                scores[entry] += score * question.count / cluster.count
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        return [Intent(sort, name, round(min(score, 1.0), 2)) for (sort, name), score in ranked[:most]]

    def _open(self, sort: str, name: str) -> bool:
        """Whether an entry stands for no situation at all: new wording never belongs there."""
        return sort == "scenario" and self.base.scenarios[name].open

    def _of(self, text: str) -> dict[tuple[str, str], float]:
        spotted = spot(text, self.lexicon)
        found = {
            (sort, name): evidence.weight
            for sort in SORTS
            for name, evidence in spotted.best(sort)
            if not self._open(sort, name)
        }
        plain = " ".join(token.form for token in telling(text, self.lexicon))
        for _, likeness, index in process.extract(
            plain, [phrase for phrase, _ in self._phrases], scorer=fuzz.token_set_ratio, limit=5, score_cutoff=_ALIKE
        ):
            entry = self._phrases[index][1]
            found[entry] = max(found.get(entry, 0.0), _LIKE_A_PHRASE * likeness / 100)
        chances = dict(self._understanding.ask(text).likely)
        most = max(chances[kind] for kind in SORTS.values()) or 1.0
        return {
            (sort, name): score * (_ANY_KIND + (1 - _ANY_KIND) * chances[SORTS[sort]] / most)
            for (sort, name), score in found.items()
        }
