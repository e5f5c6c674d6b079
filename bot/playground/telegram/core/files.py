"""Files, and the media messages made of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TypeAlias

from .model import Json


@dataclass(frozen=True)
class StoredFile:
    """A file as `getFile` and the download know it."""

    id: str
    unique_id: str
    path: str
    content: bytes
    media_type: str = "application/octet-stream"


Files: TypeAlias = dict[str, StoredFile]


def media_content(kind: str, file: StoredFile, looks: Json) -> Json:
    """A media message without its caption."""
    base: Json = {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
    }
    side = {"width": looks.get("width", 512), "height": looks.get("height", 512)}
    duration = {"duration": looks.get("duration", 1)}
    name = {"file_name": file.path.rsplit("/", 1)[-1], "mime_type": file.media_type}
    shapes: dict[str, Json] = {
        "document": name,
        "video": {**side, **duration, **name},
        "animation": {**side, **duration, **name},
        "audio": {**duration, **name},
        "voice": {**duration, "mime_type": file.media_type},
        "video_note": {"length": looks.get("length", 240), **duration},
        "sticker": {
            **side,
            "type": "regular",
            "is_animated": False,
            "is_video": False,
            "emoji": looks.get("emoji", "👍"),
        },
    }
    if kind == "photo":
        return {"photo": [{**base, "width": 90, "height": 90}, {**base, **side}]}
    return {kind: {**base, **shapes[kind]}}


def png_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG; none of other files."""
    if content[:8] != b"\x89PNG\r\n\x1a\n" or content[12:16] != b"IHDR":
        return None
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def store(files: Files, kind: str, content: bytes, name: str, media_type: str) -> StoredFile:
    """Keep a file, so that it can be downloaded and sent again by its id."""
    digest = hashlib.sha256(content + name.encode()).hexdigest()
    number = len(files) + 1
    file = StoredFile(
        id=f"AgAC{number:06}{digest[:24]}",
        unique_id=f"AQAD{digest[:12]}",
        path=f"{kind}s/file_{number}/{name}",
        content=content,
        media_type=media_type,
    )
    files[file.id] = file
    return file
