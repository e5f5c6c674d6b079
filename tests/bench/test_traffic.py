"""The benchmark of traffic runs: with tiny numbers, for it is fast machines that it measures, not that it measures."""

from __future__ import annotations

import pytest

from bot.bench.traffic import Size, run


def test_both_bots_are_measured() -> None:
    pytest.importorskip("tornado")
    rows = list(run(Size(starts=1, bursts=1, at_once=8, in_turn=4, rate=50, soak=16)))
    assert {row.what.partition(":")[0] for row in rows} >= {"polling", "webhook"}
    assert len({row.what for row in rows}) == len(rows)
    assert all(row.value > 0 and row.ratio and row.ratio > 0 for row in rows)
