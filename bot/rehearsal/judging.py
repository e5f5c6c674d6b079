"""What was expected of a turn, beside what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.rehearsal.wording import Expected

SILENCE = "silent"


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a turn."""

    text: str | None
    """What the bot said, without its markup; none if it was silent."""
    answer: Mapping[str, Any] | None = None
    """The answer object behind it; none if it was a notice or a panel."""


@dataclass(frozen=True, slots=True)
class Miss:
    """Something that did not come as expected."""

    field: str
    """Which expectation: a key of the YAML."""
    expected: str
    got: str


def judge(expected: Expected, seen: Seen) -> list[Miss]:
    """Everything in which ``seen`` is not what was expected."""
    if seen.text is None:
        wanted = not expected.silent and bool(expected.model_fields_set)
        return [Miss(SILENCE, "false", "true")] if wanted else []
    if expected.silent:
        return [Miss(SILENCE, "true", seen.text.partition("\n")[0])]
    return [*_of_answer(expected, seen.answer or {}), *_of_text(expected, seen.text)]


def _of_answer(expected: Expected, answer: Mapping[str, Any]) -> Iterator[Miss]:
    offers = answer.get("suggestions") or ()
    if expected.asks_back and not offers:
        yield Miss("asks_back", "true", answer.get("kind") or "-")
    one_of = {
        "kind": (expected.kind, _first([answer.get("kind")])),
        "language": ((expected.language,) if expected.language else (), _first([answer.get("language")])),
        "first": (expected.first, _first(answer.get("frameworks"))),
        "scenario": (expected.scenario, _first(answer.get("scenarios"))),
        "topic": (expected.topic, _first(answer.get("topics"))),
        "component": (expected.component, _first(answer.get("components"))),
    }
    for field, (wanted, got) in one_of.items():
        if wanted and got not in wanted:
            yield Miss(field, _written(wanted), got or "-")
    for field, exactly in (("frameworks", expected.frameworks), ("excluded", expected.excluded)):
        found = answer.get(field) or ()
        if exactly is not None and set(exactly) != set(found):
            yield Miss(field, _written(exactly), _written(found))
    offered = [name for offer in offers for name in _named(offer)]
    missing = [name for name in expected.suggests if name not in offered]
    if missing:
        yield Miss("suggests", _written(missing), _written(dict.fromkeys(offered)))


def _of_text(expected: Expected, text: str) -> Iterator[Miss]:
    for words in expected.contains:
        if words not in text:
            yield Miss("contains", words, text)
    for words in expected.lacks:
        if words in text:
            yield Miss("lacks", words, text)


def _named(offer: Mapping[str, Any]) -> list[str]:
    return [name for name in (offer["scenario"], offer["topic"], *offer["frameworks"]) if name]


def _first(names: Any) -> str | None:
    return next(iter(names or ()), None)


def _written(names: Any) -> str:
    return ", ".join(map(str, names)) or "-"
