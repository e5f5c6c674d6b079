"""Permissions that hold back whoever runs the tests."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_OVERRIDE = 1 << 1 | 1 << 2
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: why root may write to what is read-only."""


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


@contextmanager
def obeyed() -> Iterator[None]:
    """Makes permissions count for root too, in this thread and in those that it starts."""
    if sys.platform != "linux":
        pytest.skip("root cannot be held back here")
    libc = ctypes.CDLL(None, use_errno=True)
    header = _Header(0x20080522, 0)
    sets = (_Sets * 2)()
    assert libc.capget(ctypes.byref(header), sets) == 0
    before = sets[0].effective
    sets[0].effective = before & ~_OVERRIDE
    assert libc.capset(ctypes.byref(header), sets) == 0
    try:
        yield
    finally:
        sets[0].effective = before
        assert libc.capset(ctypes.byref(header), sets) == 0


def allow_writing(*paths: Path, allowed: bool) -> None:
    for path in paths:
        mode = path.stat().st_mode & ~0o222
        path.chmod(mode | 0o200 if allowed else mode)
