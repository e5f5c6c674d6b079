"""Work whose outcome is small beside what it takes up, done in a process of its own.

What it took up is given back whole when that process ends, and in the meantime this one can do something else.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, TypeVar

A = TypeVar("A")
B = TypeVar("B")
T = TypeVar("T")

_LENGTH = 8
"""Bytes that say how many follow."""


def begin(first: Callable[[], A], second: Callable[[A], B]) -> tuple[Callable[[], A], Callable[[], B]]:
    """Begins two pieces of work in a copy of this process; the second makes something of what came of the first.

    Returns what waits for the outcome of each; they are asked for in their order. Where there can be no such copy, or
    it does not get done with a piece, the piece is done here when its outcome is asked for. So errors come up here as
    well.
    """
    taken: list[A] = []

    def do_first() -> A:
        taken.append(first())
        return taken[0]

    # A copy has but one thread: what others were about to do would never be done in it.
    if sys.platform != "linux" or threading.active_count() > 1:
        return do_first, lambda: second(taken[0])
    outlet, inlet = os.pipe()
    copy = os.fork()
    if copy == 0:
        os.close(outlet)
        _work((do_first, lambda: second(taken[0])), inlet)
    os.close(inlet)
    pipe = os.fdopen(outlet, "rb")

    def end() -> None:
        pipe.close()
        os.waitpid(copy, 0)

    def take_first() -> A:
        try:
            taken.append(_take(pipe, first))
        except BaseException:
            end()
            raise
        return taken[0]

    def take_second() -> B:
        try:
            return _take(pipe, lambda: second(taken[0]))
        finally:
            end()

    return take_first, take_second


def _work(pieces: Sequence[Callable[[], Any]], inlet: int) -> NoReturn:
    """Does the work, passes its outcomes on and ends the process, without a word about what went wrong."""
    try:
        # Nothing lives long enough in here to be tidied up.
        gc.disable()
        with os.fdopen(inlet, "wb") as pipe:
            for piece in pieces:
                outcome = pickle.dumps(piece(), pickle.HIGHEST_PROTOCOL)
                pipe.write(len(outcome).to_bytes(_LENGTH, "big") + outcome)
                pipe.flush()
    finally:
        os._exit(0)


def _take(pipe: Any, work: Callable[[], T]) -> T:
    """The next outcome that is passed on, or that of the work done here."""
    length = int.from_bytes(pipe.read(_LENGTH), "big")
    passed_on = pipe.read(length)
    if not length or len(passed_on) < length:
        return work()
    watched = gc.isenabled()
    gc.disable()
    try:
        return pickle.loads(passed_on)  # type: ignore[no-any-return]  # noqa: S301 - from a copy of ourselves
    finally:
        if watched:
            gc.enable()
