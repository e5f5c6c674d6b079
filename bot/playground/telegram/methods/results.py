"""What Telegram says about inline results beyond their shape, and what they post."""

from __future__ import annotations

from ..core.errors import bad_request, surely_a_bug
from ..core.files import media_content, store
from ..core.model import Json
from ..text.links import is_link
from .rich import rich_content
from .table import Call

_KINDS = {"gif": "animation", "mpeg4_gif": "animation"}
_URLS = ("url", "thumbnail_url", "photo_url", "gif_url", "mpeg4_url", "video_url", "audio_url")
_PLACE_FIELDS = ("latitude", "longitude", "horizontal_accuracy", "live_period", "heading")
_CONTACT_FIELDS = ("phone_number", "first_name", "last_name", "vcard")


def check_result(result: Json) -> None:
    """Refuse what clients could not show.

    Raises:
        Refusal: a title is empty, a link is wrong.
    """
    if "title" in result and not result["title"].strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    for name in (*_URLS, "document_url", "voice_url"):
        if name in result and not is_link(result[name]):
            raise surely_a_bug(f"wrong link in {name}")


def content_of(call: Call, result: Json) -> Json:
    """The content of the message this result becomes."""
    given = result.get("input_message_content")
    if given is None:
        return _own_content(call, result)
    if "message_text" in given:
        return call.world.writer().message(given, "message_text")
    if "rich_message" in given:
        return rich_content(given["rich_message"])
    return _card(given)


def _own_content(call: Call, result: Json) -> Json:
    kind: str = result["type"]
    if kind == "game":
        raise bad_request("GAME_SHORTNAME_INVALID")
    if kind in {"location", "venue", "contact"}:
        return _card(result)
    kind = _KINDS.get(kind, kind)
    sources = [v for k, v in result.items() if k.endswith(("_url", "_file_id"))]
    source = next(value for value in sources if value)
    file = call.world.files.get(source)
    if file is None:
        if not is_link(source):
            raise bad_request("wrong file identifier/HTTP URL specified")
        name = source.rsplit("/", 1)[-1]
        file = store(call.world.files, kind, source.encode(), name, "text/uri-list")
    return media_content(kind, file, {}) | call.world.writer().caption(result)


def _card(given: Json) -> Json:
    """A place, a venue or a contact."""
    if "phone_number" in given:
        return {"contact": {name: given[name] for name in _CONTACT_FIELDS if name in given}}
    place = {name: given[name] for name in _PLACE_FIELDS if name in given}
    if "address" not in given:
        return {"location": place}
    return {"venue": {"location": place, "title": given["title"], "address": given["address"]}}
