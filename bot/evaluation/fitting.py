"""Fits the weights of the signals to labelled questions, with cross-validation. Needs scikit-learn (``dev`` extra)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from bot.evaluation.labels import Labelled
from bot.knowledge_base import KnowledgeBase
from bot.understanding import KINDS, signals
from bot.understanding.lexicon import Lexicon
from bot.understanding.spotting import spot

STRENGTHS = (0.03, 0.1, 0.2, 0.3, 0.5)
"""The inverse regularisation strengths that are tried."""
WORD_SPREAD = 8
"""In how many questions a word must occur to be weighed."""
FOLDS = 8
_ALSO = 0.3
"""What a kind that is merely acceptable counts beside the best one."""
_SMALLEST = 0.01
"""Weights below this are left out: they decide nothing."""


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
            right += model.predict(matrix[index : index + 1])[0] in questions[int(index)].accepted
    return right / len(questions)


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
