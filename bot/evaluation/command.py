"""``python -m bot evaluate``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml
from rich.console import Console
from rich.table import Table

from bot.conversation.desk import Desk
from bot.evaluation import scoring
from bot.evaluation.labels import Labelled, read
from bot.evaluation.unasked import group_talk, speaks_up, table_of
from bot.knowledge_base import KnowledgeBase, packaged_folder
from bot.presentation.answer_object import answer_object

_WHERE = {"en": "English", "zh_Hans": "Simplified Chinese", "zh_Hant": "Traditional Chinese", "mixed": "mixed"}


def evaluate(
    base: KnowledgeBase,
    paths: Sequence[Path],
    *,
    fit: bool,
    wrong: int,
    baselines: bool,
    console: Console | None = None,
) -> None:
    """Prints how often the answers to labelled questions are right.

    Args:
        base: the knowledge.
        paths: files or folders of labelled questions.
        fit: first fit the weights to them, and write ``weights.yaml``.
        wrong: how many wrong answers to list.
        baselines: also judge plain RapidFuzz and a TF-IDF classifier, tuned on one half, both judged on the other.
        console: printed on.

    Raises:
        ValueError: a file holds no labelled questions; the message names it.
    """
    console = console or Console()
    questions = read(paths)
    talk = group_talk(paths)
    if fit:
        base = _fit([*questions, *(line for line in talk if not line.untouched)], base)
    desk = Desk(base)
    judged = [_judge(question, desk) for question in questions]
    console.print(_table("By kind", scoring.by_kind(judged)))
    console.print(_table("In scope, by language", _by_language(scoring.in_scope(judged))))
    console.print(_table("Out of scope, by language", _by_language(scoring.outside(judged))))
    if baselines:
        _compare(base, questions, console)
    console.print(table_of([(one.label, speaks_up(one.label.q, desk)) for one in judged], talk, desk))
    for one in [one for one in judged if not one.right][:wrong]:
        console.print(_complaint(one), markup=False, highlight=False)


def _judge(question: Labelled, desk: Desk) -> scoring.Judged:
    return scoring.judge(question, answer_object(desk.ask(question.q)))


def _compare(base: KnowledgeBase, questions: Sequence[Labelled], console: Console) -> None:
    """Ours beside simpler programs, all fitted to one half of the questions and judged on the other."""
    from bot.evaluation import baselines, fitting  # noqa: PLC0415 - scikit-learn is for development alone

    tuned = [question for question in questions if not question.untouched]
    unseen = [question for question in questions if question.untouched]
    desk = Desk(base)
    half = Desk(base.model_copy(update={"weights": fitting.fit(tuned, base).weights}))
    programs: dict[str, baselines.Answering] = {
        "this bot": lambda text: answer_object(half.ask(text)),
        "RapidFuzz WRatio": baselines.rapidfuzz_alone(desk, tuned),
        "TF-IDF": baselines.tfidf(desk, tuned),
    }
    for title, group in (("In scope", scoring.in_scope), ("Out of scope", scoring.outside)):
        rows = {}
        for name, answer in programs.items():
            judged = group(scoring.judge(question, answer(question.q)) for question in unseen)
            for language, part in _by_language(judged).items():
                rows[f"{language}: {name}"] = part
        console.print(_table(f"{title}, on the half that nothing was fitted to", dict(sorted(rows.items()))))


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


def _complaint(one: scoring.Judged) -> str:
    label, answer = one.label, one.answer
    return (
        f"- {label.q} | want {sorted(label.accepted)} {label.scenario or label.topic or ''} {list(label.top_ok)} | "
        f"got {answer['kind']} {answer['frameworks']} {answer['scenarios']} {answer['topics']} {answer['confidence']}"
    )


def _by_language(judged: Iterable[scoring.Judged]) -> dict[str, list[scoring.Judged]]:
    groups: dict[str, list[scoring.Judged]] = {}
    for one in judged:
        groups.setdefault(_WHERE.get(one.label.language, "unknown"), []).append(one)
    return dict(sorted(groups.items()))


def _table(title: str, groups: dict[str, list[scoring.Judged]]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("", no_wrap=True)
    for name in ("n", "right", "exact", "helped", "clarified", "refused"):
        table.add_column(name, justify="right")
    for name, group in groups.items():
        row = scoring.shares(group)
        cells = (row.right, row.exact, row.helped, row.clarified, row.refused)
        table.add_row(name, str(row.count), *("" if cell is None else f"{cell:.1%}" for cell in cells))
    return table
