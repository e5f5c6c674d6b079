"""Fits the weights of the signals, and the thresholds, to labelled questions. Needs scikit-learn (``dev`` extra).

All that is chosen here is chosen by cross-validation: each question is judged by weights that never saw it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import vstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from bot.conversation.desk import MATTERS, Desk
from bot.evaluation import scoring
from bot.evaluation.altering import with_typos
from bot.evaluation.labels import Labelled
from bot.evaluation.unasked import PRECISION
from bot.knowledge_base import KnowledgeBase
from bot.knowledge_base.weights import Weights
from bot.presentation.answer_object import answer_object
from bot.understanding import KINDS, signals
from bot.understanding.kinds import OUTSIDE
from bot.understanding.lexicon import Lexicon
from bot.understanding.spotting import spot

_WORDING = ("word ", "first ", "last ")
STRENGTHS = (0.05, 0.1, 0.2, 0.4)
"""The regularisations that are tried, the firmest first (inverse strengths)."""
WORD_SPREAD = 5
"""In how many questions a word must occur to be weighed."""
FOLDS = 5
CLARIFIED = 0.07
"""The largest share of questions that may be asked back."""
RIGHT, REFUSED = 0.92, 0.95
"""The aims: the share of right answers in scope, and of refusals out of scope."""

_ALSO = 0.3
"""What a kind that is merely acceptable counts beside the best one."""
_SMALLEST = 0.05
"""Weights below this are left out: they decide nothing."""
_SILENT = frozenset({"out_of_scope", "smalltalk"})


@dataclass(frozen=True, slots=True)
class Fitted:
    """What came of a fitting."""

    weights: Weights
    strength: float
    right: float
    """Share of right answers in scope, each by weights that never saw the question."""
    refused: float
    """Share of right refusals out of scope, likewise."""


class _Everything(Container[str]):
    """Every word is of interest."""

    def __contains__(self, item: object) -> bool:
        return True


def _signals(texts: Iterable[str], base: KnowledgeBase) -> list[dict[str, float]]:
    """The signals of each text."""
    lexicon = Lexicon(base)
    return [
        {name: value for name, (value, _) in signals.collect(spot(text, lexicon), base, _Everything()).items()}
        for text in texts
    ]


def _without_rare(rows: Iterable[Mapping[str, float]], spread: Mapping[str, int]) -> list[dict[str, float]]:
    """Of words only those that several questions have."""
    return [
        {name: value for name, value in row.items() if not name.startswith(_WORDING) or spread[name] >= WORD_SPREAD}
        for row in rows
    ]


def fit(questions: Sequence[Labelled], base: KnowledgeBase) -> Fitted:
    """The weights and thresholds that fit ``questions`` best.

    The weights learn from each question twice, as it stands and with typos, so that they rely on nothing that a typo
    takes away. All else is judged on the questions as they stand.
    """
    vectorizer = DictVectorizer()
    found = _signals([question.q for question in questions], base)
    spread = Counter(name for row in found for name in row)
    plain = vectorizer.fit_transform(_without_rare(found, spread))
    mistyped = _signals([with_typos(question.q) for question in questions], base)
    taught = _Taught(questions, (plain, vectorizer.transform(_without_rare(mistyped, spread))))
    tried = {strength: _cross_validate(taught, strength) for strength in STRENGTHS}
    best = _strength(
        {strength: _right(found.chances, questions).mean() for strength, found in tried.items()}, len(found)
    )
    names = [str(name) for name in vectorizer.get_feature_names_out()]
    refuse_above = _refuse_above(tried[best].chances, questions)
    thresholds = {
        "refuse_above": refuse_above,
        "clarify_below": _clarify_below(_refusing(tried[best].chances, refuse_above), questions),
    }
    judged = [
        scoring.judge(questions[index], answer_object(desk.ask(questions[index].q)))
        for model, test in tried[best].models
        for desk in [Desk(base.model_copy(update={"weights": Weights(signals=_table(model, names), **thresholds)}))]
        for index in test
    ]
    weights = Weights(
        signals=_table(_train(taught, range(len(questions)), best), names),
        answer_unasked_above=_answer_unasked_above(judged),
        **thresholds,
    )
    inside, outside = scoring.shares(scoring.in_scope(judged)).right, scoring.shares(scoring.outside(judged)).right
    return Fitted(weights, best, inside or 0.0, outside or 0.0)


def _table(model: LogisticRegression, names: Sequence[str]) -> dict[str, dict[str, float]]:
    """The weight of each signal for each kind, without what decides nothing."""
    table = {
        name: {
            str(kind): round(float(model.coef_[index, column]), 3)
            for index, kind in enumerate(model.classes_)
            if abs(model.coef_[index, column]) >= _SMALLEST
        }
        for column, name in enumerate(names)
    }
    return {name: row for name, row in table.items() if row}


@dataclass(frozen=True, slots=True)
class _Validated:
    """What came of a cross-validation."""

    chances: Any
    """The probability of each kind (in the order of ``KINDS``) for each question, by weights that never saw it."""
    models: list[tuple[LogisticRegression, list[int]]]
    """Each model with the questions that it never saw."""


@dataclass(frozen=True, slots=True)
class _Taught:
    """Questions with their signals."""

    questions: Sequence[Labelled]
    manners: tuple[Any, ...]
    """A matrix for each manner of writing the questions, a row for each question; the first as they stand."""


def _cross_validate(taught: _Taught, strength: float) -> _Validated:
    models = []
    count = len(taught.questions)
    unseen = np.zeros((count, len(KINDS)))
    folds = np.arange(count) % FOLDS
    for fold in range(FOLDS):
        model = _train(taught, np.flatnonzero(folds != fold).tolist(), strength)
        columns = [KINDS.index(kind) for kind in model.classes_]
        test = np.flatnonzero(folds == fold)
        unseen[test[:, None], columns] = model.predict_proba(taught.manners[0][test])
        models.append((model, test.tolist()))
    return _Validated(unseen, models)


def _strength(shares: Mapping[float, float], count: int) -> float:
    """The firmest regularisation that is as good as the best one, within one standard error.

    What others ask is never quite like what was labelled, and firmer weights carry over better.
    """
    best = max(shares.values())
    error = (best * (1 - best) / count) ** 0.5
    return min(strength for strength, share in shares.items() if share >= best - error)


def _right(unseen: Any, questions: Sequence[Labelled]) -> Any:
    return np.array(
        [KINDS[int(row.argmax())] in question.accepted for row, question in zip(unseen, questions, strict=True)]
    )


def _refuse_above(unseen: Any, questions: Sequence[Labelled]) -> float:
    """The probability of being outside from which to refuse: where both aims are missed by equally much, or met."""
    inside = np.array([question.kind not in _SILENT for question in questions])
    outside = np.array([question.kind == OUTSIDE for question in questions])
    if not outside.any():
        return 1.0

    def missed(threshold: float) -> float:
        right = _right(_refusing(unseen, threshold), questions)
        return max(RIGHT - float(right[inside].mean()), REFUSED - float(right[outside].mean()))

    return round(float(min(np.arange(0.2, 0.61, 0.02), key=missed)), 2)


def _refusing(unseen: Any, threshold: float) -> Any:
    """The probabilities as they count when whatever reaches ``threshold`` is refused."""
    out = unseen.copy()
    column = KINDS.index(OUTSIDE)
    polite = out.argmax(axis=1) == KINDS.index("smalltalk")
    out[(out[:, column] >= threshold) & ~polite, column] += 1.0
    return out


def _clarify_below(unseen: Any, questions: Sequence[Labelled]) -> float:
    """The largest margin below which the likeliest kind is wrong as often as right."""
    ordered = np.sort(unseen, axis=1)
    margins = ordered[:, -1] - ordered[:, -2]
    right = _right(unseen, questions)
    best = 0.0
    for margin in np.arange(0.01, 0.4, 0.01):
        below = margins < margin
        if below.sum() and below.mean() <= CLARIFIED and right[below].mean() <= 0.5:
            best = float(margin)
    return round(best, 2)


def _answer_unasked_above(judged: Sequence[scoring.Judged]) -> float:
    """The lowest confidence above which answers that nobody asked for are right as often as they must be."""
    spoken = [one for one in judged if one.answer["kind"] in MATTERS]
    for threshold in np.arange(0.5, 1.0, 0.01):
        above = [one.right for one in spoken if one.answer["confidence"] >= threshold]
        if above and sum(above) >= PRECISION * len(above):
            return round(float(threshold), 2)
    return 0.99


def _train(taught: _Taught, chosen: Sequence[int], strength: float) -> LogisticRegression:
    """A row for each kind that is right, the best ones weighing most."""
    rows, kinds, weights = [], [], []
    for index in chosen:
        question = taught.questions[index]
        best = {question.kind} & set(KINDS)
        also = ({*question.best, *question.also} & set(KINDS)) - best
        for group, weight in ((best, 1.0), (also, _ALSO)):
            for kind in sorted(group):
                rows.append(index)
                kinds.append(kind)
                weights.append(weight / max(1, len(group)) / len(taught.manners))
    model = LogisticRegression(C=strength, max_iter=3000, fit_intercept=False)
    matrix = vstack([manner[rows] for manner in taught.manners])
    return model.fit(matrix, kinds * len(taught.manners), sample_weight=weights * len(taught.manners))
