"""What the articles say of frameworks: side by side, one in general, one topic."""

from __future__ import annotations

from bot.advice.answer import Comparison, ComponentFact, Fact, LearningAdvice, Portrait, Row, Support
from bot.advice.recommend import cited, disagreements
from bot.knowledge_base import KnowledgeBase
from bot.knowledge_base.models import Figure, Point
from bot.understanding import Language


def compare(frameworks: tuple[str, ...], topic: str | None, language: Language, base: KnowledgeBase) -> Comparison:
    """Sets ``frameworks`` side by side, on one topic or on the whole."""
    topics = [topic] if topic else [entry.id for entry in base.topics.values() if entry.table]
    rows = tuple(_row(name, frameworks, base) for name in topics)
    points = tuple(
        (name, point)
        for name in frameworks
        for point in (_points(name, topic, base) if topic else (base.frameworks[name].tagline,))
    )
    return Comparison(
        language,
        cited(
            [point.sources for _, point in points]
            + [p.sources for t in topics for n in frameworks for p in _points(n, t, base)]
        ),
        frameworks,
        topic,
        tuple(row for row in rows if any(text for _, text, _ in row.cells)),
        points,
        _figures(topic, base),
        disagreements(base, topics=topics if topic else (), frameworks=frameworks),
    )


def portray(framework: str, language: Language, base: KnowledgeBase) -> Portrait:
    """One framework in general: its line, and its general topics."""
    entry = base.frameworks[framework]
    general = [topic.id for topic in base.topics.values() if topic.general]
    sections = tuple((name, entry.topics[name].points) for name in general if name in entry.topics)
    return Portrait(
        language,
        cited([entry.tagline.sources] + [point.sources for _, points in sections for point in points]),
        framework,
        entry.tagline,
        sections,
        disagreements(base, topics=general, frameworks=[framework]),
    )


def state(frameworks: tuple[str, ...], topic: str, language: Language, base: KnowledgeBase) -> Fact:
    """What the articles say of ``frameworks`` on ``topic``."""
    entries = tuple(
        (
            name,
            claims.rating if (claims := base.frameworks[name].topics.get(topic)) else None,
            _points(name, topic, base),
        )
        for name in frameworks
    )
    code = tuple(
        (name, claims.code)
        for name in frameworks
        if (claims := base.frameworks[name].topics.get(topic)) and claims.code
    )
    figures = _figures(topic, base)
    return Fact(
        language,
        cited(
            [point.sources for _, _, points in entries for point in points]
            + [(row.source,) for figure in figures for row in figure.rows]
        ),
        topic,
        entries,
        code,
        figures,
        disagreements(base, topics=[topic], frameworks=frameworks),
    )


def explain_component(name: str, language: Language, base: KnowledgeBase) -> ComponentFact:
    """What the articles say of something beside the frameworks."""
    component = base.components[name]
    return ComponentFact(language, component.sources, name, component.text, component.goes_with, component.topics)


def teach(frameworks: tuple[str, ...], language: Language, base: KnowledgeBase) -> LearningAdvice:
    """Which framework to learn first, according to each article."""
    learning = base.learning
    firsts = [path.order[0] for path in learning.paths]
    order = sorted(base.frameworks, key=lambda name: (-firsts.count(name), base.frameworks[name].order))
    fits = tuple((name, learning.fits[name]) for name in order if name in learning.fits)
    return LearningAdvice(
        language,
        cited([*([path.source] for path in learning.paths), *(fit.sources for _, fit in fits)]),
        frameworks or tuple(order),
        learning.paths,
        fits,
        tuple((name, Support(firsts.count(name), len(firsts))) for name in order if name in firsts),
    )


def _points(framework: str, topic: str, base: KnowledgeBase) -> tuple[Point, ...]:
    claims = base.frameworks[framework].topics.get(topic)
    return claims.points if claims else ()


def _row(topic: str, frameworks: tuple[str, ...], base: KnowledgeBase) -> Row:
    cells = []
    for name in frameworks:
        claims = base.frameworks[name].topics.get(topic)
        cells.append((name, claims.short if claims else None, claims.rating if claims else None))
    return Row(topic, tuple(cells))


def _figures(topic: str | None, base: KnowledgeBase) -> tuple[Figure, ...]:
    return tuple(figure for figure in base.figures.values() if figure.topic == topic)
