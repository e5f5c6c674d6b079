"""Which links Telegram takes."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_HOST = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}|localhost|\d+\.\d+\.\d+\.\d+")
_USER = re.compile(r"tg://user/?\?id=(\d{1,18})")


def is_link(url: str) -> bool:
    """Whether this is an http, tg or ton link with a host that could exist."""
    if any(space in url for space in " \n\t"):
        return False
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if parts.scheme in {"tg", "ton"}:
        return bool(host)
    return parts.scheme in {"http", "https"} and bool(_HOST.fullmatch(host or ""))


def mentioned_user(url: str) -> int | None:
    """The id in `tg://user?id=…`."""
    match = _USER.fullmatch(url)
    return int(match[1]) if match else None
