"""What a knowledge base is made of: typed, validated and immutable.

A knowledge base is a folder of YAML (``knowledge/``). Every model below is one kind of entry in it; the loader turns
files into these models and refuses what does not fit. Nothing here knows a framework, a language of programming or a
number of choices: all of that is data.
"""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 - the field has the plain name
from typing import Literal

from pydantic import Field

from bot.knowledge_base.forms import ArticleId, Id, Link, OptionId
from bot.knowledge_base.texts import Entry, Phrases, Text
from bot.knowledge_base.weights import Weights

Rating = Literal["yes", "partial", "no"]
"""A framework on a topic in one word: has it, has it in part, has it not."""


class Source(Entry):
    """An article that the claims come from."""

    id: ArticleId
    title: str
    author: str
    date: Date | None = None
    link: Link = ""
    """Where it can be read, if that is known."""
    language: Literal["en", "zh"]
    about: Text
    """What the article is, in a line: who wrote it, what it compares, how old it is."""


class Point(Entry):
    """Something that one or more articles say."""

    text: Text
    sources: tuple[str, ...] = Field(min_length=1)
    dated: Text | None = None
    """What has changed since the article was written, where the claim has aged."""


class TopicClaims(Entry):
    """What the articles say of one framework on one topic."""

    short: Text
    """A few words, for a cell of a table."""
    rating: Rating | None = None
    points: tuple[Point, ...] = Field(min_length=1)
    code: str | None = None
    """A small example of the project's own, for topics that are best shown."""


class Framework(Entry):
    """One of the things that the knowledge base compares."""

    id: Id
    name: str
    order: int
    emoji: str
    link: str
    names: Phrases = Phrases()
    """Other spellings and nicknames; typos of them are understood without being listed."""
    not_names: tuple[str, ...] = ()
    """Words close to the name that mean something else and are never taken for a typo of it."""
    tagline: Point
    """The framework in one line."""
    topics: dict[str, TopicClaims] = Field(default_factory=dict)


class Topic(Entry):
    """Something that people ask about a framework."""

    id: Id
    order: int
    title: Text
    """A short noun phrase, for buttons and headings."""
    phrases: Phrases
    hints: Phrases = Phrases()
    """Words that speak for the topic without being enough alone."""
    table: bool = False
    """Whether the topic is a row of the comparison as a whole."""
    general: bool = False
    """Whether it is about a framework as a whole (its strengths, its uses) rather than about one side of it."""


class Verdict(Entry):
    """What one article advises for a situation."""

    source: str
    first: tuple[str, ...] = Field(min_length=1)
    """The frameworks that the article puts first, all of them equal."""
    second: tuple[str, ...] = ()
    """Frameworks that it names as a fair choice too, behind the first."""
    against: tuple[str, ...] = ()
    """Frameworks that it advises against here."""
    says: Text
    """The article's position in a line."""
    dated: Text | None = None


class Fit(Entry):
    """How one framework fares in a situation, and who says so."""

    text: Text
    sources: tuple[str, ...] = Field(min_length=1)


class Scenario(Entry):
    """A situation: something a person wants to build or to decide."""

    id: Id
    order: int
    emoji: str
    title: Text
    """A short noun phrase, for buttons and headings."""
    phrases: Phrases = Phrases()
    hints: Phrases = Phrases()
    verdicts: tuple[Verdict, ...] = ()
    """One for each article that speaks of the situation; the ranking is derived from them."""
    fits: dict[str, Fit] = Field(default_factory=dict)
    """Per framework, why it does or does not fit here. Read as the reason when the framework is recommended."""
    open: bool = False
    """No situation is given: every framework gets its line and the guided choice is offered."""
    combines: tuple[str, ...] = ()
    """Frameworks that an article puts together here, one for each part of the system."""
    change: bool = False
    """The situation is leaving one framework for another: the framework that is moved to counts."""


class LearningPath(Entry):
    """In what order one article would learn them."""

    source: str
    order: tuple[str, ...] = Field(min_length=1)
    says: Text


class Learning(Entry):
    """Which one to learn first, according to whom."""

    paths: tuple[LearningPath, ...] = Field(min_length=1)
    fits: dict[str, Fit]
    """Per framework, what learning it is like."""
    topic: str
    """The topic that a question about learning one framework belongs to."""


class Component(Entry):
    """A library, tool or company that the articles name beside the frameworks."""

    name: str
    common_word: bool = False
    """Whether the name is an everyday word too, so that only ``names`` tell that it is meant."""
    names: Phrases = Phrases()
    goes_with: tuple[str, ...] = ()
    """The frameworks that the articles name it with."""
    stands_for: str | None = None
    """The framework that naming it names too, as everyone who says it means that framework."""
    topics: tuple[str, ...] = Field(min_length=1)
    """The topics that a question about it belongs to, the closest first."""
    text: Text
    sources: tuple[str, ...] = Field(min_length=1)


class Position(Entry):
    """One side of a disagreement."""

    sources: tuple[str, ...] = Field(min_length=1)
    text: Text
    dated: Text | None = None


class Disagreement(Entry):
    """A matter on which the articles take different positions, or on which one of them has aged."""

    id: Id
    title: Text
    positions: tuple[Position, ...] = Field(min_length=1)
    scenarios: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    """If given, the disagreement belongs only to answers about one of these."""
    learning: bool = False
    """Whether it belongs to answers about what to learn."""


class FigureRow(Entry):
    """One measured number."""

    source: str
    framework: str
    value: int
    at_least: bool = False


class Figure(Entry):
    """Numbers that articles give for the same thing, side by side."""

    id: Id
    topic: str
    title: Text
    unit: Text
    note: Text
    rows: tuple[FigureRow, ...] = Field(min_length=2)


class Outside(Entry):
    """Something that people ask and that the articles are silent about."""

    id: Id
    title: Text
    names: tuple[str, ...] = ()
    """Proper names (typos are understood), such as those of other frameworks."""
    phrases: Phrases = Phrases()
    hints: Phrases = Phrases()
    rival: bool = False
    """Whether the names are alternatives to the frameworks, so that a choice between both is outside."""
    reply: Text
    """Says that the articles are silent, and what they do speak of."""


class Smalltalk(Entry):
    """Talk that is no question: a greeting, thanks."""

    id: Id
    phrases: Phrases
    reply: Text


class Cue(Entry):
    """A way of asking ("which one", "instead of"): it tells what kind of answer is wanted."""

    id: Id
    phrases: Phrases


class ChoiceOption(Entry):
    """One tap of the guided choice."""

    id: OptionId
    label: Text
    scenario: str | None = None
    """The situation that this answer speaks for."""
    excludes: tuple[str, ...] = ()
    next: str | None = None
    """The step that follows; none ends the choice."""


class ChoiceStep(Entry):
    """One question of the guided choice."""

    id: Id
    question: Text
    options: tuple[ChoiceOption, ...] = Field(min_length=2)


class Subject(Entry):
    """What the knowledge base is about."""

    name: Text
    """Such as "Python web frameworks"."""
    bot: Text | None = None
    """What the bot is called on Telegram (at most 64 characters)."""
    question: Text | None = None
    """The question that it answers, as a headline of a few words."""
    words: Phrases = Phrases()
    """Words that tell that a text is about the subject at all; they stand together, as in a cue."""
    examples: tuple[Text, ...] = Field(min_length=3)
    """Questions that it answers well, to show to newcomers."""


class KnowledgeBase(Entry):
    """All of it, checked."""

    subject: Subject
    sources: dict[str, Source]
    frameworks: dict[str, Framework]
    topics: dict[str, Topic]
    scenarios: dict[str, Scenario]
    components: dict[str, Component]
    disagreements: dict[str, Disagreement]
    figures: dict[str, Figure]
    learning: Learning
    outside: dict[str, Outside]
    smalltalk: dict[str, Smalltalk]
    cues: dict[str, Cue]
    choice: tuple[ChoiceStep, ...]
    weights: Weights
