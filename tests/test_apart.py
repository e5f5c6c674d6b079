"""Work in a process of its own comes to the same as work done here."""

from __future__ import annotations

import os
import threading

import pytest

from bot import apart


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As at the start of a program: what other tests have left running is none of this one's."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def test_the_outcomes_come_from_another_process() -> None:
    first, second = apart.begin(lambda: (os.getpid(), "first"), lambda one: (os.getpid(), f"{one[1]}, second"))
    (one, what), (other, then) = first(), second()
    assert (what, then) == ("first", "first, second")
    assert one == other != os.getpid()


def test_an_outcome_may_be_long() -> None:
    first, second = apart.begin(lambda: "x" * 500_000, lambda text: list(range(len(text))))
    assert len(first()) == 500_000
    assert second()[-1] == 499_999


def test_an_error_comes_up_here() -> None:
    def fail() -> int:
        raise LookupError("nothing there")

    first, _ = apart.begin(fail, lambda one: one)
    with pytest.raises(LookupError, match="nothing there"):
        first()


def test_what_cannot_be_passed_on_is_done_here() -> None:
    first, second = apart.begin(lambda: lambda: 1, lambda one: one() + 1)
    assert first()() == 1
    assert second() == 2


def test_with_other_threads_it_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    first, second = apart.begin(os.getpid, lambda one: (one, os.getpid()))
    assert first() == os.getpid()
    assert second() == (os.getpid(), os.getpid())
