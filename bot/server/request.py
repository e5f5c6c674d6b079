"""Calls over HTTP, for the bot of python-telegram-bot.

The library's own way, HTTPX, spends four fifths of the processor time of a call on itself; aiohttp, whose parser is
compiled, does not. Faults come out as the library's errors, with aiohttp's own behind them as the cause.
"""

from __future__ import annotations

import ssl
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode, urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

_KEEP = 15.0
"""Seconds that a connection is kept open for the next call."""


class Request(BaseRequest):
    """A pool of connections.

    Args:
        root: of the Bot API; the environment may name a proxy for it.
        connections: how many calls are made at a time.
        read_timeout: seconds that Telegram may be silent.
        connect_timeout: seconds that a connection may take to come about.
        pool_timeout: seconds that a call may wait for one.
    """

    def __init__(
        self,
        root: str,
        connections: int,
        *,
        read_timeout: float,
        connect_timeout: float = 5.0,
        pool_timeout: float = 5.0,
    ) -> None:
        self._secure = urlsplit(root).scheme == "https"
        self._proxy = proxy_for(root)
        self._connections = connections
        self._read_timeout = read_timeout
        self._connect_timeout = connect_timeout
        self._pool_timeout = pool_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that Telegram may be silent."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Makes the pool; connections come with the calls."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=self._connections, ssl=_tls() if self._secure else True, keepalive_timeout=_KEEP
                ),
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
                proxy=self._proxy,
            )

    async def shutdown(self) -> None:
        """Closes all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0917 - the signature is the library's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Makes a call; returns the status and the body of the answer."""
        if self._session is None:
            raise RuntimeError("not initialized")
        timeout = _timeout(
            _given(pool_timeout, self._pool_timeout),
            _given(connect_timeout, self._connect_timeout),
            _given(read_timeout, self._read_timeout),
        )
        headers, body = _body(request_data)
        try:
            async with self._session.request(method, _url(url), data=body, headers=headers, timeout=timeout) as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            # Not its words, which may hold the URL and so the token.
            raise NetworkError(f"aiohttp.{type(error).__name__}") from error


def _body(data: RequestData | None) -> tuple[dict[str, str], bytes | aiohttp.FormData | None]:
    """The headers and the body of a call, as the library's own way has them."""
    if data is None:
        return {}, None
    if not data.contains_files:
        return {"Content-Type": "application/x-www-form-urlencoded"}, urlencode(data.json_parameters).encode()
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, media_type) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=media_type)
    return {}, form


def proxy_for(url: str) -> str | None:
    """The proxy that the environment names for ``url``, looked up once: aiohttp would do so for every call."""
    parts = urlsplit(url)
    proxies = getproxies()
    if proxy_bypass(parts.hostname or ""):
        return None
    return proxies.get(parts.scheme) or proxies.get("all")


@lru_cache
def _url(url: str) -> URL:
    """Methods are few, and each has one."""
    return URL(url)


@lru_cache
def _timeout(pool: float, connect: float, read: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(connect=pool + connect, sock_connect=connect, sock_read=read)


def _given(value: Any, default: float) -> float:
    """The value that was asked for; the library has a sign of its own for "none"."""
    return default if value is BaseRequest.DEFAULT_NONE or value is None else float(value)


@cache
def _tls() -> ssl.SSLContext:
    """The authorities that HTTPX believes, read once for all pools."""
    return httpx.create_ssl_context()
