"""Rich messages: their shape and their HTML are checked, the markup is kept as it came."""

from __future__ import annotations

from ..core.errors import bad_request
from ..core.model import Json
from ..shapes.kinds import CHAT_ID
from ..shapes.objects import RICH_MESSAGE
from ..text.rich import words
from .posting import SENDING, post
from .table import Call, method


def rich_content(rich: Json) -> Json:
    """The content of a rich message: one paragraph with the markup in it.

    Raises:
        Refusal: there is not exactly one source, it is empty, or its HTML is wrong.
    """
    sources = [name for name in ("html", "markdown") if name in rich]
    if len(sources) != 1:
        raise bad_request("exactly one of html and markdown must be specified")
    source = rich[sources[0]]
    if not source.strip() or ("html" in rich and not words(source)):
        raise bad_request("message text is empty")
    shown: Json = {"blocks": [{"type": "paragraph", "text": source}]}
    if rich.get("is_rtl"):
        shown["is_rtl"] = True
    return {"rich_message": shown}


@method(
    "sendRichMessage",
    required={"chat_id": CHAT_ID, "rich_message": RICH_MESSAGE},
    optional=SENDING,
)
def send_rich_message(call: Call) -> Json:
    """Post a rich message."""
    return post(call, rich_content(call["rich_message"]))
