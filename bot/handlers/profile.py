"""The bot's name and descriptions, as Telegram shows them: ours, unless the operator has written their own.

Whoever has written a text at BotFather wants that one. So a text is set only where there is none, or where it is one
that this program has written: any of today's, or the last that it set, which the store remembers.
"""

from __future__ import annotations

from collections.abc import Collection

from telegram import Bot

from bot.handlers.memory import SharedFacts
from bot.handlers.menus import LANGUAGES, attempt
from bot.knowledge_base import KnowledgeBase
from bot.presentation import guides

_FACT = "profile"
"""Under which the store remembers what was written last."""


async def register(bot: Bot, base: KnowledgeBase, facts: SharedFacts) -> bool:
    """Brings the texts up to date where they are ours; whether there is nothing left to be done."""
    before = await facts.get(_FACT)
    written = {str(key): str(text) for key, text in before.items()} if isinstance(before, dict) else {}
    wanted = {code: guides.profile(language, base) for code, language in LANGUAGES.items()}
    ours = {*written.values(), *(text for texts in wanted.values() for text in texts.values())}
    now = dict(written)
    finished = True
    for name in wanted[""]:
        texts = {code: found[name] for code, found in wanted.items()}
        finished = await attempt(_write(bot, name, texts, ours, now)) and finished
    if now != written:
        await facts.set(_FACT, dict(now))
    return finished


def may_write(there: str, default: str, ours: Collection[str]) -> bool:
    """Whether a text may be written where there is ``there``.

    Args:
        there: the text of a language, as it is.
        default: the text for all languages that have none of their own.
        ours: what this program has written or would write.
    """
    return there in ours or (not there and (not default or default in ours))


async def _write(bot: Bot, name: str, texts: dict[str, str], ours: Collection[str], written: dict[str, str]) -> None:
    """Writes one of the texts, in every language, and notes it in ``written``."""
    default = await _read(bot, name, "")
    for code, text in texts.items():
        there = await _read(bot, name, code) if code else default
        if there != text and may_write(there, default, ours):
            await getattr(bot, f"set_my_{name}")(text, language_code=code or None)
            written[f"{name} {code}"] = text


async def _read(bot: Bot, name: str, code: str) -> str:
    """``name``, ``description`` or ``short_description``."""
    return str(getattr(await getattr(bot, f"get_my_{name}")(language_code=code or None), name))
