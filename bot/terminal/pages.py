"""The commands that ask nothing of the knowledge, as far as they make sense in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.knowledge_base import KnowledgeBase
from bot.presentation import Message, guides
from bot.presentation.choice import choose
from bot.presentation.document import Document
from bot.presentation.lists import situations, sources
from bot.presentation.preferences import settings
from bot.presentation.voice import voice
from bot.terminal.keeping import Choices, Keeping
from bot.understanding import LANGUAGES, Language

LEAVE = ("quit",)
"""Commands that end the conversation, as they are listed."""
COMMANDS = (*guides.PRIVATE, "forgetme", *LEAVE)
"""Those that are listed; the ones of the frameworks come from the knowledge."""
REMEMBERED = 1000
"""Lines of what was typed that are kept."""

_AUTOMATIC, _OFF, _ON = "auto", "off", "on"
_OPTIONS: Mapping[str, tuple[str, ...]] = {"language": (_AUTOMATIC, *LANGUAGES), "short": (_OFF, _ON)}

Page = Callable[[KnowledgeBase, Language, Choices, Keeping], Message]


def commands(base: KnowledgeBase, language: Language) -> Mapping[str, str]:
    """Every command with what it does; those of the frameworks come from the knowledge."""
    return guides.menu(COMMANDS, language, base)


def _start(base: KnowledgeBase, language: Language, _: Choices, __: Keeping) -> Message:
    return guides.start(language, base)


def _help(base: KnowledgeBase, language: Language, _: Choices, __: Keeping) -> Message:
    message = guides.help_text(language, base, private=COMMANDS)
    keys = voice(language, base).blocks("chat.keys")
    return Message(Document((*message.document.blocks, *keys)), message.buttons)


def _choose(base: KnowledgeBase, language: Language, _: Choices, __: Keeping) -> Message:
    first = choose("", language, base)
    # Without a guided choice in the knowledge, the situations are the next best way in.
    return first if isinstance(first, Message) else situations(0, language, base)


def _scenarios(base: KnowledgeBase, language: Language, _: Choices, __: Keeping) -> Message:
    return situations(0, language, base)


def _sources(base: KnowledgeBase, language: Language, _: Choices, __: Keeping) -> Message:
    return sources(language, base)


def _privacy(base: KnowledgeBase, language: Language, _: Choices, keeping: Keeping) -> Message:
    """Only what this conversation keeps: nothing of it goes to Telegram or to the store of the bot."""
    if keeping.folder is None:
        return guides.notice("chat.privacy.nothing", language, base)
    return guides.notice("chat.privacy", language, base, folder=str(keeping.folder), count=REMEMBERED)


def _language(base: KnowledgeBase, language: Language, choices: Choices, _: Keeping) -> Message:
    return _shown(("language",), base, language, choices)


def _settings(base: KnowledgeBase, language: Language, choices: Choices, _: Keeping) -> Message:
    return _shown(tuple(_OPTIONS), base, language, choices)


def _shown(names: tuple[str, ...], base: KnowledgeBase, language: Language, choices: Choices) -> Message:
    current = {"language": choices.language or _AUTOMATIC, "short": _ON if choices.short else _OFF}
    return settings("person", current, {name: _OPTIONS[name] for name in names}, language, base)


PAGES: Mapping[str, Page] = {
    "start": _start,
    "help": _help,
    "choose": _choose,
    "scenarios": _scenarios,
    "sources": _sources,
    "privacy": _privacy,
    "language": _language,
    "settings": _settings,
}
