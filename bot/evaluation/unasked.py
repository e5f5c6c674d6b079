"""Would the bot speak up in a group though nobody asked it, and rightly so?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.table import Table

from bot.conversation.desk import MATTERS, Desk
from bot.evaluation import scoring
from bot.evaluation.labels import Labelled
from bot.presentation.answer_object import answer_object

Heard = tuple[Labelled, scoring.AnswerObject | None]
"""A labelled question, and the answer that was given unasked, if one was."""


def speaks_up(text: str, desk: Desk) -> scoring.AnswerObject | None:
    """The answer that a group gets where answering unasked is on; none where the bot keeps silent."""
    reply = desk.ask(text)
    clear = reply.question.confidence >= desk.base.weights.answer_unasked_above
    return answer_object(reply) if clear and reply.question.kind in MATTERS else None


def group_talk(paths: Iterable[Path]) -> list[Labelled]:
    """The lines of ordinary talk in ``group_talk.txt`` beside the labelled questions: nothing in them to answer."""
    lines: list[str] = []
    for path in paths:
        file = (path if path.is_dir() else path.parent) / "group_talk.txt"
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            lines += [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [Labelled(q=line, kind="out_of_scope") for line in dict.fromkeys(lines)]


def table_of(heard: Sequence[Heard], talk: Sequence[Labelled], desk: Desk) -> Table:
    """How many were answered unasked, how many of these rightly, and how often ordinary talk was interrupted.

    Of the talk only the half that nothing was fitted to counts.
    """
    talk = [line for line in talk if line.untouched]
    spoken = [(label, answer) for label, answer in heard if answer is not None]
    right = sum(scoring.judge(label, answer).right for label, answer in spoken)
    alarms = sum(label.kind in scoring.REFUSING for label, _ in spoken)
    silent = sum(label.kind in scoring.REFUSING for label, _ in heard)
    interrupted = sum(speaks_up(line.q, desk) is not None for line in talk)
    table = Table(title="Unasked, in a group", title_justify="left")
    for name in ("", "n", "answered", "right", "share"):
        table.add_column(name, justify="left" if not name else "right")
    table.add_row("labelled questions", str(len(heard)), str(len(spoken)), str(right), _share(right, len(spoken)))
    table.add_row("of these out of scope (false alarms)", str(silent), str(alarms), "", _share(alarms, silent))
    table.add_row("ordinary talk (false alarms)", str(len(talk)), str(interrupted), "", _share(interrupted, len(talk)))
    return table


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else ""
