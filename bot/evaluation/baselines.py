"""What simpler programs reach on the same questions, with the same phrases. Needs scikit-learn (``dev`` extra)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from rapidfuzz import fuzz, process, utils
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.conversation.desk import Desk
from bot.evaluation import scoring
from bot.evaluation.labels import Labelled
from bot.knowledge_base import KnowledgeBase
from bot.presentation.answer_object import answer_object
from bot.understanding import KINDS, Question, Reading, Weighted
from bot.understanding.language import decide

Answering = Callable[[str], scoring.AnswerObject]
"""A program: a text becomes an answer object."""

_THRESHOLDS = range(50, 100, 5)


def rapidfuzz_alone(desk: Desk, tuned_on: Sequence[Labelled]) -> Answering:
    """The best phrase by WRatio; below one threshold, the one that is best on ``tuned_on``, nothing."""
    phrases = all_phrases(desk.base)
    texts = [text for text, _ in phrases]

    @cache
    def nearest(text: str) -> tuple[float, int]:
        best = process.extractOne(text, texts, scorer=fuzz.WRatio, processor=utils.default_process)
        return (best[1], best[2]) if best else (0.0, 0)

    def answer(text: str, threshold: float) -> scoring.AnswerObject:
        likeness, index = nearest(text)
        reading = phrases[index][1] if likeness >= threshold else Reading("out_of_scope")
        return _object(desk, text, reading, likeness / 100)

    def worth(threshold: float) -> int:
        return sum(scoring.judge(question, answer(question.q, threshold)).right for question in tuned_on)

    chosen = max(_THRESHOLDS, key=worth)
    return lambda text: answer(text, chosen)


def tfidf(desk: Desk, tuned_on: Sequence[Labelled]) -> Answering:
    """Character n-grams: a linear classifier for the kind, the likest phrase for what it is about."""
    phrases = all_phrases(desk.base)
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True, lowercase=True)
    known = vectorizer.fit_transform([text for text, _ in phrases] + [question.q for question in tuned_on])
    library = known[: len(phrases)]
    kinds = [question.kind if question.kind in KINDS else "out_of_scope" for question in tuned_on]
    model = LogisticRegression(C=10, max_iter=2000).fit(known[len(phrases) :], kinds)

    def answer(text: str) -> scoring.AnswerObject:
        vector = vectorizer.transform([text])
        chances = model.predict_proba(vector)[0]
        likeness = np.asarray((library @ vector.T).todense()).ravel()
        about = {
            sort: next((phrases[i][1] for i in np.argsort(-likeness) if getattr(phrases[i][1], sort)), None)
            for sort in ("scenario", "topic")
        }
        scenario = about["scenario"].scenario if about["scenario"] else None
        topic = about["topic"].topic if about["topic"] else None
        kind = model.classes_[chances.argmax()]
        return _object(desk, text, Reading(kind, scenario=scenario, topic=topic), float(chances.max()))

    return answer


def all_phrases(base: KnowledgeBase) -> list[tuple[str, Reading]]:
    """Every phrase, title and name of the knowledge base, with what it leads to."""
    found: list[tuple[str, Reading]] = []
    for framework in base.frameworks.values():
        found += [(name, Reading("framework", (framework.id,))) for name in (framework.name, *framework.names.all())]
    for scenario in base.scenarios.values():
        found += [(text, Reading("recommend", scenario=scenario.id)) for text in scenario.phrases.all()]
    for topic in base.topics.values():
        found += [(text, Reading("fact", topic=topic.id)) for text in topic.phrases.all()]
    for outside in base.outside.values():
        found += [(text, Reading("out_of_scope")) for text in (*outside.phrases.all(), *outside.names)]
    for talk in base.smalltalk.values():
        found += [(text, Reading("smalltalk")) for text in talk.phrases.all()]
    return found


def _object(desk: Desk, text: str, reading: Reading, confidence: float) -> scoring.AnswerObject:
    """The answer to a reading, with the frameworks that stand in the text letter by letter."""
    base, plain = desk.base, text.lower()
    named = tuple(entry.id for entry in base.frameworks.values() if entry.id in plain or entry.name.lower() in plain)
    kind = "compare" if reading.kind == "framework" and len(named) > 1 else reading.kind
    scenario = reading.scenario if kind == "recommend" else None
    question = Question(
        text=text,
        language=decide(text, (), default=desk.default),
        kind=kind,
        frameworks=named or reading.frameworks,
        scenarios=(Weighted(scenario, 1.0),) if scenario else (),
        topics=(Weighted(reading.topic, 1.0),) if reading.topic and kind in {"fact", "compare"} else (),
        confidence=confidence,
    )
    return answer_object(desk.answer(question))
