"""Pictures as files: each is drawn once, and after it was sent once Telegram knows it by an id that the store keeps."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.handlers.memory import SharedFacts
from bot.pictures import Picture, Unavailable, draw

logger = logging.getLogger(__name__)

_DRAWN = 32
"""Pictures kept in memory: some 60 kB each."""
_KNOWN = 200
"""Ids kept in the store; knowledge that is edited makes new pictures, and the oldest are given up."""
_FRESH_FOR = timedelta(minutes=1)
"""How long ids that another replica has kept may be unknown here."""


class Gallery:
    """The pictures of one bot; ids are good for the bot that got them alone."""

    def __init__(
        self,
        facts: SharedFacts,
        bot_id: int,
        now: Callable[[], datetime],
        draw: Callable[[Picture], bytes] = draw,
    ) -> None:
        self._facts = facts
        self._key = f"pictures {bot_id}"
        self._now = now
        self._draw = draw
        self._pen = asyncio.Lock()
        self._drawn: OrderedDict[str, bytes] = OrderedDict()
        self._ids: dict[str, str] = {}
        self._read_at: datetime | None = None
        self._unavailable = False

    async def png(self, picture: Picture) -> bytes | None:
        """The picture; None if it cannot be drawn here, which the log says once."""
        # One at a time: drawing takes all of a processor, and the same picture is often wanted twice at once.
        async with self._pen:
            if (found := self._drawn.get(picture.digest)) is not None:
                self._drawn.move_to_end(picture.digest)
                return found
            found = await self._paint(picture)
            if found is not None:
                self._drawn[picture.digest] = found
                if len(self._drawn) > _DRAWN:
                    self._drawn.popitem(last=False)
            return found

    async def has_any(self) -> bool:
        """Whether any picture was sent before: if not, none need be composed to be looked for."""
        return bool(await self._known())

    async def file_id(self, picture: Picture) -> str | None:
        """What Telegram knows the picture by, if it was sent before."""
        return (await self._known()).get(picture.digest)

    async def keep(self, picture: Picture, file_id: str) -> None:
        """Keeps what Telegram knows the picture by."""
        await self._write({picture.digest: file_id})

    async def forget(self, picture: Picture) -> None:
        """Forgets an id that Telegram does not know any more."""
        await self._write({picture.digest: ""})

    async def forget_all(self) -> None:
        """Forgets every id: Telegram does not say which one it does not know any more."""
        self._ids = {}
        await self._facts.set(self._key, {})

    async def _paint(self, picture: Picture) -> bytes | None:
        if self._unavailable:
            return None
        try:
            return await asyncio.to_thread(self._draw, picture)
        except Unavailable as error:
            self._unavailable = True
            logger.warning("No pictures, text is sent instead: %s", error)
        except Exception as error:
            # Not its words: they may quote what was to be drawn.
            logger.error("A picture could not be drawn, text is sent instead: %s", type(error).__name__)
        return None

    async def _known(self) -> dict[str, str]:
        if self._read_at is None or self._now() - self._read_at > _FRESH_FOR:
            self._ids = await self._read()
            self._read_at = self._now()
        return self._ids

    async def _read(self) -> dict[str, str]:
        found = await self._facts.get(self._key)
        return {digest: str(file_id) for digest, file_id in found.items()} if isinstance(found, dict) else {}

    async def _write(self, changes: dict[str, str]) -> None:
        """Changes ids; an empty one is taken out. Two replicas at once may lose one, which the next sending brings."""
        kept = {**await self._read(), **self._ids}
        for digest, file_id in changes.items():
            kept.pop(digest, None)
            if file_id:
                kept[digest] = file_id
        self._ids = dict(list(kept.items())[-_KNOWN:])
        await self._facts.set(self._key, dict(self._ids))
