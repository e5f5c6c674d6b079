"""Fits the weights of the signals to labelled questions, with cross-validation. Needs scikit-learn (``dev`` extra)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from bot.evaluation.labels import Labelled
from bot.knowledge_base import KnowledgeBase
from bot.understanding import KINDS, signals
from bot.understanding.lexicon import Lexicon
from bot.understanding.spotting import spot

STRENGTHS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
"""The inverse regularisation strengths that are tried."""
FOLDS = 8
_ALSO = 0.3
"""What a kind that is merely acceptable counts beside the best one."""
_SMALLEST = 0.01
"""Weights below this are left out: they decide nothing."""


def features(questions: Sequence[Labelled], base: KnowledgeBase) -> list[dict[str, float]]:
    """The signals of each question."""
    lexicon = Lexicon(base)
    return [
        {name: value for name, (value, _) in signals.collect(spot(question.q, lexicon), base).items()}
        for question in questions
    ]


def fit(questions: Sequence[Labelled], base: KnowledgeBase) -> tuple[dict[str, dict[str, float]], float, float]:
    """The weights, the regularisation that was best, and the share of right kinds in cross-validation."""
    found = features(questions, base)
    vectorizer = DictVectorizer(sparse=False)
    matrix = vectorizer.fit_transform(found)
    scores = {strength: _cross_validate(matrix, questions, strength) for strength in STRENGTHS}
    best = max(scores, key=lambda strength: scores[strength])
    model = _train(matrix, questions, best)
    weights: dict[str, dict[str, float]] = {}
    for column, name in enumerate(vectorizer.get_feature_names_out()):
        row = {
            str(kind): round(float(model.coef_[index, column]), 3)
            for index, kind in enumerate(model.classes_)
            if abs(model.coef_[index, column]) >= _SMALLEST
        }
        if row:
            weights[str(name)] = row
    return weights, best, scores[best]


def _cross_validate(matrix: Any, questions: Sequence[Labelled], strength: float) -> float:
    right = 0
    folds = np.arange(len(questions)) % FOLDS
    for fold in range(FOLDS):
        train = [index for index in range(len(questions)) if folds[index] != fold]
        model = _train(matrix[train], [questions[index] for index in train], strength)
        for index in np.flatnonzero(folds == fold):
            right += model.predict(matrix[index : index + 1])[0] in questions[index].accepted
    return right / len(questions)


def _train(matrix: Any, questions: Sequence[Labelled], strength: float) -> LogisticRegression:
    """A row for each kind that is right, the best ones weighing most."""
    rows, kinds, weights = [], [], []
    for index, question in enumerate(questions):
        best = set(question.best or (question.kind,)) & set(KINDS)
        also = (set(question.also) & set(KINDS)) - best
        for group, weight in ((best, 1.0), (also, _ALSO)):
            for kind in sorted(group):
                rows.append(index)
                kinds.append(kind)
                weights.append(weight / max(1, len(group)))
    model = LogisticRegression(C=strength, max_iter=3000, fit_intercept=False)
    return model.fit(matrix[rows], kinds, sample_weight=weights)
