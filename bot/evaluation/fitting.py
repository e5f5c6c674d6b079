"""Fits the weights of the signals, and the thresholds, to labelled questions. Needs scikit-learn (``dev`` extra).

All that is chosen here is chosen by cross-validation: each question is judged by weights that never saw it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from bot.evaluation.labels import Labelled
from bot.knowledge_base import KnowledgeBase
from bot.knowledge_base.models import Weights
from bot.understanding import KINDS, signals
from bot.understanding.kinds import OUTSIDE
from bot.understanding.lexicon import Lexicon
from bot.understanding.spotting import spot

STRENGTHS = (0.1, 0.2, 0.3, 0.5)
"""The inverse regularisation strengths that are tried."""
WORD_SPREAD = 8
"""In how many questions a word must occur to be weighed."""
FOLDS = 8
CLARIFIED = 0.07
"""The largest share of questions that may be asked back."""
REFUSED = 0.025
"""The share of right answers that refusing more readily may cost."""
PRECISION = 0.985
"""How often an answer that nobody asked for must be right."""
_ALSO = 0.3
"""What a kind that is merely acceptable counts beside the best one."""
_SMALLEST = 0.01
"""Weights below this are left out: they decide nothing."""
_SILENT = frozenset({"out_of_scope", "smalltalk"})


@dataclass(frozen=True, slots=True)
class Fitted:
    """What came of a fitting."""

    weights: Weights
    strength: float
    right: float
    """Share of right kinds in cross-validation."""


class _Everything(Container[str]):
    """Every word is of interest."""

    def __contains__(self, item: object) -> bool:
        return True


def features(questions: Sequence[Labelled], base: KnowledgeBase) -> list[dict[str, float]]:
    """The signals of each question; of words only those that several questions have."""
    lexicon = Lexicon(base)
    found = [
        {name: value for name, (value, _) in signals.collect(spot(question.q, lexicon), base, _Everything()).items()}
        for question in questions
    ]
    spread = Counter(name for row in found for name in row)
    return [
        {name: value for name, value in row.items() if not name.startswith("word ") or spread[name] >= WORD_SPREAD}
        for row in found
    ]


def fit(questions: Sequence[Labelled], base: KnowledgeBase) -> Fitted:
    """The weights and thresholds that fit ``questions`` best."""
    vectorizer = DictVectorizer(sparse=False)
    matrix = vectorizer.fit_transform(features(questions, base))
    tried = {strength: _cross_validate(matrix, questions, strength) for strength in STRENGTHS}
    shares = {strength: _right(unseen, questions).mean() for strength, unseen in tried.items()}
    best = max(shares, key=lambda strength: shares[strength])
    model = _train(matrix, questions, best)
    table: dict[str, dict[str, float]] = {}
    for column, name in enumerate(vectorizer.get_feature_names_out()):
        row = {
            str(kind): round(float(model.coef_[index, column]), 3)
            for index, kind in enumerate(model.classes_)
            if abs(model.coef_[index, column]) >= _SMALLEST
        }
        if row:
            table[str(name)] = row
    refuse_above = _refuse_above(tried[best], questions)
    unseen = _refusing(tried[best], refuse_above)
    weights = Weights(
        signals=table,
        refuse_above=refuse_above,
        clarify_below=_clarify_below(unseen, questions),
        answer_unasked_above=_answer_unasked_above(unseen, questions),
    )
    return Fitted(weights, best, float(shares[best]))


def _cross_validate(matrix: Any, questions: Sequence[Labelled], strength: float) -> Any:
    """The probability of each kind (in the order of ``KINDS``) for each question, by weights that never saw it."""
    unseen = np.zeros((len(questions), len(KINDS)))
    folds = np.arange(len(questions)) % FOLDS
    for fold in range(FOLDS):
        train = [index for index in range(len(questions)) if folds[index] != fold]
        model = _train(matrix[train], [questions[index] for index in train], strength)
        columns = [KINDS.index(kind) for kind in model.classes_]
        test = np.flatnonzero(folds == fold)
        unseen[test[:, None], columns] = model.predict_proba(matrix[test])
    return unseen


def _right(unseen: Any, questions: Sequence[Labelled]) -> Any:
    return np.array(
        [KINDS[int(row.argmax())] in question.accepted for row, question in zip(unseen, questions, strict=True)]
    )


def _refuse_above(unseen: Any, questions: Sequence[Labelled]) -> float:
    """The lowest probability from which refusing costs no more than ``REFUSED`` of the right answers."""
    inside = np.array([question.kind not in _SILENT for question in questions])
    most = _right(unseen, questions)[inside].mean()
    for threshold in np.arange(0.2, 0.61, 0.02):
        if _right(_refusing(unseen, threshold), questions)[inside].mean() >= most - REFUSED:
            return round(float(threshold), 2)
    return 1.0


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
        if below.sum() and below.mean() <= CLARIFIED and right[below].mean() <= 0.6:
            best = float(margin)
    return round(best, 2)


def _answer_unasked_above(unseen: Any, questions: Sequence[Labelled]) -> float:
    """The lowest confidence above which answers that nobody asked for are right as often as they must be."""
    right = _right(unseen, questions)
    speaks = np.array([KINDS[int(row.argmax())] not in _SILENT for row in unseen])
    confidence = unseen.max(axis=1)
    for threshold in np.arange(0.5, 1.0, 0.01):
        above = speaks & (confidence >= threshold)
        if above.sum() and right[above].mean() >= PRECISION:
            return round(float(threshold), 2)
    return 0.99


def _train(matrix: Any, questions: Sequence[Labelled], strength: float) -> LogisticRegression:
    """A row for each kind that is right, the best ones weighing most."""
    rows, kinds, weights = [], [], []
    for index, question in enumerate(questions):
        best = {question.kind} & set(KINDS)
        also = ({*question.best, *question.also} & set(KINDS)) - best
        for group, weight in ((best, 1.0), (also, _ALSO)):
            for kind in sorted(group):
                rows.append(index)
                kinds.append(kind)
                weights.append(weight / max(1, len(group)))
    model = LogisticRegression(C=strength, max_iter=3000, fit_intercept=False)
    return model.fit(matrix[rows], kinds, sample_weight=weights)
