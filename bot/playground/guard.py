"""Who may use the page: the page itself. Other sites in the same browser may not, whatever names they go by."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS = {
    # Nothing is fetched from elsewhere, no script but the page's own runs, and nobody may frame it.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


class Guard:
    """Refuses requests that do not come from the page, and keeps the page to itself.

    Args:
        app: what is guarded.
        loopback: whether it may be asked for under the names of this machine alone. Somebody else's name that leads
            here would make another site's page one of the same origin.
    """

    def __init__(self, app: ASGIApp, *, loopback: bool) -> None:
        self._app = app
        self._loopback = loopback

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            return
        if reason := self._reason(scope["method"], Headers(scope=scope)):
            await PlainTextResponse(f"{reason}\n", status_code=403)(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)

    def _reason(self, method: str, headers: Headers) -> str | None:
        """Why the request is refused, if it is."""
        host = headers.get("host", "")
        if self._loopback and not _is_loopback(host):
            return "unknown host"
        if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return "from another site"
        if method in {"GET", "HEAD"}:
            return None
        if headers.get("origin", "").partition("://")[2] != host:
            return "from another origin"
        if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return "not JSON"
        return None


def _is_loopback(host: str) -> bool:
    """Whether a host, with or without its port, is a name of this machine for itself."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False
