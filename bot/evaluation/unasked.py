"""Would the bot speak up in a group though nobody asked it, and rightly so?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from rich.table import Table

from bot.conversation.desk import MATTERS, Desk
from bot.evaluation import scoring
from bot.evaluation.labels import Labelled
from bot.evaluation.tables import percent
from bot.presentation.answer_object import answer_object

Speaker = Callable[[str], scoring.AnswerObject | None]
"""What a group gets where answering unasked is on: an answer, or none where the program keeps silent."""

PRECISION = 0.98
"""How often an answer that nobody asked for must be right, on the questions that a threshold is tuned to."""


def speaker_of(desk: Desk) -> Speaker:
    """This bot, by its own threshold."""

    def speak(text: str) -> scoring.AnswerObject | None:
        reply = desk.ask(text)
        clear = reply.question.confidence >= desk.base.weights.answer_unasked_above
        return answer_object(reply) if clear and reply.question.kind in MATTERS else None

    return speak


def tuned_speaker(answer: Callable[[str], scoring.AnswerObject], tuned_on: Iterable[Labelled]) -> Speaker:
    """Another program, by the lowest confidence above which its answers to ``tuned_on`` are right often enough."""
    judged = [scoring.judge(label, answer(label.q)) for label in tuned_on]
    spoken = sorted((one for one in judged if one.answer["kind"] in MATTERS), key=lambda one: -one.answer["confidence"])
    threshold, right = 1.01, 0
    for count, one in enumerate(spoken, start=1):
        right += one.right
        if right / count >= PRECISION:
            threshold = one.answer["confidence"]

    def speak(text: str) -> scoring.AnswerObject | None:
        given = answer(text)
        return given if given["kind"] in MATTERS and given["confidence"] >= threshold else None

    return speak


def group_talk(paths: Iterable[Path]) -> list[Labelled]:
    """The lines of ordinary talk in ``group_talk.txt`` beside the labelled questions: nothing in them to answer."""
    lines: list[str] = []
    for path in paths:
        file = (path if path.is_dir() else path.parent) / "group_talk.txt"
        if file.is_file():
            text = file.read_text(encoding="utf-8")
            lines += [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [Labelled(q=line, kind="out_of_scope") for line in dict.fromkeys(lines)]


def unasked_table(
    title: str, speakers: Mapping[str, Speaker], questions: Sequence[Labelled], talk: Sequence[Labelled]
) -> Table:
    """Per program: how much it answers unasked, how much of that rightly, and how often it interrupts for nothing."""
    table = Table(title=title, title_justify="left")
    for name in ("", "n", "answered", "right", "share"):
        table.add_column(name, justify="left" if not name else "right", no_wrap=bool(name))
    for name, speak in speakers.items():
        heard = [(label, speak(label.q)) for label in questions]
        spoken = [(label, answer) for label, answer in heard if answer is not None]
        right = sum(scoring.judge(label, answer).right for label, answer in spoken)
        alarms = sum(label.kind in scoring.REFUSING for label, _ in spoken)
        silent = sum(label.kind in scoring.REFUSING for label, _ in heard)
        interrupted = sum(speak(line.q) is not None for line in talk)
        table.add_row(f"{name}: questions", str(len(heard)), str(len(spoken)), str(right), _of(right, len(spoken)))
        table.add_row(
            f"{name}: of these out of scope (false alarms)", str(silent), str(alarms), "", _of(alarms, silent)
        )
        table.add_row(
            f"{name}: ordinary talk (false alarms)", str(len(talk)), str(interrupted), "", _of(interrupted, len(talk))
        )
    return table


def _of(part: int, whole: int) -> str:
    return percent(part / whole if whole else None)
