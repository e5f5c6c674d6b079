"""The texts that are no answers: welcome, help, privacy, the command menu, and every short notice."""

from __future__ import annotations

from typing import Literal

from bot.knowledge_base.models import KnowledgeBase
from bot.presentation import steps
from bot.presentation.catalogue import Value
from bot.presentation.document import Document, Paragraph
from bot.presentation.message import Message, Rows, paragraph, rows
from bot.presentation.voice import Voice, voice
from bot.understanding.question import Language

PRIVATE = ("start", "help", "choose", "recommend", "compare", "learn", "scenarios", "sources", "language", "privacy")
GROUP = ("help", "choose", "recommend", "compare", "learn", "scenarios", "sources", "privacy")
ADMIN = (*GROUP, "language", "settings")
OWNER = ("reload", "rollback", "stats", "unanswered")

Hearing = Literal["addressed", "all", "unasked"]
"""What the bot hears of a group: what is addressed to it, or all; and whether it answers unasked then."""

_EXAMPLES = 4
_PROFILE = {"name": 64, "description": 512, "short_description": 120}
"""The texts of the bot's profile, with how many characters Telegram takes."""


def notice(key: str, language: Language, base: KnowledgeBase, **values: Value) -> Message:
    """A text of the catalogue as a message."""
    return Message(Document(voice(language, base).blocks(key, **values)).fitted())


def start(language: Language, base: KnowledgeBase, bot: str = "") -> Message:
    """The first words in private: what it is for, what to ask, where to tap; without a name there are no groups."""
    speaker = voice(language, base)
    key = "start" if bot else "chat.start"
    blocks = (
        *speaker.blocks(
            key,
            question=_question(speaker),
            subject=speaker.say(base.subject.name),
            frameworks=_frameworks(speaker),
            bot=bot,
        ),
        _examples(speaker),
    )
    return Message(Document(blocks), _ways(speaker))


def welcome(language: Language, base: KnowledgeBase, bot: str, hearing: Hearing = "addressed") -> Message:
    """The first words in a group that has invited the bot: how to ask, what it hears, and that it is quiet."""
    speaker = voice(language, base)
    blocks = speaker.blocks("welcome", subject=speaker.say(base.subject.name), bot=bot, example=_example(speaker))
    rest = (speaker.line(f"hearing.{hearing}", bot=bot), speaker.line("welcome.admins", bot=bot))
    return Message(Document((*blocks, *map(paragraph, rest))))


def help_text(
    language: Language,
    base: KnowledgeBase,
    bot: str = "",
    *,
    hearing: Hearing | None = None,
    inline: bool = False,
    guest: bool = False,
    private: tuple[str, ...] = PRIVATE,
) -> Message:
    """How to ask, as far as the bot may be asked so, and the commands.

    Args:
        language: to speak.
        base: the knowledge.
        bot: the bot's username.
        hearing: what the bot hears of the group that it is said in; none in private.
        inline: whether inline mode is on.
        guest: whether it may be called in chats that it is not in.
        private: the commands that there are in private.
    """
    speaker, group = voice(language, base), hearing is not None
    subject, example = speaker.say(base.subject.name), _example(speaker)
    blocks = speaker.blocks("help.group" if group else "help.private", subject=subject, bot=bot, example=example)
    doors = paragraph(
        speaker.line(f"hearing.{hearing}", bot=bot) if group else None,
        speaker.line("help.inline", bot=bot) if inline else None,
        speaker.line("help.guest", bot=bot) if guest and not group else None,
    )
    commands = menu(GROUP if group else private, language, base)
    # A bare command in a group goes to whichever bot spoke last.
    suffix = f"@{bot}" if group else ""
    listed = [speaker.line("help.command", command=name + suffix, about=about) for name, about in commands.items()]
    parts = (*blocks, *([doors] if doors.lines else []), paragraph(*listed))
    return Message(Document(parts).fitted(), () if group else _ways(speaker))


def privacy(language: Language, base: KnowledgeBase, days: int, *, minutes: int, counted: int) -> Message:
    """What is kept, and what is not.

    Args:
        language: to speak.
        base: the knowledge.
        days: after which unanswered questions, and the settings of chats that the bot left, are deleted.
        minutes: after which a conversation is forgotten.
        counted: days after which daily counts are deleted.
    """
    return notice("privacy", language, base, days=days, minutes=minutes, counted=counted)


def menu(commands: tuple[str, ...], language: Language, base: KnowledgeBase) -> dict[str, str]:
    """Commands with their descriptions, those of the frameworks among them, in the order of the menu."""
    speaker = voice(language, base)
    subject = speaker.say(base.subject.name)
    described = {command: speaker.text(f"command.{command}", subject=subject) for command in commands}
    if "compare" not in commands:
        return described
    portraits = {
        framework.id: speaker.text("command.framework", framework=framework.name)
        for framework in base.frameworks.values()
    }
    after = list(described).index("compare") + 1
    before, behind = list(described.items())[:after], list(described.items())[after:]
    return dict((*before, *portraits.items(), *behind))


def profile(language: Language, base: KnowledgeBase) -> dict[str, str]:
    """What Telegram shows of the bot: ``name``, ``description`` and ``short_description``."""
    speaker = voice(language, base)
    texts = {
        key: speaker.text(
            f"bot.{key}",
            question=_question(speaker),
            subject=speaker.say(base.subject.name),
            frameworks=_frameworks(speaker),
            count=len(base.sources),
        )
        for key in _PROFILE
    }
    name = {"name": speaker.say(base.subject.bot)} if base.subject.bot else {}
    return {key: text[: _PROFILE[key]] for key, text in (texts | name).items()}


def _question(speaker: Voice) -> str:
    question = speaker.base.subject.question
    return speaker.say(question) if question else speaker.text("subject.question")


def _frameworks(speaker: Voice) -> list[str]:
    return speaker.names(speaker.base.frameworks)


def _example(speaker: Voice) -> str:
    return speaker.say(speaker.base.subject.examples[0])


def _examples(speaker: Voice) -> Paragraph:
    examples = speaker.base.subject.examples[:_EXAMPLES]
    return paragraph(speaker.line("examples"), *(speaker.line("item", text=speaker.say(text)) for text in examples))


def _ways(speaker: Voice) -> Rows:
    return rows([steps.choose(speaker), steps.situations(speaker, another=False)], [steps.sources(speaker)])
