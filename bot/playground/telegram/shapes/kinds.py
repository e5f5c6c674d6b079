"""Kinds of values a bot may send, and how each is read from a form field or from JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..core.errors import Refusal, bad_request, surely_a_bug


@dataclass(frozen=True)
class Upload:
    """A file that came with a call."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Reading:
    """Where we are in what the bot sent, and how strict we are."""

    parameter: str
    strict: bool = True
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def wrong(self, reason: str) -> Refusal:
        """A refusal that names the parameter."""
        return bad_request(f"can't parse {self.parameter.replace('_', ' ')}: {reason}")


class Kind:
    """A kind of value."""

    def read(self, value: object, name: str, reading: Reading) -> Any:
        """Check a value that stands in JSON; `name` is its field."""
        raise NotImplementedError

    def decode(self, text: str, name: str, reading: Reading) -> Any:
        """Read a top-level parameter, which arrives as text: all but texts are JSON."""
        try:
            value = json.loads(text)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None
        return self.read(value, name, reading)


@dataclass(frozen=True)
class Scalar(Kind):
    """A number, a text or a yes and no."""

    name: str
    types: tuple[type, ...]

    def read(self, value: object, name: str, reading: Reading) -> Any:
        """Take exactly this type: true is not 1, "1" is not 1."""
        if not isinstance(value, self.types) or isinstance(value, bool) != (bool in self.types):
            raise reading.wrong(f'Field "{name}" must be of type {self.name}')
        if isinstance(value, str):
            _check_encoding(value)
        return value

    def decode(self, text: str, name: str, reading: Reading) -> Any:
        """Texts stand as they are, booleans may also be 1 and 0."""
        if str in self.types:
            return text
        if bool in self.types and text.lower() in {"true", "false", "1", "0"}:
            return text.lower() in {"true", "1"}
        return super().decode(text, name, reading)


INTEGER = Scalar("Number", (int,))
FLOAT = Scalar("Number", (int, float))
STRING = Scalar("String", (str,))
BOOLEAN = Scalar("Boolean", (bool,))


class ChatIdKind(Kind):
    """A chat's id or its @username."""

    def read(self, value: object, name: str, reading: Reading) -> int | str:
        """Digits count as a number wherever they stand."""
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise reading.wrong(f'Field "{name}" must be of type Number')
        if isinstance(value, str) and value.lstrip("-").isdigit():
            return int(value)
        if value == "":
            raise bad_request("chat_id is empty")
        return value

    def decode(self, text: str, name: str, reading: Reading) -> int | str:
        """A number, or a username as it stands."""
        return self.read(text, name, reading)


class FileKind(Kind):
    """A file: uploaded with the call, or a link or file id that stands for one."""

    def read(self, value: object, name: str, reading: Reading) -> Upload | str:
        """Follow `attach://` to the part of the form that holds the file."""
        if isinstance(value, Upload):
            return value
        if not isinstance(value, str):
            raise reading.wrong(f'Field "{name}" must be of type String')
        if not value:
            raise bad_request(f"there is no {name} in the request")
        if value.startswith("attach://"):
            attached = reading.uploads.get(value.removeprefix("attach://"))
            if attached is None:
                raise bad_request(f"there is no {name} in the request")
            return attached
        return value

    def decode(self, text: str, name: str, reading: Reading) -> Upload | str:
        """A link or an id as it stands."""
        return self.read(text, name, reading)


CHAT_ID = ChatIdKind()
FILE = FileKind()


@dataclass(frozen=True)
class Array(Kind):
    """A list of one kind."""

    of: Kind

    def read(self, value: object, name: str, reading: Reading) -> list[Any]:
        """Check every item."""
        if not isinstance(value, list):
            raise reading.wrong(f'Field "{name}" must be of type Array')
        return [self.of.read(item, name, reading) for item in value]


@dataclass(frozen=True)
class Object(Kind):
    """An object with known fields; an unknown field is surely a typing mistake."""

    required: Mapping[str, Kind] = field(default_factory=dict)
    optional: Mapping[str, Kind] = field(default_factory=dict)

    def read(self, value: object, name: str, reading: Reading) -> dict[str, Any]:
        """Check every field and that none is missing."""
        if not isinstance(value, dict):
            raise reading.wrong(f'Field "{name}" must be of type Object')
        for key in self.required:
            if value.get(key) is None:
                raise reading.wrong(f'Can\'t find field "{key}"')
        known = {**self.required, **self.optional}
        if reading.strict and (unknown := sorted(set(value) - set(known))):
            raise surely_a_bug(f'unknown field "{unknown[0]}" in {name}')
        return {
            key: known[key].read(item, key, reading) for key, item in value.items() if key in known and item is not None
        }


@dataclass(frozen=True)
class Choice(Kind):
    """One of several kinds, chosen by a look at the value."""

    choose: Callable[[Mapping[str, Any]], Kind | None]
    complaint: str

    def read(self, value: object, name: str, reading: Reading) -> Any:
        """Read as the chosen kind."""
        if not isinstance(value, dict):
            raise reading.wrong(f'Field "{name}" must be of type Object')
        kind = self.choose(value)
        if kind is None:
            raise bad_request(self.complaint)
        return kind.read(value, name, reading)


def tagged(kinds: Mapping[str, Kind], complaint: str) -> Choice:
    """A choice by the field `type`."""
    return Choice(lambda value: kinds.get(str(value.get("type"))), complaint)


def by_field(kinds: Mapping[str, Kind], complaint: str) -> Choice:
    """A choice by which of these fields is there."""
    return Choice(lambda value: next((kind for key, kind in kinds.items() if key in value), None), complaint)


def read_parameters(
    required: Mapping[str, Kind],
    optional: Mapping[str, Kind],
    raw: Mapping[str, object],
    *,
    strict: bool,
) -> dict[str, Any]:
    """The parameters of a call, checked against the method's table.

    Raises:
        Refusal: one is missing, unknown or of a wrong type.
    """
    known = {**required, **optional}
    uploads = {key: value for key, value in raw.items() if isinstance(value, Upload)}
    arguments: dict[str, Any] = {}
    for name, value in raw.items():
        if name not in known:
            if strict and not isinstance(value, Upload):
                raise surely_a_bug(f"unknown parameter {name}")
            continue
        reading = Reading(name, strict, uploads)
        kind = known[name]
        if isinstance(value, str):
            _check_encoding(value)
            arguments[name] = kind.decode(value, name, reading)
        elif value is not None:
            arguments[name] = kind.read(value, name, reading)
    for name in required:
        if name not in arguments:
            raise bad_request(_MISSING.get(name, f'parameter "{name}" is required'))
    return arguments


def _check_encoding(text: str) -> None:
    """JSON can hold halves of surrogate pairs, which are no text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "action": "parameter action is missing",
    "user_id": "invalid user_id specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
}
