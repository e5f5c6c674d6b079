"""Waiting for what must work before anything else does, and giving up waiting when the process is to stop."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog
from telegram.error import TelegramError

from bot.handlers.faults import PASSING, diagnose

_log = structlog.get_logger(__name__)

_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 5.0
"""Seconds between two attempts: whoever waits for an answer when Telegram is back does not wait for long."""


async def patiently(call: Callable[[], Awaitable[object]]) -> None:
    """Makes a call that does no harm twice, for as long as Telegram needs to be reached.

    Raises:
        TelegramError: waiting does not help.
    """
    pause = _FIRST_PAUSE
    while True:
        try:
            await call()
            return
        except Exception as error:
            # Whatever an answer looks like, the next one may be better.
            diagnosis = diagnose(error)
            if diagnosis.fault not in PASSING:
                raise
            wait = max(diagnosis.seconds, pause)
            _log.warning("Telegram cannot be reached yet", fault=diagnosis.fault.value, retry_in=wait)
            await asyncio.sleep(wait)
            pause = min(2 * pause, _LONGEST_PAUSE)


async def unless(stopping: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Whether ``work`` was done before the process was told to stop; it is broken off then."""
    working = asyncio.create_task(work)
    waiting = asyncio.create_task(stopping.wait())
    await asyncio.wait({working, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if stopping.is_set():
        working.cancel()
        with contextlib.suppress(asyncio.CancelledError, TelegramError):
            await working
        return False
    await working
    return True
