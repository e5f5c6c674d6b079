"""What Telegram says about keyboards beyond their shape."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.errors import bad_request, surely_a_bug
from ..core.model import Json
from ..text.links import is_link

MAX_BUTTONS = 100
MAX_ROW = 8
MAX_CALLBACK_BYTES = 64
MAX_COPY_TEXT = 256
STYLES = frozenset({"danger", "success", "primary"})
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


@dataclass(frozen=True)
class KeyboardRules:
    """Where a keyboard is to appear, and what is allowed there."""

    is_private: bool
    has_inline_mode: bool
    strict: bool = True

    def check(self, markup: Json) -> None:
        """Refuse what cannot be shown.

        Raises:
            Refusal: with Telegram's word for the fault.
        """
        rows = markup.get("inline_keyboard", markup.get("keyboard"))
        if rows is None:
            return
        if sum(len(row) for row in rows) > MAX_BUTTONS:
            raise bad_request("REPLY_MARKUP_TOO_LONG")
        if self.strict and any(len(row) > MAX_ROW for row in rows):
            raise surely_a_bug(f"more than {MAX_ROW} buttons in a row")
        if self.strict and any(not row for row in rows):
            raise surely_a_bug("empty row in a keyboard")
        kind = "Inline keyboard" if "inline_keyboard" in markup else "Keyboard"
        for button in (button for row in rows for button in row):
            if not button["text"].strip():
                raise bad_request(f"{kind.lower()} button text must be non-empty")
            if button.get("style", "primary") not in STYLES:
                raise bad_request("unsupported button style specified")
            if "inline_keyboard" in markup:
                self._check_action(button)

    def _check_action(self, button: Json) -> None:
        actions = [name for name in _ACTIONS if name in button]
        if not actions:
            raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
        if len(actions) > 1:
            raise surely_a_bug(f"a button can't have both {actions[0]} and {actions[1]}")
        action = actions[0]
        value = button[action]
        if action == "callback_data" and not 1 <= len(value.encode()) <= MAX_CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        if action == "url" and not is_link(value):
            raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
        if action == "copy_text" and not 1 <= len(value["text"]) <= MAX_COPY_TEXT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        if action.startswith("switch_inline") and not self.has_inline_mode:
            raise bad_request("BUTTON_TYPE_INVALID")
        if action == "web_app" and not self.is_private:
            raise bad_request("BUTTON_TYPE_INVALID")
        if action in {"callback_game", "pay"}:
            raise bad_request("BUTTON_TYPE_INVALID")
