"""Sending photos, documents and their kin, and fetching files."""

from __future__ import annotations

from ..core.errors import bad_request
from ..core.files import StoredFile, media_content, png_size, store
from ..core.model import Json
from ..shapes.kinds import BOOLEAN, CHAT_ID, FILE, INTEGER, STRING, Kind, Upload
from ..text.links import is_link
from .posting import CAPTION, CAPTION_ABOVE, SENDING, post
from .table import Call, Handler, method

_SIDE: dict[str, Kind] = {"width": INTEGER, "height": INTEGER}
_TIME: dict[str, Kind] = {"duration": INTEGER}
_THUMBNAIL: dict[str, Kind] = {"thumbnail": FILE}
_SPOILER: dict[str, Kind] = {"has_spoiler": BOOLEAN}
_NO_CAPTION = frozenset({"sticker", "video_note"})
MEDIA: dict[str, dict[str, Kind]] = {
    "photo": {**_SPOILER, **CAPTION_ABOVE},
    "document": {**_THUMBNAIL, "disable_content_type_detection": BOOLEAN},
    "video": {
        **_SIDE,
        **_TIME,
        **_THUMBNAIL,
        **_SPOILER,
        "supports_streaming": BOOLEAN,
        **CAPTION_ABOVE,
    },
    "animation": {**_SIDE, **_TIME, **_THUMBNAIL, **_SPOILER, **CAPTION_ABOVE},
    "audio": {**_TIME, **_THUMBNAIL, "performer": STRING, "title": STRING},
    "voice": _TIME,
    "video_note": {**_TIME, **_THUMBNAIL, "length": INTEGER},
    "sticker": {"emoji": STRING},
}
PHOTO_BYTES = 10_000_000
PHOTO_SIDES = 10_000
"""Width and height together."""
PHOTO_RATIO = 20
_METHOD_NAMES = {"video_note": "sendVideoNote"}


def file_of(call: Call, kind: str) -> StoredFile:
    """The file a call sends: uploaded, known by its id, or (never fetched) by a link.

    Raises:
        Refusal: it is neither of these.
    """
    given = call[kind]
    if isinstance(given, Upload):
        if not given.content:
            raise bad_request("file must be non-empty")
        return store(call.world.files, kind, given.content, given.name, given.media_type)
    if given in call.world.files:
        return call.world.files[given]
    if "://" in given:
        if not is_link(given):
            raise bad_request("wrong file identifier/HTTP URL specified")
        return store(call.world.files, kind, given.encode(), given.rsplit("/", 1)[-1], "text/uri-list")
    raise bad_request("wrong remote file identifier specified: Wrong string length")


def _checked(width: int, height: int, weight: int) -> tuple[int, int]:
    """The size of a photo.

    Raises:
        Refusal: it is more than Telegram takes.
    """
    if weight > PHOTO_BYTES:
        raise bad_request("file is too big")
    if width + height > PHOTO_SIDES or max(width, height) > PHOTO_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height


def _sender(kind: str) -> Handler:
    def send(call: Call) -> Json:
        caption = {} if kind in _NO_CAPTION else call.world.writer().caption(call.arguments)
        if call.get("show_caption_above_media"):
            caption["show_caption_above_media"] = True
        if call.get("has_spoiler"):
            caption["has_media_spoiler"] = True
        file = file_of(call, kind)
        looks = dict(call.arguments)
        if kind == "photo" and (size := png_size(file.content)):
            looks["width"], looks["height"] = _checked(*size, len(file.content))
        content = media_content(kind, file, looks)
        return post(call, content | caption, f"{kind.replace('_', ' ')}s")

    return send


for _kind, _more in MEDIA.items():
    method(
        _METHOD_NAMES.get(_kind, f"send{_kind.capitalize()}"),
        required={"chat_id": CHAT_ID, _kind: FILE},
        optional={**SENDING, **({} if _kind in _NO_CAPTION else CAPTION), **_more},
    )(_sender(_kind))


@method("getFile", required={"file_id": STRING})
def get_file(call: Call) -> Json:
    """Where a file can be downloaded."""
    file = call.world.files.get(call["file_id"])
    if file is None:
        raise bad_request("invalid file_id")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
        "file_path": file.path,
    }
