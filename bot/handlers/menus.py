"""The menus of commands and the bot's profile, as Telegram shows them: per scope and per language.

Telegram knows languages by two letters here, so ``zh`` stands for all of Chinese. Its menu is in Simplified Chinese;
chats that chose or clearly use another of the bot's languages get a menu of their own (:func:`localise`), which goes
before the general ones.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from telegram import (
    Bot,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
)
from telegram.error import TelegramError

from bot.handlers.faults import diagnose
from bot.knowledge_base import KnowledgeBase
from bot.presentation import guides
from bot.understanding import Language

logger = logging.getLogger(__name__)

LANGUAGES: Mapping[str, Language] = {"": "en", "zh": "zh_Hans"}
"""By Telegram's code; the empty one is for everybody else."""
_PRIVATE = (*guides.PRIVATE, "forgetme")
_GROUP = ("ask", *guides.GROUP)
_ADMIN = ("ask", *guides.ADMIN, "doctor")
_OWNER = (*_PRIVATE, "doctor", *guides.OWNER)
_SCOPES: tuple[tuple[BotCommandScope, tuple[str, ...]], ...] = (
    (BotCommandScopeAllPrivateChats(), _PRIVATE),
    (BotCommandScopeAllGroupChats(), _GROUP),
    (BotCommandScopeAllChatAdministrators(), _ADMIN),
)


async def register(bot: Bot, base: KnowledgeBase, owners: Iterable[int]) -> None:
    """Registers menus, name and descriptions where they differ from what Telegram has.

    None of it is worth not starting for: what fails is written down and left.
    """
    menus = [
        _menu(bot, scope, code, guides.menu(commands, language, base))
        for code, language in LANGUAGES.items()
        for scope, commands in _SCOPES
    ]
    for_owners = [
        _menu(bot, BotCommandScopeChat(owner), code, guides.menu(_OWNER, language, base))
        for code, language in LANGUAGES.items()
        for owner in owners
    ]
    profiles = [
        _text(bot, name, code, text)
        for code, language in LANGUAGES.items()
        for name, text in guides.profile(language, base).items()
    ]
    await asyncio.gather(*(_try(step) for step in (*menus, *for_owners, *profiles)))


async def localise(
    bot: Bot, base: KnowledgeBase, chat_id: int, language: Language, *, group: bool = False, owner: bool = False
) -> None:
    """Gives one chat its menu in ``language``."""
    everybody = _GROUP if group else _OWNER if owner else _PRIVATE
    scopes: list[tuple[BotCommandScope, tuple[str, ...]]] = [(BotCommandScopeChat(chat_id), everybody)]
    if group:
        scopes.append((BotCommandScopeChatAdministrators(chat_id), _ADMIN))
    for scope, commands in scopes:
        menu = guides.menu(commands, language, base)
        # The general menus are in two languages; where one of them differs, so must the chat's own.
        for code in LANGUAGES:
            await _try(_menu(bot, scope, code, menu))


def general(client_language: str | None) -> Language:
    """The language of the general menu that a client shows."""
    return LANGUAGES.get((client_language or "")[:2].lower(), LANGUAGES[""])


async def _menu(bot: Bot, scope: BotCommandScope, code: str, wanted: Mapping[str, str]) -> None:
    there = await bot.get_my_commands(scope=scope, language_code=code or None)
    if {command.command: command.description for command in there} != dict(wanted):
        await bot.set_my_commands(list(wanted.items()), scope=scope, language_code=code or None)


async def _text(bot: Bot, name: str, code: str, wanted: str) -> None:
    """One of the texts of the profile: ``name``, ``description`` or ``short_description``."""
    read: Callable[..., Awaitable[Any]] = getattr(bot, f"get_my_{name}")
    write: Callable[..., Awaitable[Any]] = getattr(bot, f"set_my_{name}")
    there = await read(language_code=code or None)
    if getattr(there, name) != wanted:
        await write(wanted, language_code=code or None)


async def _try(step: Awaitable[None]) -> None:
    try:
        await step
    except TelegramError as error:
        logger.warning("A menu or a text of the profile was not registered: %s", diagnose(error).fault.value)
