"""The bot as an operator runs it: a process, started, stopped and killed."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds after which a process that hangs is given up."""


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Replica:
    """One replica; started again, it is the same one: it keeps its address and its settings."""

    def __init__(self, folder: Path, name: str = "a", program: str = "bot", **settings: str) -> None:
        self.port = free_port()
        self.log = folder / f"{name}.log"
        self.folder = folder
        self._program = program
        self._settings = {"BOT_LISTEN": f"127.0.0.1:{self.port}", "BOT_LOG_LEVEL": "warning", **settings}
        self._process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        """Where health and metrics are served."""
        return f"http://127.0.0.1:{self.port}"

    def set(self, **settings: str) -> None:
        """Changes settings, from the next start on."""
        self._settings.update(settings)

    def memory(self) -> int:
        """Kilobytes of memory that it has now; 0 where the system does not tell."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return 0
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS:"))

    @property
    def process(self) -> asyncio.subprocess.Process:
        """The running process."""
        assert self._process is not None
        return self._process

    async def start(self) -> None:
        """Starts it; it is not ready yet."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
        environment = {**clean, "PYTHONPATH": str(ROOT), "NO_PROXY": "*", **self._settings}
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", self._program, "run", cwd=self.folder, env=environment, stdout=log, stderr=log
            )

    async def kill(self) -> None:
        """Pulls the plug."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def stop(self) -> int:
        """Asks it to end, as an orchestrator does; returns its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def ended(self) -> int:
        """Waits for its end; returns the exit code."""
        return await asyncio.wait_for(self.process.wait(), PATIENCE)

    async def reached(self) -> None:
        """Waits until its address is served."""
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                except OSError:
                    await asyncio.sleep(0.02)
                else:
                    writer.close()
                    return

    def written(self) -> str:
        """What it has logged."""
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""
