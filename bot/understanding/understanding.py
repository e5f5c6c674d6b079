"""A text becomes a :class:`~bot.understanding.question.Question`."""

from __future__ import annotations

from collections.abc import Iterator

from bot.knowledge_base import KnowledgeBase
from bot.understanding import kinds, signals
from bot.understanding.follow_up import follow
from bot.understanding.language import decide
from bot.understanding.lexicon import Lexicon
from bot.understanding.question import Kind, Language, Question, Reading, Weighted
from bot.understanding.spotting import Evidence, Spotted, spot
from bot.understanding.vocabulary import Lore

_CLEAR, _BESIDE = 0.4, 0.55
"""Evidence from which an entry counts, alone and as a share of the strongest."""
_HINTED = 0.3
"""Evidence that is enough for a recommendation which would have no situation otherwise."""
_DIVIDED = 0.2
"""What a second situation or topic takes from the confidence."""
_MOST = 3
"""How many situations, topics or other readings are kept."""
_ALIKE = 2
"""How many readings of one kind are offered: the others have their turn too."""
_REFUSING: frozenset[Kind] = frozenset({"smalltalk", "out_of_scope"})


class Understanding:
    """Understands texts by one knowledge base. Holds no state of any conversation."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self.lexicon = Lexicon(base)
        self._open = next((scenario.id for scenario in base.scenarios.values() if scenario.open), None)
        self._change = next((scenario.id for scenario in base.scenarios.values() if scenario.change), None)

    def ask(
        self, text: str, *preferences: str | None, default: Language = "en", before: Question | None = None
    ) -> Question:
        """What ``text`` asks.

        Args:
            text: as it was typed.
            *preferences: what speaks for a language beside the text's own, strongest first: see
                :func:`bot.understanding.language.decide`.
            default: the language when nothing speaks for one.
            before: what was asked before in the same conversation; it completes a text that is not whole by itself.
        """
        spotted = spot(text, self.lexicon)
        if before is not None:
            preferences = (*preferences, before.language)
        fresh = self.judge(spotted, decide(text, self.lexicon.language_free, *preferences, default=default))
        return (follow(fresh, spotted, before, self.base) if before is not None else None) or fresh

    @property
    def lore(self) -> Lore:
        """What only typos need, and what takes long to make."""
        return self.lexicon.speller.lore

    def learn(self, lore: Lore) -> None:
        """Takes over the lore of another with the same knowledge, so that no question has to wait for it."""
        self.lexicon.speller.learn(lore)

    def judge(self, spotted: Spotted, language: Language) -> Question:
        """What the things that were found in a text add up to."""
        found = signals.collect(spotted, self.base)
        likely = kinds.weigh(found, self.base.weights)
        readings = tuple(self._readings(spotted, likely))
        unsure = likely.margin < self.base.weights.clarify_below and likely.kind != "smalltalk"
        kind: Kind = "clarify" if unsure and len(readings) > 1 else likely.kind
        scenarios = self._scenarios(spotted)
        frameworks = signals.about(spotted, self.base)
        excluded = self._excluded(spotted, frameworks) if kind == "recommend" else ()
        if kind == "recommend" and not scenarios:
            scenarios = self._fallback_situation(spotted)
        topics = self._topics(spotted)
        return Question(
            text=spotted.text,
            language=language,
            kind=kind,
            frameworks=tuple(name for name in frameworks if name not in excluded),
            named=self._named(spotted),
            excluded=excluded,
            known=self._in_role(spotted, "known"),
            target=self._target(spotted),
            scenarios=scenarios,
            topics=topics,
            components=spotted.named("component") if kind == "fact" else (),
            outside=self._outside(spotted),
            smalltalk=next((name for name, _ in spotted.best("smalltalk")), None),
            confidence=round(likely.ranked[0][1] * _clearness(scenarios, topics, kind), 4),
            margin=round(likely.margin, 4),
            likely=likely.ranked,
            readings=readings[:_MOST],
            signals=kinds.explain(found, self.base.weights, likely),
        )

    def _scenarios(self, spotted: Spotted) -> tuple[Weighted, ...]:
        found = [item for item in spotted.best("scenario") if not self.base.scenarios[item[0]].open]
        return _clear(found)

    def _fallback_situation(self, spotted: Spotted) -> tuple[Weighted, ...]:
        """The situation of a recommendation for which none was described: a change, or none at all."""
        changing = self._in_role(spotted, "left") and self._in_role(spotted, "target")
        hinted = [item for item in spotted.best("scenario")[:1] if item[1].weight >= _HINTED]
        if hinted and not changing and not self.base.scenarios[hinted[0][0]].open:
            return (Weighted(hinted[0][0], hinted[0][1].weight, hinted[0][1].phrase, hinted[0][1].spans),)
        name = self._change if changing or ("change" in spotted.cues and spotted.named("framework")) else self._open
        return (Weighted(name, _CLEAR),) if name else ()

    def _topics(self, spotted: Spotted) -> tuple[Weighted, ...]:
        found = _clear(spotted.best("topic"))
        if found:
            return found
        components = spotted.named("component")
        return tuple(Weighted(topic, _CLEAR) for name in components[:1] for topic in self.base.components[name].topics)

    def _named(self, spotted: Spotted) -> tuple[str, ...]:
        inside = [mention.span for mention in spotted.mentions if mention.entity.sort == "component"]
        return tuple(
            mention.entity.id
            for mention in spotted.mentions
            if mention.entity.sort == "framework"
            and not any(start <= mention.span[0] and mention.span[1] <= end for start, end in inside)
        )

    def _in_role(self, spotted: Spotted, role: str) -> tuple[str, ...]:
        return tuple(name for name in spotted.named("framework") if role in spotted.roles.get(name, ()))

    def _target(self, spotted: Spotted) -> tuple[str, ...]:
        """The frameworks that one wants to move to, if the matter is a move."""
        left, wished = self._in_role(spotted, "left"), self._in_role(spotted, "target")
        moving = left or any(self.base.scenarios[found.id].change for found in self._scenarios(spotted)[:1])
        return tuple(name for name in wished if name not in left) if moving else ()

    def _excluded(self, spotted: Spotted, frameworks: tuple[str, ...]) -> tuple[str, ...]:
        """Frameworks that are ruled out; never all that there are, and not those that one only moves away from."""
        moving = self._in_role(spotted, "target")
        out = tuple(
            name
            for name in self._in_role(spotted, "excluded")
            if not (moving and name not in moving and "left" in spotted.roles[name])
        )
        return out if len(out) < len(self.base.frameworks) else ()

    def _outside(self, spotted: Spotted) -> str | None:
        named = spotted.named("other")
        found = spotted.best("outside")
        if found and (not named or found[0][1].weight > 0.75):
            return found[0][0]
        return named[0] if named else None

    def _readings(self, spotted: Spotted, likely: kinds.Likely) -> Iterator[Reading]:
        """Ways to answer the text, likeliest first."""
        found = [
            reading
            for kind, probability in likely.ranked
            if kind not in _REFUSING
            for reading in self._readings_as(kind, probability, spotted)
        ]
        found.sort(key=lambda reading: -reading.probability)
        told = set()
        for reading in found:
            # Of several frameworks a topic is compared and stated in the same words: one of the two is enough.
            matter = reading.topic and (reading.topic, reading.component, reading.frameworks)
            if not matter or matter not in told:
                yield reading
            told.add(matter)

    def _readings_as(self, kind: Kind, probability: float, spotted: Spotted) -> Iterator[Reading]:
        frameworks = signals.about(spotted, self.base)
        if kind == "recommend":
            situations = self._scenarios(spotted) or self._fallback_situation(spotted)
            for place, situation in enumerate(situations[:_ALIKE]):
                yield Reading(kind, frameworks, scenario=situation.id, probability=probability / (1 + place))
        elif kind == "fact":
            for place, topic in enumerate(self._topics(spotted)[:_ALIKE]):
                component = next(iter(spotted.named("component")), None)
                yield Reading(
                    kind, frameworks, topic=topic.id, component=component, probability=probability / (1 + place)
                )
        elif kind == "compare":
            topic_id = next((topic.id for topic in self._topics(spotted)), None)
            yield Reading(kind, frameworks if len(frameworks) > 1 else (), topic=topic_id, probability=probability)
        elif kind == "framework":
            for place, name in enumerate(frameworks[:_ALIKE]):
                yield Reading(kind, (name,), probability=probability / (1 + place))
        elif kind == "learn":
            yield Reading(kind, frameworks, probability=probability)


def _clearness(scenarios: tuple[Weighted, ...], topics: tuple[Weighted, ...], kind: Kind) -> float:
    """How clear it is (0 to 1) what a question is about: one thing, plainly said, is clearer than two."""
    about = {"recommend": scenarios, "fact": topics}.get(kind, ())
    if not about:
        return 1.0
    return min(about[0].weight, 1.0) - sum(other.weight for other in about[1:2]) * _DIVIDED


def _clear(found: list[tuple[str, Evidence]]) -> tuple[Weighted, ...]:
    """The entries that count: clear alone, and not far behind the strongest."""
    if not found or found[0][1].weight < _CLEAR:
        return ()
    least = max(_CLEAR, _BESIDE * found[0][1].weight)
    return tuple(
        Weighted(name, evidence.weight, evidence.phrase, evidence.spans)
        for name, evidence in found[:_MOST]
        if evidence.weight >= least
    )
