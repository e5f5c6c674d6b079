"""The bot as somebody tries it: started without a token, a page at the address that it prints."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds after which what hangs is given up."""

Json = dict[str, Any]


class Trial:
    """One run of ``python -m bot`` in an empty folder."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.scratch = folder / "scratch"
        self.scratch.mkdir()
        clean = {name: value for name, value in os.environ.items() if not name.upper().startswith("BOT_")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot"],
            cwd=folder,
            env={
                **clean,
                "PYTHONPATH": str(ROOT),
                "PYTHONUNBUFFERED": "1",
                "TMPDIR": str(self.scratch),
                "BOT_LISTEN": "127.0.0.1:0",
                **settings,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Trial:
        assert self._process.stdout
        self.line = self._process.stdout.readline()
        found = re.search(r"http://\S+?:\d+", self.line)
        if not found:
            self._process.kill()
            raise AssertionError(f"no address in {self.line!r}: {self._process.communicate()[1]}")
        self.url = found.group()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> tuple[int, str]:
        """Asks it to end; returns the exit code and what it said on the way, the first line left out."""
        if self._process.poll() is None:
            self._process.terminate()
        out, err = self._process.communicate(timeout=PATIENCE)
        return self._process.returncode, out + err

    def ended(self) -> tuple[int, str, str]:
        """Waits for it to end by itself; returns the exit code and both outputs."""
        out, err = self._process.communicate(timeout=PATIENCE)
        return self._process.returncode, out, err


class Visitor:
    """Somebody at the page without a browser."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx.Client(base_url=url, headers={"Origin": url}, timeout=PATIENCE, trust_env=False)

    def act(self, act: str, person: str, **about: Any) -> Json:
        """Does something, which must be allowed."""
        answer = self.http.post("/act", json={"act": act, "person": person, **about})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def say(self, person: str, place: str, text: str) -> int:
        """Says something; returns the number of the message."""
        return int(self.act("say", person, place=place, text=text)["message"])

    @contextmanager
    def news(self) -> Iterator[Iterator[tuple[str, Any]]]:
        """What the page is told, from the beginning."""
        with self.http.stream("GET", "/events") as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            yield _events(stream.iter_lines())

    def wait(self, event: str, wanted: Callable[[Any], bool]) -> Any:
        """The first event of a kind that is as wanted, whether it was or is still to come."""
        deadline = time.monotonic() + PATIENCE
        with self.news() as events:
            for name, data in events:
                if name == event:
                    for each in data if isinstance(data, list) else [data]:
                        if wanted(each):
                            return each
                assert time.monotonic() < deadline, f"no {event}"
        raise AssertionError("the stream ended")

    def answer(self, place: str, after: int) -> Json:
        """What the bot says in a place after a message."""
        bot = self.wait("state", bool)["bot"]["id"]
        found = self.wait(
            "messages", lambda each: each["place"] == place and each.get("by") == bot and each["id"] > after
        )
        return dict(found["message"])

    def told(self, message: int, chat: int) -> Json:
        """Why the bot did what it did about a message."""
        return dict(self.wait("told", lambda each: (each["chat"], each["message"]) == (chat, message)))


def _events(lines: Iterator[str]) -> Iterator[tuple[str, Any]]:
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))
