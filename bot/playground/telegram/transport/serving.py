"""A web server on the loopback interface, in the loop of whoever starts it."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import Any

import uvicorn
from starlette.requests import Request
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

Address = tuple[str, int]
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
_GRACE = 1.0


class LoopbackServer:
    """Serves one application on 127.0.0.1 until it is stopped; may be started again.

    It uses uvicorn's protocol without uvicorn's server, so it leaves signals and logging to the
    program it runs in, starts and stops at once, and can reset single connections. Nothing is
    logged about requests: their URLs hold tokens.
    """

    def __init__(self, app: ASGIApp, port: int = 0) -> None:
        self.port = port
        self._config = uvicorn.Config(app, lifespan="off", log_config=None, log_level=None, ws="none")
        self._state = ServerState()
        self._transports: dict[Address, asyncio.Transport] = {}
        self._server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """Where it is served, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Listen; a port of 0 takes a free one and keeps it."""
        if not self._config.loaded:
            self._config.load()
        # asyncio sends small answers at once only if the protocol is spelled out
        listener = socket.socket(proto=socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._connection, sock=listener)

    async def stop(self) -> None:
        """Close the port and every connection, and end what is still being answered."""
        if self._server is None:
            return
        self._server.close()
        for transport in list(self._transports.values()):
            transport.abort()
        if tasks := set(self._state.tasks):
            _, late = await asyncio.wait(tasks, timeout=_GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._server = None

    def cut(self, request: Request) -> None:
        """Reset the connection this request came by, so that the other side sees an error."""
        client = request.client
        transport = self._transports.get((client.host, client.port)) if client else None
        if transport is None:
            return
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        transport.abort()

    def _connection(self) -> asyncio.Protocol:
        return _Connection(self._config, self._state, self._transports)


class _Connection(H11Protocol):
    """A connection that can be found by the address of its client."""

    def __init__(
        self,
        config: uvicorn.Config,
        state: ServerState,
        transports: dict[Address, asyncio.Transport],
    ) -> None:
        super().__init__(config, state, {})
        self.access_log = False
        self._open = transports
        self._address: Address = ("", 0)

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._address = transport.get_extra_info("peername")
        self._open[self._address] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._open.pop(self._address, None)
        super().connection_lost(exc)
