"""The parameters of a request, from the query and from any of the three kinds of body."""

from __future__ import annotations

import json
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qsl

from ..core.errors import bad_request
from ..shapes.kinds import Upload


def parse_request(query: str, media_type: str, body: bytes) -> dict[str, object]:
    """All parameters by name; those of the body win.

    Raises:
        Refusal: the body is not what it says it is.
    """
    parameters: dict[str, object] = dict(parse_qsl(query, keep_blank_values=True))
    if not body:
        return parameters
    kind = media_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        return parameters | _json(body)
    if kind == "multipart/form-data":
        return parameters | _multipart(media_type, body)
    return parameters | dict(parse_qsl(_text(body), keep_blank_values=True))


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def _json(body: bytes) -> dict[str, object]:
    try:
        parameters = json.loads(body)
    except ValueError:
        raise bad_request("can't parse request JSON object") from None
    if not isinstance(parameters, dict):
        raise bad_request("request body must be a JSON object")
    return parameters


def _multipart(media_type: str, body: bytes) -> dict[str, object]:
    head = f"Content-Type: {media_type}\r\n\r\n".encode()
    form = BytesParser(policy=HTTP).parsebytes(head + body)
    if not form.is_multipart():
        raise bad_request("can't parse multipart body")
    return dict(_part(part) for part in form.walk() if not part.is_multipart())


def _part(part: Message) -> tuple[str, object]:
    """The name and the value of one part of a form."""
    name = str(part.get_param("name", header="content-disposition"))
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    filename = part.get_filename()
    if filename is None:
        return name, _text(content)
    return name, Upload(filename, part.get_content_type(), content)
