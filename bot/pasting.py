"""Commands of this program, written so that the reader can paste them."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path


def command(*words: str | Path) -> str:
    """A command that starts the program the way it was started this time."""
    return shlex.join([*_started(), *map(str, words)])


def _started() -> list[str]:
    """What stood before the words of this run: a script alone, or Python with the module that it ran."""
    if Path(sys.argv[0]).name != "__main__.py":
        return sys.argv[:1]
    return sys.orig_argv[: len(sys.orig_argv) - len(sys.argv) + 1]
