"""The page over HTTP: its files and texts, a stream of what happens, and acts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.staticfiles import StaticFiles

from .acts import ACT, Acting
from .guard import Guard
from .stage import Stage
from .telegram import ImpossibleAct
from .view import Changes, Event

PAGE = Path(__file__).parent / "page"
_KEEP_ALIVE = 15.0
"""Seconds without news after which a sign of life goes out, so that nothing between here and the page gives up."""
_GATHER = 0.02
"""Seconds in which changes are gathered into one piece of news."""
_LARGEST_ACT = 100_000
"""Bytes; the longest text that people may write is far shorter."""


class Page:
    """What is served.

    Args:
        stage: who and what is shown.
        words: the texts of the page by language, and whatever else it needs to know from the start.
        loopback: whether it is served to this machine alone.
    """

    def __init__(self, stage: Stage, words: Mapping[str, Any], *, loopback: bool) -> None:
        self._stage = stage
        self._acting = Acting(stage)
        self._words = words
        self._loopback = loopback
        self._closing = False

    def routes(self) -> list[BaseRoute]:
        """All of it, under the root; what else is served there goes before."""
        router = Router(
            [
                Route("/", self._index),
                Route("/words", self._said),
                Route("/events", self._events),
                Route("/menu", self._menu),
                Route("/files/{id}", self._file),
                Route("/act", self._act, methods=["POST"]),
                Mount("/page", StaticFiles(directory=PAGE)),
            ],
            redirect_slashes=False,
        )
        return [Mount("/", router, middleware=[Middleware(Guard, loopback=self._loopback)])]

    def close(self) -> None:
        """Ends all streams, which would keep the server from stopping."""
        self._closing = True
        self._stage.server.world.pulse.beat()

    async def _index(self, _: Request) -> Response:
        return FileResponse(PAGE / "index.html", media_type="text/html")

    async def _said(self, _: Request) -> Response:
        return JSONResponse(self._words)

    async def _events(self, _: Request) -> Response:
        return StreamingResponse(self._news(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def _news(self) -> AsyncIterator[str]:
        changes, pulse = Changes(self._stage), self._stage.server.world.pulse
        fresh: list[Event] = changes.take()

        def anything() -> bool:
            fresh.extend(changes.take())
            return bool(fresh) or self._closing

        while not self._closing:
            for name, data in fresh:
                yield f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False, default=str)}\n\n"
            fresh.clear()
            try:
                await pulse.until(anything, _KEEP_ALIVE)
                await asyncio.sleep(_GATHER)
                fresh.extend(changes.take())
            except TimeoutError:
                yield ": still here\n\n"

    async def _menu(self, request: Request) -> Response:
        try:
            menu = self._acting.menu(request.query_params["person"], request.query_params["place"])
        except KeyError:
            return _refused(404, "nobody there")
        return JSONResponse(menu)

    async def _file(self, request: Request) -> Response:
        file = self._stage.server.world.files.get(request.path_params["id"])
        if file is None:
            return _refused(404, "no such file")
        # Whatever a bot uploads is a picture here or nothing: it must not become a page of this origin.
        kind = next((kind for start, kind in _PICTURES.items() if file.content.startswith(start)), None)
        return Response(file.content, media_type=kind or "application/octet-stream")

    async def _act(self, request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return _refused(413, "too large")
        try:
            act = ACT.validate_json(body)
        except ValidationError as error:
            return _refused(400, str(error.errors(include_url=False, include_input=False)[0]["msg"]))
        try:
            return JSONResponse(await self._acting.do(act))
        except ImpossibleAct as error:
            return _refused(409, str(error))
        except LookupError:
            return _refused(404, "no such person, place, message or button")
        except TimeoutError:
            return _refused(504, "the bot did not answer")


_PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif", b"RIFF": "image/webp"}
"""How the files begin that are shown."""


async def _body(request: Request) -> bytes | None:
    """The whole body; none if it is too large."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_ACT:
            return None
    return bytes(body)


def _refused(status: int, reason: str) -> Response:
    return JSONResponse({"error": reason}, status)
