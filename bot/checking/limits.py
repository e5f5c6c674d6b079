"""What Telegram would refuse, cut or not show."""

from __future__ import annotations

from collections.abc import Iterator

from bot.advice import Advisor
from bot.checking.texts import texts
from bot.knowledge_base import KnowledgeBase
from bot.knowledge_base.documents import KeyPath
from bot.knowledge_base.findings import Finding, finding
from bot.knowledge_base.texts import Text
from bot.presentation import guides, render
from bot.presentation.actions import LIMIT as CALLBACK
from bot.presentation.actions import Show, Why, fits, question_of
from bot.presentation.catalogue import catalogue
from bot.presentation.document import LIMIT as MESSAGE
from bot.presentation.document import units
from bot.understanding.question import LANGUAGES, Reading

BUTTON = 64
"""Characters of a label that clients still show on a button; Telegram takes more and they cut it."""
COMMAND, DESCRIPTION, COMMANDS = 32, 256, 100
"""Characters of a command, characters of its description, commands in one menu."""
PROFILE = {"name": 64, "description": 512, "short_description": 120}
"""Characters of what Telegram shows of the bot."""
_ON_BUTTONS = {"scenarios": "title", "topics": "title", "outside": "title", "choice": "label"}
"""Which text of an entry is the label of a button."""


def too_long(base: KnowledgeBase) -> Iterator[Finding]:
    """Texts that no message or button can hold."""
    for kind, name, way, text in texts(base):
        label = way[-1] == _ON_BUTTONS.get(kind)
        code, limit = ("K703", BUTTON) if label else ("K701", MESSAGE)
        for language in Text.model_fields:
            length = units(text.in_(language))
            if length > limit:
                yield finding(kind, name, (*way, language), code, length=length, limit=limit)


def commands(base: KnowledgeBase) -> Iterator[Finding]:
    """Frameworks whose command Telegram would refuse, or that have the name of another command."""
    own = {key.removeprefix("command.") for key in catalogue("en").keys if key.startswith("command.")} - {"framework"}
    for name in base.frameworks:
        if len(name) > COMMAND:
            yield finding("frameworks", name, ("id",), "K705", command=name, limit=COMMAND)
        if name in own:
            yield finding("frameworks", name, ("id",), "K706", command=name)
    for language in LANGUAGES:
        for number, (name, described) in enumerate(guides.menu(guides.PRIVATE, language, base).items(), start=1):
            if name not in base.frameworks or name in own:
                continue
            if units(described) > DESCRIPTION:
                values = {"command": name, "length": units(described), "limit": DESCRIPTION}
                yield finding("frameworks", name, ("name",), "K707", **values)
            if number > COMMANDS and language == LANGUAGES[0]:
                yield finding("frameworks", name, ("id",), "K708", limit=COMMANDS)


def profile(base: KnowledgeBase) -> Iterator[Finding]:
    """A subject that does not fit into what Telegram shows of the bot."""
    for language in LANGUAGES:
        for field, text in guides.profile(language, base).items():
            # Whoever fills the profile cuts it: what is full to the last character was cut, or is about to be.
            if units(text) >= PROFILE[field]:
                way: KeyPath = ("bot" if field == "name" and base.subject.bot else "name", language)
                yield finding("subject", "", way, "K709", field=field, limit=PROFILE[field])


def callbacks(base: KnowledgeBase) -> Iterator[Finding]:
    """Entries that no button can lead to, as their ids do not fit into its data."""
    everyone = tuple(base.frameworks)
    for kind, name, reading in readings(base):
        wide = Reading(reading.kind, everyone, reading.scenario, reading.topic, reading.component, reading.outside)
        if not all(fits(action) for action in (Show(wide, "en"), Why(wide, "en"))):
            yield finding(kind, name, (), "K704", limit=CALLBACK)


def cut_answers(base: KnowledgeBase) -> Iterator[Finding]:
    """Answers that do not fit into a message as a whole, though each of their texts would."""
    if any(found.code == "K701" for found in too_long(base)):
        return
    advisor = Advisor(base)
    for kind, name, reading in readings(base):
        for language in LANGUAGES:
            message = render(advisor.answer(question_of(Show(reading, language))), base)
            if message.document.is_cut:
                yield finding(kind, name, (), "K702", limit=MESSAGE, language=language)


def readings(base: KnowledgeBase) -> Iterator[tuple[str, str, Reading]]:
    """A question about every entry: its kind, its id and the question."""
    everyone = tuple(base.frameworks)
    for name in base.scenarios:
        yield "scenarios", name, Reading("recommend", scenario=name)
    for name in base.topics:
        yield "topics", name, Reading("compare", everyone, topic=name)
    for framework in base.frameworks.values():
        yield "frameworks", framework.id, Reading("framework", (framework.id,))
        for topic in framework.topics:
            yield "frameworks", framework.id, Reading("fact", (framework.id,), topic=topic)
    for component in base.components.values():
        yield "components", component.name, Reading("fact", topic=component.topics[0], component=component.name)
    for name in base.outside:
        yield "outside", name, Reading("out_of_scope", outside=name)
    yield "learning", "", Reading("learn")
