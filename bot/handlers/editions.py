"""Editions of the knowledge: a new one takes the place of the old while questions are being answered.

An edition is used as a whole or not at all: it is loaded, checked and rehearsed beside the one in use, and then takes
its place in one step. A question in flight ends with the edition that it began with. The replicas tell each other
through the store which edition is to be used.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.conversation import Desk
from bot.handlers.memory import SharedFacts
from bot.knowledge_base import KnowledgeBase, KnowledgeError, Problem
from bot.storage.facts import Json

_log = structlog.get_logger(__name__)

_FACT = "knowledge edition"
_LOOK_EVERY = 5.0
"""Seconds between looks at what the other replicas use."""

Rehearse = Callable[[Desk], Sequence[Problem]]
"""Holds the conversations that must go well; gives those that did not."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One state of the knowledge, ready for use."""

    desk: Desk
    since: datetime

    @property
    def version(self) -> str:
        """A hash of the content."""
        return self.desk.version


class Editions:
    """The edition in use and the one before it.

    Args:
        desk: of the knowledge at the start.
        load: reads and checks the knowledge as it is now.
        board: where the replicas tell each other which one is to be used.
        use: puts a desk in its place.
        now: the time.
        rehearse: the conversations that a new edition has to stand.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        load: Callable[[], KnowledgeBase],
        board: SharedFacts,
        use: Callable[[Desk], None],
        now: Callable[[], datetime],
        rehearse: Rehearse = lambda _: (),
    ) -> None:
        self._load, self._board, self._use, self._now, self._rehearse = load, board, use, now, rehearse
        self.current = Edition(desk, now())
        self._before: Edition | None = None
        self._heard: Json = None
        self._changing = asyncio.Lock()

    async def reload(self) -> Edition:
        """The knowledge as it is now, in use here and soon on every replica.

        Raises:
            KnowledgeError: it has a mistake, or a conversation went wrong; the old edition stays in use.
        """
        async with self._changing:
            try:
                edition = await asyncio.to_thread(self._prepare)
            except KnowledgeError as error:
                _log.error("knowledge not used, the old one stays", problems=[str(one) for one in error.problems[:3]])
                raise
            self._put(edition)
            await self._tell()
            return edition

    async def rollback(self) -> Edition | None:
        """The edition before the one in use, in use again; none if there was none."""
        async with self._changing:
            if self._before is None:
                return None
            self._put(Edition(self._before.desk, self._now()))
            await self._tell()
            return self.current

    async def follow(self) -> None:
        """Uses what another replica begins to use. Runs until it is cancelled."""
        await self.begin()
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            try:
                await self.look()
            except Exception as error:
                # Whatever it is, the next edition may be better.
                _log.error("what another replica uses cannot be used here", error=type(error).__name__)

    async def begin(self) -> None:
        """Takes note of what was said before the start: the files as they were then are newer than that."""
        self._heard = await self._board.get(_FACT)

    async def look(self) -> None:
        """Looks once what the other replicas use, and uses it too.

        Raises:
            KnowledgeError: the files here have a mistake.
        """
        said = await self._board.get(_FACT)
        if said == self._heard or not isinstance(said, dict):
            return
        self._heard = said
        async with self._changing:
            wanted = said.get("version")
            if wanted == self.current.version:
                return
            if self._before is not None and wanted == self._before.version:
                self._put(Edition(self._before.desk, self._now()))
                return
            edition = await asyncio.to_thread(self._prepare)
            if edition.version != wanted:
                _log.warning("the files here are not those of the other replica", here=edition.version, there=wanted)
            self._put(edition)

    def _prepare(self) -> Edition:
        desk = Desk(self._load(), self.current.desk.default)
        if problems := self._rehearse(desk):
            raise KnowledgeError(list(problems))
        return Edition(desk, self._now())

    def _put(self, edition: Edition) -> None:
        if edition.version != self.current.version:
            self._before = self.current
        self.current = edition
        self._use(edition.desk)
        _log.info("knowledge in use", version=edition.version, since=edition.since.isoformat())

    async def _tell(self) -> None:
        said: Json = {"version": self.current.version, "since": self.current.since.isoformat()}
        self._heard = said
        await self._board.set(_FACT, said)
