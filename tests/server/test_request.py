"""Calls over HTTP: what goes out is what the library would send, and what goes wrong has its class of faults."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.handlers.faults import Fault, diagnose
from bot.server.request import Request, proxy_for

SENT = b'{"ok": true, "result": {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}}}'
OK = b'{"ok": true, "result": true}'
TOKEN = "123456:" + "x" * 35
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def answer(body: bytes = OK, status: bytes = b"200 OK") -> bytes:
    return b"HTTP/1.1 %b\r\nContent-Length: %d\r\n\r\n%b" % (status, len(body), body)


@asynccontextmanager
async def served(serve: Serve) -> AsyncIterator[str]:
    """A server that serves one call of each connection."""
    running: list[asyncio.Task[None]] = []

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        running.append(asyncio.create_task(once(reader, writer)))

    async with await asyncio.start_server(accept, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


@asynccontextmanager
async def request_to(root: str) -> AsyncIterator[Request]:
    async with Request(root, 1, read_timeout=0.3, connect_timeout=0.3, pool_timeout=0.3) as request:
        yield request


async def head_of(reader: asyncio.StreamReader) -> tuple[str, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    length = int(head.partition("content-length:")[2].split("\r\n")[0])
    return head, await reader.readexactly(length)


async def test_a_call_goes_out_as_a_form() -> None:
    seen: list[tuple[str, bytes]] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await head_of(reader))
        writer.write(answer())

    data = RequestData([RequestParameter("text", "哪个 & 好?", None), RequestParameter("chat_id", 7, None)])
    async with served(serve) as root, request_to(root) as request:
        assert await request.post(f"{root}/bot{TOKEN}/sendMessage", data)
    ((head, body),) = seen
    assert head.startswith("post /bot")
    assert "application/x-www-form-urlencoded" in head
    assert body == b"text=%E5%93%AA%E4%B8%AA+%26+%E5%A5%BD%3F&chat_id=7"


async def test_a_file_goes_out_with_the_call() -> None:
    seen: list[tuple[str, bytes]] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await head_of(reader))
        writer.write(answer(SENT))

    async with served(serve) as root, request_to(root) as request:
        await Bot(TOKEN, base_url=f"{root}/bot", request=request).send_photo(7, b"picture", filename="picture.png")
    ((head, body),) = seen
    assert "multipart/form-data" in head
    assert b'filename="picture.png"' in body
    assert b"picture" in body


async def fault_of(serve: Serve) -> tuple[TelegramError, Fault]:
    async with served(serve) as root, request_to(root) as request:
        with pytest.raises(TelegramError) as caught:
            await request.post(f"{root}/bot{TOKEN}/sendMessage", RequestData([]))
    assert TOKEN not in str(caught.value)
    return caught.value, diagnose(caught.value).fault


async def test_silence_is_a_time_out_and_the_call_may_have_been_heard() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(1)

    error, fault = await fault_of(serve)
    assert isinstance(error, TimedOut)
    assert fault is Fault.MAYBE_SENT


async def test_a_connection_that_breaks_off_is_no_answer() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head_of(reader)
        writer.transport.abort()

    error, fault = await fault_of(serve)
    assert isinstance(error, NetworkError)
    assert fault is Fault.MAYBE_SENT


async def test_what_telegram_refuses_is_said_in_its_words() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head_of(reader)
        writer.write(answer(b'{"ok": false, "description": "Bad Request: chat not found"}', b"400 Bad Request"))

    error, fault = await fault_of(serve)
    assert isinstance(error, BadRequest)
    assert fault is Fault.GONE


async def test_nobody_there_is_not_sent() -> None:
    async with served(lambda *_: asyncio.sleep(0)) as root:
        pass
    async with request_to(root) as request:
        with pytest.raises(NetworkError) as caught:
            await request.post(f"{root}/bot{TOKEN}/sendMessage", RequestData([]))
    assert diagnose(caught.value).fault is Fault.NOT_SENT
    assert TOKEN not in str(caught.value)


async def test_no_connection_in_time_is_not_sent() -> None:
    held = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head_of(reader)
        await held.wait()
        writer.write(answer())

    async with served(serve) as root:
        request = Request(root, 1, read_timeout=5, connect_timeout=0.1, pool_timeout=0.1)
        async with request:
            first = asyncio.create_task(request.post(f"{root}/bot{TOKEN}/getMe", RequestData([])))
            await asyncio.sleep(0.05)
            with pytest.raises(TimedOut) as caught:
                await request.post(f"{root}/bot{TOKEN}/getMe", RequestData([]))
            held.set()
            await first
    assert diagnose(caught.value).fault is Fault.NOT_SENT


async def test_it_is_initialized_once_and_can_be_used_by_the_library() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head_of(reader)
        writer.write(answer(b'{"ok": true, "result": {"id": 1, "is_bot": true, "first_name": "B", "username": "b"}}'))

    async with served(serve) as root:
        request = Request(root, 2, read_timeout=1)
        async with Bot(TOKEN, base_url=f"{root}/bot", request=request, get_updates_request=request) as bot:
            assert bot.username == "b"
    with pytest.raises(NetworkError, match="not initialized"):
        await request.post("http://127.0.0.1/", RequestData([]))


@pytest.mark.parametrize(
    ("environment", "url", "proxy"),
    [
        ({}, "https://api.telegram.org", None),
        ({"https_proxy": "http://p:1"}, "https://api.telegram.org", "http://p:1"),
        ({"https_proxy": "http://p:1"}, "http://127.0.0.1:8081", None),
        ({"all_proxy": "http://p:2"}, "https://api.telegram.org", "http://p:2"),
        ({"https_proxy": "http://p:1", "no_proxy": "api.telegram.org"}, "https://api.telegram.org", None),
        ({"https_proxy": "http://p:1", "no_proxy": "*"}, "https://api.telegram.org", None),
    ],
)
def test_the_environment_names_the_proxy(
    environment: dict[str, str], url: str, proxy: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert proxy_for(url) == proxy
