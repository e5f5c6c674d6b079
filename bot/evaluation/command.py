"""``python -m bot evaluate``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import yaml
from rich.console import Console
from rich.table import Table

from bot.conversation.desk import Desk
from bot.evaluation import scoring
from bot.evaluation.labels import Labelled, read
from bot.knowledge_base import KnowledgeBase, packaged_folder
from bot.presentation.answer_object import answer_object

_WHERE = {
    "": "all",
    "en": "English",
    "zh_Hans": "Simplified Chinese",
    "zh_Hant": "Traditional Chinese",
    "mixed": "mixed",
}


def evaluate(base: KnowledgeBase, paths: Iterable[Path], *, fit: bool, wrong: int, half: str = "all") -> None:
    """Prints how often the answers to the labelled questions are right; with ``fit`` writes new weights first."""
    questions = read(paths)
    if fit:
        base = _fit(questions, base)
    if half != "all":
        questions = [question for question in questions if question.untouched == (half == "untouched")]
    desk = Desk(base)
    judged = [_judge(question, desk) for question in questions]
    console = Console()
    console.print(_table("Per kind", scoring.by_kind(judged)))
    console.print(_table("Per language", _by(judged, lambda one: _WHERE.get(one.label.language, ""))))
    console.print(_table("In scope, per half", _by(scoring.in_scope(judged), _half)))
    console.print(_table("Out of scope, per half", _by(scoring.outside(judged), _half)))
    for one in [one for one in judged if not one.right][:wrong]:
        answer = one.answer
        console.print(
            f"- {one.label.q} | want {sorted(one.label.accepted)} {one.label.scenario or one.label.topic or ''} "
            f"{list(one.label.top_ok)} | got {answer['kind']} {answer['frameworks']} {answer['scenarios']} "
            f"{answer['topics']} {answer['confidence']}",
            markup=False,
        )


def _judge(question: Labelled, desk: Desk) -> scoring.Judged:
    reply = desk.ask(question.q)
    return scoring.judge(question, answer_object(reply))


def _fit(questions: list[Labelled], base: KnowledgeBase) -> KnowledgeBase:
    from bot.evaluation.fitting import fit  # noqa: PLC0415 - scikit-learn is for development alone

    fitted = fit(questions, base)
    header = (
        f"# Fitted by `python -m bot evaluate --fit` to {len(questions)} labelled questions: regularisation\n"
        f"# {fitted.strength}, right kind in cross-validation {fitted.right:.1%}. Not to be edited by hand.\n"
    )
    path = packaged_folder() / "weights.yaml"
    content = yaml.safe_dump(fitted.weights.model_dump(), sort_keys=True, width=200, allow_unicode=True)
    path.write_text(header + content, encoding="utf-8")
    return base.model_copy(update={"weights": fitted.weights})


def _half(one: scoring.Judged) -> str:
    return "untouched" if one.label.untouched else "tuned on"


def _by(judged: Iterable[scoring.Judged], key: Callable[[scoring.Judged], str]) -> dict[str, list[scoring.Judged]]:
    groups: dict[str, list[scoring.Judged]] = {}
    for one in judged:
        groups.setdefault(key(one), []).append(one)
    return dict(sorted(groups.items()))


def _table(title: str, groups: dict[str, list[scoring.Judged]]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("")
    for name in ("n", "right", "exact", "helped", "clarified", "refused"):
        table.add_column(name, justify="right")
    for name, group in groups.items():
        row = scoring.shares(group)
        cells = (row.right, row.exact, row.helped, row.clarified, row.refused)
        table.add_row(name, str(row.count), *("" if cell is None else f"{cell:.1%}" for cell in cells))
    return table
