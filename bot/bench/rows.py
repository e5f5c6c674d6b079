"""What a benchmark tells: rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. Ratios of figures of the same run say more than the figures, which depend on the machine."""

    what: str
    value: float
    unit: str
    ratio: float | None = None
    """The figure in relation to ``beside``."""
    beside: str = ""


Benchmark = Callable[[], Iterable[Row]]
