"""How judged questions are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.table import Table

from bot.evaluation import scoring

_WHERE = {"en": "English", "zh_Hans": "Simplified Chinese", "zh_Hant": "Traditional Chinese", "mixed": "mixed"}
_SHARES = ("right", "exact", "helped", "clarified", "refused")


def by_language(judged: Iterable[scoring.Judged]) -> dict[str, list[scoring.Judged]]:
    """Grouped by the language of the question, in words."""
    groups: dict[str, list[scoring.Judged]] = {}
    for one in judged:
        groups.setdefault(_WHERE.get(one.label.language, "unknown"), []).append(one)
    return dict(sorted(groups.items()))


def by_language_and_kind(judged: Sequence[scoring.Judged]) -> dict[str, list[scoring.Judged]]:
    """Grouped by language, and in each language by the labelled kind."""
    groups: dict[str, list[scoring.Judged]] = {}
    for language, spoken in by_language(judged).items():
        groups[f"{language}, in scope"] = scoring.in_scope(spoken)
        for kind, group in scoring.by_kind(spoken).items():
            groups[f"{language}: {kind}"] = group
    return {name: group for name, group in groups.items() if group}


def shares_table(title: str, groups: Mapping[str, Sequence[scoring.Judged]]) -> Table:
    """A row for each group: how many there are, and what share of them was right, helped and so on."""
    table = Table(title=title, title_justify="left")
    table.add_column("")
    for name in ("n", *_SHARES):
        table.add_column(name, justify="right", no_wrap=True)
    for name, group in groups.items():
        row = scoring.shares(group)
        table.add_row(name, str(row.count), *(percent(getattr(row, share)) for share in _SHARES))
    return table


def percent(share: float | None) -> str:
    """``share`` (0 to 1) as a table shows it; nothing where there is none."""
    return "" if share is None else f"{share:.1%}"
