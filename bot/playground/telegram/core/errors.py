"""How Telegram says no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):  # noqa: N818 - Telegram refuses; nothing went wrong here
    """A call that Telegram answers with `ok: false`.

    Attributes:
        code: the HTTP status, repeated as `error_code`.
        description: Telegram's text, with its prefix ("Bad Request: …").
        parameters: `migrate_to_chat_id` or `retry_after`, if any.
        strict: true where the public servers would let the call pass, but it is surely a bug.
    """

    def __init__(
        self,
        code: int,
        description: str,
        parameters: Mapping[str, int] | None = None,
        *,
        strict: bool = False,
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = dict(parameters or {})
        self.strict = strict

    def body(self) -> dict[str, Any]:
        """The JSON object that travels to the bot."""
        answer: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(reason: str, **parameters: int) -> Refusal:
    """A 400 with the text Telegram gives."""
    return Refusal(400, f"Bad Request: {reason}", parameters)


def surely_a_bug(reason: str) -> Refusal:
    """A 400 of the strict mode: Telegram itself would ignore or mend what was sent."""
    return Refusal(400, f"Bad Request: {reason}", strict=True)


def forbidden(reason: str) -> Refusal:
    """A 403 with the text Telegram gives."""
    return Refusal(403, f"Forbidden: {reason}")


def conflict(reason: str) -> Refusal:
    """A 409: two deliveries at once."""
    return Refusal(409, f"Conflict: {reason}")


def too_many_requests(seconds: int) -> Refusal:
    """A 429 that says when to come back."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
