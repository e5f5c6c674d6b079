"""Whether this replica can do its work: not merely alive, but heard and hearing."""

from __future__ import annotations

import time

from bot.server.line import Line

_LATELY = 60.0
"""Seconds for which a good word of Telegram's holds; an idle poll gets one every half a minute."""
_ASK_EVERY = 10.0


class Readiness:
    """What Telegram thinks of this replica."""

    def __init__(self, line: Line, webhook_url: str | None) -> None:
        self._line = line
        self._webhook_url = webhook_url
        self._asked = -_LATELY
        self._well = False

    async def reachable(self) -> bool:
        """Whether Telegram can be reached and, where it is to call, has the right number.

        With a webhook the bot would otherwise not notice that another program took it away, and be deaf.
        """
        if self._webhook_url is None and self._line.silent_for < _LATELY:
            return True
        if time.monotonic() - self._asked >= _ASK_EVERY:
            self._asked = time.monotonic()
            self._well = await self._ask()
        return self._well

    async def _ask(self) -> bool:
        try:
            if self._webhook_url is None:
                await self._line.get_me()
                return True
            return (await self._line.get_webhook_info()).url == self._webhook_url
        except Exception:
            # No answer, or none that makes sense: it is not the Telegram that the bot needs.
            return False
