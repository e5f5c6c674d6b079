"""As much of HTTP/1.1 as a benchmark needs: bodies with a length, connections that stay open. Nothing else is read."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable

_END = b"\r\n\r\n"

Answer = Callable[[str, bytes], Awaitable[bytes]]
"""The answer's body for a path and the body that came with it."""


def listen() -> socket.socket:
    """A port of one's own on the loopback interface."""
    # asyncio sends small answers at once only over sockets that spell the protocol out.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen(256)
    return listener


class Serving:
    """Serves connections; requests of one connection are answered one after the other."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._open: set[asyncio.Task[None]] = set()

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Takes a connection; the callback of ``asyncio.start_server``."""
        task = asyncio.create_task(self._serve(reader, writer))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def close(self) -> None:
        """Cuts all connections."""
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head, body = await _read(reader)
                path = head.split(b" ", 2)[1].decode()
                answer = await self._answer(path, body)
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
                    % (len(answer), answer)
                )
        except (asyncio.IncompleteReadError, OSError):
            # The bot has hung up.
            return
        finally:
            writer.close()


class Posting:
    """One connection to a webhook, opened with the first post."""

    def __init__(self, port: int, path: str, secret: str) -> None:
        self._port = port
        self._head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\nContent-Length: "
        ).encode()
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, body: bytes) -> int:
        """Posts JSON; returns the status of the answer."""
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        writer.write(b"%b%d%b%b" % (self._head, len(body), _END, body))
        head, _ = await _read(reader)
        return int(head.split(b" ", 2)[1])

    def close(self) -> None:
        """Hangs up."""
        if self._streams is not None:
            self._streams[1].close()


async def _read(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """The head and the body of a request or an answer."""
    head = await reader.readuntil(_END)
    _, found, rest = head.lower().partition(b"\r\ncontent-length:")
    length = int(rest.split(b"\r\n", 1)[0]) if found else 0
    return head, await reader.readexactly(length) if length else b""
