"""Keeping a process small that runs for weeks: what starting took up is given back, what stays is left alone."""

from __future__ import annotations

import ctypes
import gc
import sys


def settle() -> None:
    """Ends the start: from now on nobody looks through what is there for garbage, which would hold up the answers.

    Nobody does so a last time, either: that would hold up the start, for next to nothing.
    """
    gc.freeze()
    give_back()


def give_back() -> None:
    """Gives free memory back to the system, where its library does not do that by itself."""
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)
