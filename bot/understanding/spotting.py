"""What stands in a text: names, words of phrases, ways of asking. No judgement yet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.understanding.crowds import ENOUGH, Crowds
from bot.understanding.lexicon import FRAMEWORK, OTHER, Entity, Lexicon, Pattern
from bot.understanding.text import Token, tokenise
from bot.understanding.vocabulary import Occurrence

Span = tuple[int, int]
"""Start and end, in characters of the asker's own text."""

_REACH = 10
"""How many tokens may lie between the words of one phrase, or in the gap of a cue."""
_ROLES = frozenset({"excluded", "known", "left", "target"})
_LISTED = re.compile(r"(?:\s|[,、/&+]|\b(?:and|or|nor)\b|和|或|与|跟|及)*")
"""What stands between the names of one list. A full-width comma does not: it begins something new."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text."""

    entity: Entity
    start: int
    end: int
    span: Span
    quality: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """How strongly the text speaks for an entry (0 to 1), and where."""

    weight: float
    spans: tuple[Span, ...]
    phrase: str
    """The phrase that said most."""


@dataclass(slots=True)
class Spotted:
    """Everything that was found in a text."""

    text: str
    tokens: tuple[Token, ...]
    mentions: list[Mention] = field(default_factory=list)
    evidence: dict[Entity, Evidence] = field(default_factory=dict)
    cues: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    roles: dict[str, set[str]] = field(default_factory=dict)
    """Per framework, what the words around its name make of it: excluded, known, left, target."""
    covered: int = 0
    """How many tokens some name, phrase or cue explains."""

    def named(self, sort: str) -> tuple[str, ...]:
        """The ids of all names of a sort, in the order of the text."""
        return tuple(dict.fromkeys(mention.entity.id for mention in self.mentions if mention.entity.sort == sort))

    def best(self, sort: str) -> list[tuple[str, Evidence]]:
        """The entries of a sort that the text speaks for, strongest first."""
        found = [(entity.id, evidence) for entity, evidence in self.evidence.items() if entity.sort == sort]
        return sorted(found, key=lambda item: (-item[1].weight, item[0]))


def spot(text: str, lexicon: Lexicon) -> Spotted:
    """Finds all that the lexicon knows in ``text``."""
    tokens = lexicon.speller.correct(tokenise(text))
    spotted = Spotted(text, tokens)
    seen: set[int] = set()
    _find_names(spotted, lexicon, seen)
    _find_phrases(spotted, lexicon, seen)
    _find_cues(spotted, lexicon, seen)
    spotted.covered = len(seen)
    return spotted


def spot_phrases(text: str, lexicon: Lexicon, crowds: Crowds) -> Spotted:
    """Finds the phrases alone, with what they speak for: for asking that of every phrase that there is."""
    spotted = Spotted(text, lexicon.speller.correct(tokenise(text)))
    _find_phrases(spotted, lexicon, set(), crowds)
    return spotted


def spot_names(text: str, lexicon: Lexicon) -> Spotted:
    """Finds the names alone."""
    spotted = Spotted(text, lexicon.speller.correct(tokenise(text)))
    _find_names(spotted, lexicon, set())
    return spotted


def _find_names(spotted: Spotted, lexicon: Lexicon, seen: set[int]) -> None:
    taken: set[int] = set()
    found = sorted(lexicon.names.find(spotted.tokens), key=lambda one: (one.start - one.end, one.start))
    for one in found:
        inside = range(one.start, one.end)
        for entity in lexicon.entities[one.word]:
            # A framework stays named inside a longer name ("the ORM of …"); other names give way to the longer one.
            if entity.sort != "framework" and not taken.isdisjoint(inside):
                continue
            spotted.mentions.append(Mention(entity, one.start, one.end, _span(spotted.tokens, one), one.quality))
        taken.update(inside)
        seen.update(inside)
    spotted.mentions.sort(key=lambda mention: (mention.start, -mention.end))


def _find_phrases(spotted: Spotted, lexicon: Lexicon, seen: set[int], crowds: Crowds | None = None) -> None:
    where: dict[int, list[Occurrence]] = defaultdict(list)
    for one in lexicon.words.find(spotted.tokens):
        where[one.word].append(one)
    hits: dict[Entity, list[tuple[float, tuple[Span, ...], str]]] = defaultdict(list)
    words = tuple(where)
    for number in crowds.candidates(words) if crowds else _candidates(words, lexicon):
        phrase = lexicon.phrases[number]
        score = phrase.strength * _completeness(spotted, phrase.words, phrase.weights, where)
        if score > 0:
            present = [where[part] for part in phrase.words if part in where]
            seen.update(index for places in present for one in places for index in range(one.start, one.end))
            spans = tuple(_span(spotted.tokens, places[0]) for places in present)
            hits[phrase.entity].append((score, spans, phrase.text))
    for entity, scores in hits.items():
        scores.sort(key=lambda score: -score[0])
        spotted.evidence[entity] = _together(scores)


def _candidates(words: Iterable[int], lexicon: Lexicon) -> Iterator[int]:
    for word in words:
        yield from lexicon.phrases_by_word.get(word, ())


def _completeness(
    spotted: Spotted, words: tuple[int, ...], weights: tuple[float, ...], where: dict[int, list[Occurrence]]
) -> float:
    """How much of a phrase is there, its words near each other: 1 for all of it, 0 for too little."""
    if len(words) == 1:
        return max(one.quality for one in where[words[0]])
    present = sum(weight for word, weight in zip(words, weights, strict=True) if word in where)
    whole = present > 0.999
    if not whole and (present < ENOUGH or words[0] not in where):
        return 0.0
    places = sorted(one.start for word in words if word in where for one in where[word][:1])
    quality = min(one.quality for word in words if word in where for one in where[word][:1])
    distance = spotted.tokens[places[-1]].position - spotted.tokens[places[0]].position
    near = 1.0 if distance <= _REACH else 0.6
    return quality * near if whole else 0.45 * present * quality * near


def _together(scores: list[tuple[float, tuple[Span, ...], str]]) -> Evidence:
    """Several phrases of one entry back each other up, if they are not the same words again."""
    missing = 1.0
    spans: list[Span] = []
    for score, where, _ in scores[:6]:
        if all(span in spans for span in where):
            continue
        missing *= 1 - score
        spans += [span for span in where if span not in spans]
    return Evidence(round(1 - missing, 4), tuple(sorted(spans)), scores[0][2])


def _find_cues(spotted: Spotted, lexicon: Lexicon, seen: set[int]) -> None:
    tokens, origins = _collapse(spotted)
    found = list(lexicon.cue_words.find(tokens))
    where: dict[int, list[Occurrence]] = defaultdict(list)
    for one in found:
        where[one.word].append(one)
    matches: list[tuple[str, int, int]] = []
    for word, places in where.items():
        for pattern in lexicon.patterns_by_word.get(word, ()):
            matches += [(pattern.cue, start, end) for start, end in _along(pattern, places, where, tokens)]
    for cue, start, end in matches:
        # "how to choose" is about choosing: a cue inside a longer one of another kind does not count.
        if cue not in _ROLES and any(
            other[1] <= start and end <= other[2] and other[2] - other[1] > end - start and other[0] not in _ROLES
            for other in matches
        ):
            continue
        span = (tokens[start].start, tokens[end - 1].end)
        spotted.cues[cue] = (*spotted.cues.get(cue, ()), span)
        for index in range(start, end):
            seen.update(origins[index])
        if cue in _ROLES:
            _give_role(spotted, cue, range(start, end), tokens, origins)


def _along(
    pattern: Pattern, places: list[Occurrence], where: dict[int, list[Occurrence]], tokens: Sequence[Token]
) -> list[tuple[int, int]]:
    """Where all segments of a pattern stand, in order and near each other."""
    found = [(one.start, one.end) for one in places]
    for segment in pattern.segments[1:]:
        found = [
            (start, nearest.end)
            for start, end in found
            for nearest in [next((one for one in where.get(segment, ()) if one.start >= end), None)]
            if nearest and tokens[nearest.start].position - tokens[end - 1].position <= _REACH
        ]
    return found


def _collapse(spotted: Spotted) -> tuple[list[Token], list[range]]:
    """The tokens with one for each name, and for each of them which tokens of the text it stands for."""
    names: dict[int, Mention] = {}
    for mention in spotted.mentions:
        known = names.get(mention.start)
        if mention.entity.sort in {"framework", "other"} and (known is None or mention.end > known.end):
            names[mention.start] = mention
    tokens: list[Token] = []
    origins: list[range] = []
    index = position = 0
    previous = None
    while index < len(spotted.tokens):
        token = spotted.tokens[index]
        name = names.get(index)
        end = name.end if name else index + 1
        position += 1 if previous is None else max(1, token.position - previous)
        if name:
            key = FRAMEWORK if name.entity.sort == "framework" else OTHER
            tokens.append(Token(key, key, token.start, spotted.tokens[end - 1].end, position, "name"))
        else:
            tokens.append(Token(token.form, token.key, token.start, token.end, position, token.script, token.quality))
        origins.append(range(index, end))
        previous = spotted.tokens[end - 1].position
        index = end
    return tokens, origins


def _give_role(spotted: Spotted, role: str, inside: range, tokens: Sequence[Token], origins: Sequence[range]) -> None:
    """The first framework of the cue gets the role, and so do those that are listed with it."""
    index = next((index for index in inside if tokens[index].key == FRAMEWORK), None)
    while index is not None:
        for mention in spotted.mentions:
            if mention.entity.sort == "framework" and mention.start in origins[index]:
                spotted.roles.setdefault(mention.entity.id, set()).add(role)
        if role not in {"excluded", "known"} or inside.stop > index + 1:
            return
        following = (after for after in range(index + 1, len(tokens)) if tokens[after].key == FRAMEWORK)
        after = next(following, None)
        listed = after is not None and _LISTED.fullmatch(spotted.text, tokens[index].end, tokens[after].start)
        index = after if listed else None


def _span(tokens: Sequence[Token], one: Occurrence) -> Span:
    return tokens[one.start].start, tokens[one.end - 1].end
