"""Inline query results, all twenty types, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .kinds import BOOLEAN, FLOAT, INTEGER, STRING, Choice, Kind, Object, by_field
from .objects import ENTITIES, INLINE_KEYBOARD, LINK_PREVIEW, RICH_MESSAGE

_PLACE: Mapping[str, Kind] = {"latitude": FLOAT, "longitude": FLOAT}
_LIVE: Mapping[str, Kind] = {
    "horizontal_accuracy": FLOAT,
    "live_period": INTEGER,
    "heading": INTEGER,
    "proximity_alert_radius": INTEGER,
}
_VENUE: Mapping[str, Kind] = {**_PLACE, "title": STRING, "address": STRING}
_VENUE_IDS: Mapping[str, Kind] = dict.fromkeys(
    ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type"), STRING
)
_CONTACT: Mapping[str, Kind] = {"phone_number": STRING, "first_name": STRING}
_CONTACT_MORE: Mapping[str, Kind] = {"last_name": STRING, "vcard": STRING}
_CAPTION: Mapping[str, Kind] = {
    "caption": STRING,
    "parse_mode": STRING,
    "caption_entities": ENTITIES,
}
_ABOVE: Mapping[str, Kind] = {"show_caption_above_media": BOOLEAN}
_THUMBNAIL: Mapping[str, Kind] = {
    "thumbnail_url": STRING,
    "thumbnail_width": INTEGER,
    "thumbnail_height": INTEGER,
}

CONTENT = by_field(
    {
        "message_text": Object(
            required={"message_text": STRING},
            optional={
                "parse_mode": STRING,
                "entities": ENTITIES,
                "link_preview_options": LINK_PREVIEW,
            },
        ),
        "rich_message": Object(required={"rich_message": RICH_MESSAGE}),
        "phone_number": Object(required=_CONTACT, optional=_CONTACT_MORE),
        "address": Object(required=_VENUE, optional=_VENUE_IDS),
        "latitude": Object(required=_PLACE, optional=_LIVE),
    },
    "can't parse inline query result: Input message content is not specified",
)


def _result(required: Mapping[str, Kind], optional: Mapping[str, Kind] | None = None, content: bool = True) -> Object:
    common: Mapping[str, Kind] = {"reply_markup": INLINE_KEYBOARD}
    if content:
        common = {**common, "input_message_content": CONTENT}
    return Object(
        required={"type": STRING, "id": STRING, **required},
        optional={**common, **(optional or {})},
    )


def _film(name: str) -> Object:
    return _result(
        {f"{name}_url": STRING, "thumbnail_url": STRING},
        {
            f"{name}_width": INTEGER,
            f"{name}_height": INTEGER,
            f"{name}_duration": INTEGER,
            "thumbnail_mime_type": STRING,
            "title": STRING,
            **_CAPTION,
            **_ABOVE,
        },
    )


_NEW: Mapping[str, Kind] = {
    "article": _result(
        {"title": STRING, "input_message_content": CONTENT},
        {"url": STRING, "description": STRING, **_THUMBNAIL},
        content=False,
    ),
    "photo": _result(
        {"photo_url": STRING, "thumbnail_url": STRING},
        {
            "photo_width": INTEGER,
            "photo_height": INTEGER,
            "title": STRING,
            "description": STRING,
            **_CAPTION,
            **_ABOVE,
        },
    ),
    "gif": _film("gif"),
    "mpeg4_gif": _film("mpeg4"),
    "video": _result(
        {"video_url": STRING, "mime_type": STRING, "thumbnail_url": STRING, "title": STRING},
        {
            "video_width": INTEGER,
            "video_height": INTEGER,
            "video_duration": INTEGER,
            "description": STRING,
            **_CAPTION,
            **_ABOVE,
        },
    ),
    "audio": _result(
        {"audio_url": STRING, "title": STRING},
        {"performer": STRING, "audio_duration": INTEGER, **_CAPTION},
    ),
    "voice": _result({"voice_url": STRING, "title": STRING}, {"voice_duration": INTEGER, **_CAPTION}),
    "document": _result(
        {"title": STRING, "document_url": STRING, "mime_type": STRING},
        {"description": STRING, **_CAPTION, **_THUMBNAIL},
    ),
    "location": _result({**_PLACE, "title": STRING}, {**_LIVE, **_THUMBNAIL}),
    "venue": _result(_VENUE, {**_VENUE_IDS, **_THUMBNAIL}),
    "contact": _result(_CONTACT, {**_CONTACT_MORE, **_THUMBNAIL}),
    "game": _result({"game_short_name": STRING}, content=False),
}
_TITLED: Mapping[str, Kind] = {"title": STRING, "description": STRING}
_CACHED: Mapping[str, Kind] = {
    "photo": _result({"photo_file_id": STRING}, {**_TITLED, **_CAPTION, **_ABOVE}),
    "gif": _result({"gif_file_id": STRING}, {"title": STRING, **_CAPTION, **_ABOVE}),
    "mpeg4_gif": _result({"mpeg4_file_id": STRING}, {"title": STRING, **_CAPTION, **_ABOVE}),
    "sticker": _result({"sticker_file_id": STRING}),
    "document": _result({"title": STRING, "document_file_id": STRING}, {"description": STRING, **_CAPTION}),
    "video": _result(
        {"title": STRING, "video_file_id": STRING},
        {"description": STRING, **_CAPTION, **_ABOVE},
    ),
    "voice": _result({"title": STRING, "voice_file_id": STRING}, _CAPTION),
    "audio": _result({"audio_file_id": STRING}, _CAPTION),
}


def _choose(value: Mapping[str, Any]) -> Kind | None:
    kind = str(value.get("type"))
    is_cached = any(key.endswith("_file_id") for key in value)
    return (_CACHED if is_cached else _NEW).get(kind)


RESULT = Choice(_choose, "can't parse inline query result: Unsupported result type specified")
