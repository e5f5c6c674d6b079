"""The bots that are measured, each a process of its own."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.bench.traffic import wire
from bot.bench.traffic.telegram import TOKEN, Telegram

_ROOT = Path(__file__).parents[3]
_PATIENCE = 60.0
_SECRET = "bench"  # noqa: S105 - of a webhook on this machine, for a minute
OURS = ("-m", "bot", "run")
ECHO = ("-P", str(Path(__file__).with_name("echo.py")))
"""What Python is to run. The echo bot is no part of a package of ours, lest it load what that loads."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A bot and how it is run."""

    name: str
    arguments: Sequence[str]
    text: str
    """What people ask it."""


class Running:
    """A bot that has begun to take updates, with a Telegram of its own.

    Args:
        kind: which bot.
        folder: for its database and its log.
        webhook: whether updates are brought to it; it polls otherwise.
    """

    def __init__(self, kind: Kind, folder: Path, *, webhook: bool) -> None:
        self.kind = kind
        self.telegram = Telegram(kind.text)
        self.seconds_to_poll = 0.0
        """From the start of the process until it polled."""
        self._folder = folder
        self._webhook = webhook

    async def __aenter__(self) -> Self:
        await self.telegram.__aenter__()
        with (self._folder / f"{self.kind.name}.log").open("ab") as log:
            started = time.perf_counter()
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *self.kind.arguments,
                cwd=self._folder,
                env=self._environment(),
                stdout=log,
                stderr=log,
            )
        try:
            async with asyncio.timeout(_PATIENCE):
                await self.telegram.polled.wait()
        except BaseException:
            await self._end()
            raise
        self.seconds_to_poll = time.perf_counter() - started
        import psutil  # noqa: PLC0415 - only who develops the bot has it

        self._seen = psutil.Process(self._process.pid)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._end()

    @property
    def cpu(self) -> float:
        """Seconds of a processor that it has used."""
        used = self._seen.cpu_times()
        return used.user + used.system

    @property
    def memory(self) -> int:
        """Bytes that it holds in memory."""
        return int(self._seen.memory_info().rss)

    def check(self) -> None:
        """Sees to it that it has given the same answer to all, whatever the case of the letters, and no excuse.

        Raises:
            RuntimeError: it has not.
        """
        answers = {text.lower() for text in self.telegram.answers}
        if len(answers) != 1:
            raise RuntimeError(f"{self.kind.name} gave {len(answers)} different answers to one question")

    async def _end(self) -> None:
        if self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()
        await self.telegram.__aexit__(None, None, None)

    def _environment(self) -> Mapping[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
        wanted = {
            "PYTHONPATH": str(_ROOT),
            "NO_PROXY": "*",
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": self.telegram.url,
            "BOT_LISTEN": f"127.0.0.1:{_free_port()}",
        }
        if self._webhook:
            port = wanted["BOT_LISTEN"].rpartition(":")[2]
            wanted |= {"BOT_WEBHOOK_URL": f"http://127.0.0.1:{port}/hook", "BOT_WEBHOOK_SECRET": _SECRET}
        return clean | wanted


def _free_port() -> int:
    with wire.listen() as probe:
        return int(probe.getsockname()[1])
