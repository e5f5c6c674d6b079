"""The bot's voice in one language: its own sentences and those of the knowledge base, as lines and as strings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce

from bot.knowledge_base.models import KnowledgeBase, Source
from bot.knowledge_base.texts import Text
from bot.presentation.catalogue import Catalogue, Value, catalogue
from bot.presentation.document import Line, Paragraph
from bot.presentation.markup import line, lines
from bot.understanding.question import Language


@dataclass(frozen=True, slots=True)
class Voice:
    """Says things: all that the modules of this room need to put facts into words."""

    base: KnowledgeBase
    catalogue: Catalogue

    @property
    def language(self) -> Language:
        """The language spoken."""
        return self.catalogue.language

    def text(self, key: str, **values: Value) -> str:
        """A sentence of the catalogue, without markup."""
        return self.catalogue.text(key, **values)

    def line(self, key: str, **values: Value) -> Line:
        """A sentence of the catalogue as one line."""
        return line(self.catalogue.marked(key, **values))

    def blocks(self, key: str, **values: Value) -> tuple[Paragraph, ...]:
        """A longer text of the catalogue; blank lines part its paragraphs."""
        return tuple(Paragraph(lines(part)) for part in self.catalogue.marked(key, **values).split("\n\n"))

    def say(self, text: Text) -> str:
        """A text of the knowledge base."""
        return self.catalogue.expand(text.in_(self.language) or text.in_("zh_Hans"))

    def name(self, framework: str) -> str:
        """The name of a framework."""
        return self.base.frameworks[framework].name

    def names(self, frameworks: Iterable[str]) -> list[str]:
        """The names of frameworks, to be put into a sentence."""
        return [self.name(framework) for framework in frameworks]

    def emoji(self, framework: str) -> str:
        """The emoji of a framework."""
        return self.base.frameworks[framework].emoji

    def versus(self, frameworks: Iterable[str]) -> str:
        """``A vs B``."""
        return self.text("versus").join(self.names(frameworks))

    def sentences(self, texts: Iterable[str]) -> str:
        """Sentences one after the other."""
        return reduce(lambda first, second: self.text("sentences", first=first, second=second), texts)

    def arrows(self, frameworks: Iterable[str]) -> str:
        """``A → B``."""
        return self.text("arrow").join(self.names(frameworks))

    def topic(self, topic: str) -> str:
        """The title of a topic."""
        return self.say(self.base.topics[topic].title)

    def situation(self, scenario: str) -> str:
        """The title of a situation."""
        return self.say(self.base.scenarios[scenario].title)

    def authors(self, sources: Iterable[str]) -> list[str]:
        """Who wrote the articles."""
        return [self.author(self.base.sources[source]) for source in sources]

    def author(self, source: Source) -> str:
        """Who wrote an article."""
        return source.author

    def article(self, source: Source) -> tuple[Line, ...]:
        """An article: its title, its author, when it was written, what it is."""
        date = self.catalogue.date(source.date) if source.date else self.text("sources.no_date")
        title = self.line("sources.title", title=source.title)
        return (
            tuple(replace(span, link=source.link) for span in title),
            self.line("sources.by", author=self.author(source), date=date),
            self.line("sources.about", about=self.say(source.about)),
        )


def voice(language: Language, base: KnowledgeBase) -> Voice:
    """The voice for ``language``."""
    return Voice(base, catalogue(language))
