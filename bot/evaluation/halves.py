"""The honest comparison: this bot and simpler programs, fitted to one half of the questions, judged on the other.

Needs scikit-learn (``dev`` extra).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rich.table import Table

from bot.conversation.desk import Desk
from bot.evaluation import scoring
from bot.evaluation.altering import in_other_script, with_typos
from bot.evaluation.baselines import Answering, rapidfuzz_alone, tfidf
from bot.evaluation.fitting import fit
from bot.evaluation.labels import Labelled
from bot.evaluation.tables import by_language, shares_table
from bot.evaluation.unasked import Speaker, speaker_of, tuned_speaker, unasked_table
from bot.knowledge_base import KnowledgeBase
from bot.presentation.answer_object import answer_object

_MANNERS: dict[str, Callable[[str], str]] = {
    "": lambda text: text,
    " with typos": with_typos,
    " in the other script": in_other_script,
}
"""How a question may be written, and what makes it so."""

Judged = dict[str, dict[str, list[scoring.Judged]]]
"""Per program and manner, the questions with what came of them."""


def compare(base: KnowledgeBase, questions: Sequence[Labelled], talk: Sequence[Labelled]) -> Iterator[Table]:
    """Tables of what each program reaches: in scope, out of scope, and unasked in a group."""
    tuned = [label for label in (*questions, *talk) if not label.untouched]
    unseen = [label for label in questions if label.untouched]
    half = Desk(base.model_copy(update={"weights": fit(tuned, base).weights}))
    simpler = {"RapidFuzz WRatio": rapidfuzz_alone(half, tuned), "TF-IDF": tfidf(half, tuned)}
    programs: dict[str, Answering] = {"this bot": lambda text: answer_object(half.ask(text)), **simpler}
    judged: Judged = {
        name: {
            manner: [scoring.judge(label, answer(alter(label.q))) for label in unseen]
            for manner, alter in _MANNERS.items()
        }
        for name, answer in programs.items()
    }
    where = "on the half that nothing was fitted to"
    yield shares_table(f"In scope, {where}", _groups(judged, scoring.in_scope))
    yield shares_table(f"Out of scope, {where}", _groups(judged, scoring.outside))
    speakers: dict[str, Speaker] = {"this bot": speaker_of(half)}
    speakers |= {name: tuned_speaker(answer, tuned) for name, answer in simpler.items()}
    yield unasked_table(f"Unasked in a group, {where}", speakers, unseen, [line for line in talk if line.untouched])


def _groups(
    judged: Judged, group: Callable[[list[scoring.Judged]], list[scoring.Judged]]
) -> dict[str, list[scoring.Judged]]:
    rows: dict[str, dict[str, list[scoring.Judged]]] = {}
    for name, manners in judged.items():
        for manner, questions in manners.items():
            for language, part in by_language(group(questions)).items():
                rows.setdefault(language + manner, {})[name] = part
    return {f"{where}: {name}": part for where, programs in sorted(rows.items()) for name, part in programs.items()}
