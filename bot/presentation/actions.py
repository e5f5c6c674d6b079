"""What a button does. The whole of it stands in the button's callback data.

So a button works after a restart and on any replica. The data is ``1`` (the version), a letter for the action, a letter
for the language and fields between semicolons; an empty tail is left out. Ids are written in full where Telegram's 64
bytes allow, else the longest are replaced by a short hash that the knowledge base resolves again.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2s
from typing import Literal, TypeVar

from bot.advice import as_question
from bot.knowledge_base.models import KnowledgeBase
from bot.understanding.question import Kind, Language, Question, Reading

LIMIT = 64
"""Bytes that Telegram allows in callback data; it refuses the whole message if there are more."""

Scope = Literal["chat", "person"]
Name = TypeVar("Name")

_VERSION = "1"
_LANGUAGES: dict[Language, str] = {"en": "e", "zh_Hans": "s", "zh_Hant": "t"}
_SCOPES: dict[Scope, str] = {"chat": "c", "person": "p"}
_KINDS: dict[Kind, str] = {
    "recommend": "r",
    "compare": "c",
    "framework": "f",
    "fact": "a",
    "learn": "l",
    "smalltalk": "s",
    "clarify": "y",
    "out_of_scope": "o",
}
_HASHED = "~"
_FIELDS = ("scenarios", "topics", "frameworks", "components", "outside", "frameworks", "frameworks", "frameworks")
"""Where in the knowledge base the ids of each field of an :class:`About` live."""


@dataclass(frozen=True, slots=True)
class About:
    """Base of the actions about a question that is already understood."""

    reading: Reading
    language: Language
    also: tuple[str, ...] = ()
    """Situations beside the one in the reading."""
    excluded: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    target: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Show(About):
    """Answer it."""


@dataclass(frozen=True, slots=True)
class Why(About):
    """Show all the evidence for the answer to it."""


@dataclass(frozen=True, slots=True)
class Picture(About):
    """Draw the answer to it."""


@dataclass(frozen=True, slots=True)
class Misheard(About):
    """This is not what was meant."""


@dataclass(frozen=True, slots=True)
class Choose:
    """Go on with the guided choice."""

    path: str
    """One character for each tap so far."""
    language: Language
    by: int = 0
    """The person whose choice it is; 0 where nobody else could go on with it, or where nobody knows."""


@dataclass(frozen=True, slots=True)
class Situations:
    """Turn the list of situations to a page."""

    page: int
    language: Language


@dataclass(frozen=True, slots=True)
class Sources:
    """List the articles."""

    language: Language


@dataclass(frozen=True, slots=True)
class Set:
    """Change a setting of a chat or of a person."""

    scope: Scope
    name: str
    value: str


Told = Show | Why | Picture | Misheard
Action = Told | Choose | Situations | Sources | Set

_ABOUT: dict[type[Told], str] = {Show: "s", Why: "w", Picture: "i", Misheard: "m"}


def encode(action: Action) -> str:
    """The callback data of ``action``.

    Raises:
        ValueError: it does not fit, not even with hashes.
    """
    if isinstance(action, Told):
        data = _about(action)
    elif isinstance(action, Choose):
        owner = f";{action.by}" if action.by else ""
        data = f"{_VERSION}c{_LANGUAGES[action.language]}{action.path}{owner}"
    elif isinstance(action, Situations):
        data = f"{_VERSION}p{_LANGUAGES[action.language]}{action.page}"
    elif isinstance(action, Sources):
        data = f"{_VERSION}b{_LANGUAGES[action.language]}"
    else:
        data = f"{_VERSION}={_SCOPES[action.scope]}{action.name};{action.value}"
    if _size(data) > LIMIT:
        raise ValueError(f"{_size(data)} bytes of callback data, {LIMIT} are allowed: {data}")
    return data


def decode(data: str, base: KnowledgeBase) -> Action | None:
    """The action that ``data`` stands for; none if it is from another version, of lost entries, or no data of ours."""
    found = re.fullmatch(rf"{_VERSION}([swimcpb=])([a-z])(.*)", data)
    if found is None:
        return None
    letter, second, rest = found.groups()
    if letter == "=":
        scope, setting = _key(_SCOPES, second), re.fullmatch(r"(\w+);([\w.-]+)", rest)
        return Set(scope, setting[1], setting[2]) if scope and setting else None
    language = _key(_LANGUAGES, second)
    if language is None:
        return None
    about = _key(_ABOUT, letter)
    return _read_about(about, language, rest, base) if about else _read_plain(letter, language, rest)


def _read_plain(letter: str, language: Language, rest: str) -> Action | None:
    if letter == "c" and (step := re.fullmatch("([a-z0-9]*)(?:;([0-9]{1,20}))?", rest)):
        return Choose(step[1], language, int(step[2] or 0))
    if letter == "p" and re.fullmatch("[0-9]{1,4}", rest):
        return Situations(int(rest), language)
    return Sources(language) if letter == "b" and not rest else None


def fits(action: Action) -> bool:
    """Whether a button can carry ``action``."""
    try:
        encode(action)
    except ValueError:
        return False
    return True


def question_of(action: About) -> Question:
    """What the button asks, as if it had been typed and understood beyond doubt."""
    question = as_question(action.reading, action.language, scenarios=action.also, excluded=action.excluded)
    return replace(question, known=action.known, target=action.target)


def short(name: str) -> str:
    """The short hash that stands for the id ``name`` where the id itself is too long."""
    return _HASHED + urlsafe_b64encode(blake2s(name.encode(), digest_size=3).digest()).decode()


def _about(action: Told) -> str:
    reading = action.reading
    fields = [
        [reading.scenario or "", *action.also],
        [reading.topic or ""],
        list(reading.frameworks),
        [reading.component or ""],
        [reading.outside or ""],
        list(action.excluded),
        list(action.known),
        list(action.target),
    ]
    head = f"{_VERSION}{_ABOUT[type(action)]}{_LANGUAGES[action.language]}{_KINDS[reading.kind]}"
    # A name with a sign of ours in it would be cut apart when it is read back.
    fields = [[short(name) if re.search(f"[;,{_HASHED}]", name) else name for name in field] for field in fields]
    longest_first = sorted({name for field in fields for name in field}, key=lambda name: (-_size(name), name))
    for name in ("", *longest_first):
        if name and _size(name) > len(short(name)):
            fields = [[short(name) if entry == name else entry for entry in field] for field in fields]
        data = head + ";".join(",".join(field) for field in fields).rstrip(";")
        if _size(data) <= LIMIT:
            break
    return data


def _read_about(about: type[Told], language: Language, rest: str, base: KnowledgeBase) -> Action | None:
    kind = _key(_KINDS, rest[:1])
    written = rest[1:].split(";")
    if kind is None or len(written) > len(_FIELDS):
        return None
    fields = []
    for part, vocabulary in zip(written + [""] * (len(_FIELDS) - len(written)), _FIELDS, strict=True):
        names = [_resolve(name, getattr(base, vocabulary)) if name else "" for name in part.split(",")]
        if None in names:
            return None
        fields.append(tuple(name for name in names if name is not None))
    (scenario, *also), (topic, *_), frameworks, (component, *_), (outside, *_), excluded, known, target = fields
    reading = Reading(kind, _real(frameworks), scenario or None, topic or None, component or None, outside or None)
    return about(reading, language, _real(also), _real(excluded), _real(known), _real(target))


def _real(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name)


def _resolve(name: str, entries: Iterable[str]) -> str | None:
    if not name.startswith(_HASHED):
        return name if name in entries else None
    candidates = [entry for entry in entries if short(entry) == name]
    return candidates[0] if len(candidates) == 1 else None


def _key(table: Mapping[Name, str], letter: str) -> Name | None:
    return next((name for name, written in table.items() if written == letter), None)


def _size(text: str) -> int:
    return len(text.encode())
