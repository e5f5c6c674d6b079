"""``python -m bot bench``: the benchmarks, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.table import Table

from bot.bench import checking, matching, soak, store, traffic
from bot.bench.rows import Benchmark

BENCHMARKS: Mapping[str, Benchmark] = {"matching": matching.run, "store": store.run}
"""All benchmarks, by the name that the command line takes."""
LONG: Mapping[str, Benchmark] = {"check": checking.run, "soak": soak.run, "traffic": traffic.run}
"""Those that take minutes: run by name alone."""


def bench(names: Iterable[str] = (), console: Console | None = None) -> None:
    """Runs the benchmarks (by default all but the long ones) and prints their figures.

    Raises:
        ValueError: there is no benchmark of that name.
    """
    console = console or Console()
    chosen = list(names) or list(BENCHMARKS)
    known = {**BENCHMARKS, **LONG}
    for name in chosen:
        if name not in known:
            raise ValueError(f"there is no benchmark {name!r}, only {', '.join(known)}")
    for name in chosen:
        table = Table(title=name, title_justify="left")
        for heading in ("", "figure", "unit", "ratio", "to"):
            table.add_column(heading, justify="right" if heading in {"figure", "ratio"} else "left")
        for row in known[name]():
            ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
            table.add_row(row.what, f"{row.value:,.3f}", row.unit, ratio, row.beside)
        console.print(table)
