"""The local Telegram with its page, as a program sets it up around a bot."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Any

from starlette.routing import BaseRoute

from .stage import ADMIN, Stage, set_up
from .telegram import TelegramServer
from .web import Page


class Playground:
    """A Telegram of one's own; to be entered before the bot starts, and left after it has stopped.

    Args:
        words: what the page needs to know from the start: ``texts`` by language and key, among them the names of the
            cast, and more that is handed on as it is.
        names: of the people and places, by key.
        loopback: whether the page is served to this machine alone.
    """

    def __init__(self, words: Mapping[str, Any], names: Mapping[str, str], *, loopback: bool) -> None:
        self._server = TelegramServer()
        self._stage = set_up(self._server, names)
        self._page = Page(self._stage, words, loopback=loopback)

    async def __aenter__(self) -> Playground:
        await self._server.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        await self._server.stop()

    @property
    def stage(self) -> Stage:
        """Who and what there is."""
        return self._stage

    @property
    def token(self) -> str:
        """The bot's token."""
        return self._server.token

    @property
    def api_url(self) -> str:
        """The root of the Bot API."""
        return self._server.url

    @property
    def owner_id(self) -> int:
        """Who runs the bot here."""
        return self._stage.people[ADMIN].id

    def routes(self) -> list[BaseRoute]:
        """The page."""
        return self._page.routes()

    def tell(self, explanation: dict[str, Any]) -> None:
        """Lets the page know why the bot did something."""
        self._stage.tell(explanation)

    def close(self) -> None:
        """Ends what the page listens to."""
        self._page.close()
