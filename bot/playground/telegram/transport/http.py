"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ..core.errors import Refusal
from ..core.model import Json
from .dispatch import Dispatcher
from .faults import Fault
from .journal import Entry
from .parsing import parse_request

Cutter = Callable[[Request], None]


class BotApi:
    """The web application; `cut` resets the connection a request came by."""

    def __init__(self, dispatcher: Dispatcher, cut: Cutter) -> None:
        self._dispatcher = dispatcher
        self._cut = cut
        self.app = Starlette(
            routes=[
                Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
                Route("/file/bot{token}/{path:path}", self._download, methods=["GET"]),
                Route("/{rest:path}", _nowhere, methods=["GET", "POST"]),
            ]
        )

    async def _call(self, request: Request) -> Response:
        token, method = request.path_params["token"], request.path_params["method"]
        try:
            raw = parse_request(request.url.query, request.headers.get("content-type", ""), await request.body())
        except Refusal as refusal:
            return JSONResponse(refusal.body(), refusal.code)
        fault = self._dispatcher.faults.strike(method, raw)
        if fault is None:
            return await self._answer(request, token, method, raw)
        return await self._suffer(fault, request, token, method, raw)

    async def _answer(self, request: Request, token: str, method: str, raw: Mapping[str, object]) -> Response:
        """Answer, unless the bot hangs up before."""
        work = asyncio.create_task(self._dispatcher.answer(token, method, raw))
        leaving = asyncio.create_task(_leaving(request))
        await asyncio.wait({work, leaving}, return_when=asyncio.FIRST_COMPLETED)
        is_answered = work.done()
        for task in (work, leaving):
            task.cancel()
        await asyncio.gather(work, leaving, return_exceptions=True)
        if not is_answered:
            return Response(status_code=499)
        status, body = work.result()
        return _json(status, body)

    async def _suffer(
        self, fault: Fault, request: Request, token: str, method: str, raw: Mapping[str, object]
    ) -> Response:
        """Answer the way the fault wants it."""
        await _pause(request, fault.delay_before)
        if fault.cut == "before":
            self._note_cut(token, method, raw)
            return await self._hang_up(request)
        status, body = await self._dispatcher.answer(token, method, raw, fault)
        await _pause(request, fault.delay_after)
        if fault.cut == "after":
            return await self._hang_up(request)
        if fault.body is not None:
            return Response(fault.body, fault.status, media_type="text/html")
        return _json(status, body)

    def _note_cut(self, token: str, method: str, raw: Mapping[str, object]) -> None:
        identifier = token.partition(":")[0]
        bot_id = int(identifier) if identifier.isdigit() else 0
        entry = Entry(bot_id, method, dict(raw), self._dispatcher.world.now())
        entry.is_fault, entry.code = True, 0
        self._dispatcher.journal.add(entry)

    async def _hang_up(self, request: Request) -> Response:
        self._cut(request)
        await _leaving(request)
        return Response(status_code=499)

    async def _download(self, request: Request) -> Response:
        try:
            self._dispatcher.bot(request.path_params["token"])
        except Refusal as refusal:
            return JSONResponse(refusal.body(), refusal.code)
        for file in self._dispatcher.world.files.values():
            if file.path == request.path_params["path"]:
                return Response(file.content, media_type=file.media_type)
        return await _nowhere(request)


async def _leaving(request: Request) -> None:
    """Return when the other side has hung up."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _pause(request: Request, seconds: float) -> None:
    """Be slow, but not after the other side has hung up."""
    if seconds > 0:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(_leaving(request), seconds)


async def _nowhere(_request: Request) -> Response:
    refusal = Refusal(404, "Not Found")
    return JSONResponse(refusal.body(), refusal.code)


def _json(status: int, body: Json) -> Response:
    headers = {}
    if retry := body.get("parameters", {}).get("retry_after"):
        headers["Retry-After"] = str(retry)
    return JSONResponse(body, status, headers)
