"""``python -m bot evaluate``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml
from rich.console import Console

from bot.conversation.desk import Desk
from bot.evaluation import scoring
from bot.evaluation.labels import Labelled, read
from bot.evaluation.tables import by_language_and_kind, shares_table
from bot.evaluation.unasked import group_talk, speaker_of, unasked_table
from bot.knowledge_base import KnowledgeBase, packaged_folder
from bot.presentation.answer_object import answer_object


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
        baselines: also fit this bot, plain RapidFuzz and a TF-IDF classifier to one half, and judge all on the other.
        console: printed on.

    Raises:
        ValueError: a file holds no labelled questions; the message names it.
    """
    console = console or Console()
    questions = read(paths)
    talk = group_talk(paths)
    if fit:
        base = _fit([*questions, *talk], base)
    desk = Desk(base)
    judged = [scoring.judge(question, answer_object(desk.ask(question.q))) for question in questions]
    console.print(shares_table("As installed", by_language_and_kind(judged)))
    console.print(unasked_table("Unasked in a group, as installed", {"this bot": speaker_of(desk)}, questions, talk))
    if baselines:
        from bot.evaluation.halves import compare  # noqa: PLC0415 - scikit-learn is for development alone

        for table in compare(base, questions, talk):
            console.print(table)
    for one in [one for one in judged if not one.right][:wrong]:
        console.print(_complaint(one), markup=False, highlight=False)


def compare(before: KnowledgeBase, after: KnowledgeBase, paths: Sequence[Path], console: Console | None = None) -> None:
    """Prints what a change of the knowledge makes of labelled questions: how many are right, and which are no longer.

    Raises:
        ValueError: a file holds no labelled questions; the message names it.
    """
    console = console or Console()
    questions = read(paths)
    old, new = (
        [scoring.judge(question, answer_object(desk.ask(question.q))) for question in questions]
        for desk in (Desk(before), Desk(after))
    )
    console.print(shares_table("Before and after", {"before": old, "after": new}))
    for title, better in (("Now right", True), ("Now wrong", False)):
        changed = [one for was, one in zip(old, new, strict=True) if was.right is not better and one.right is better]
        console.print(f"{title}: {len(changed)}")
        for one in changed:
            console.print(_complaint(one), markup=False, highlight=False)


def _fit(questions: list[Labelled], base: KnowledgeBase) -> KnowledgeBase:
    from bot.evaluation.fitting import fit  # noqa: PLC0415 - scikit-learn is for development alone

    fitted = fit(questions, base)
    header = (
        f"# Fitted by `python -m bot evaluate --fit` to {len(questions)} labelled questions: regularisation\n"
        f"# {fitted.strength}; in cross-validation right {fitted.right:.1%}, out of scope {fitted.refused:.1%}.\n"
        "# Not to be edited by hand.\n"
    )
    path = packaged_folder() / "weights.yaml"
    table = fitted.weights.model_dump()
    table["signals"] = {
        name: " ".join(f"{kind} {weight}" for kind, weight in row.items()) for name, row in table["signals"].items()
    }
    content = yaml.safe_dump(table, sort_keys=True, width=1000, allow_unicode=True)
    path.write_text(header + content, encoding="utf-8")
    return base.model_copy(update={"weights": fitted.weights})


def _complaint(one: scoring.Judged) -> str:
    label, answer = one.label, one.answer
    return (
        f"- {label.q} | want {sorted(label.accepted)} {label.scenario or label.topic or ''} {list(label.top_ok)} | "
        f"got {answer['kind']} {answer['frameworks']} {answer['scenarios']} {answer['topics']} {answer['confidence']}"
    )
