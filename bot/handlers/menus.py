"""The menus of commands, as Telegram shows them: per scope and per language.

Telegram knows languages by two letters here, so ``zh`` stands for all of Chinese. Its menu is in Simplified Chinese;
chats that chose or clearly use another of the bot's languages get a menu of their own (:func:`localise`), which goes
before the general ones.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Iterable, Mapping

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

from bot.handlers.faults import PASSING, Fault, diagnose
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


async def register(bot: Bot, base: KnowledgeBase, owners: Iterable[int]) -> bool:
    """Registers menus where they differ from what Telegram has; whether there is nothing left to be done.

    None of it is worth not starting for: what fails is written down.
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
    return all(await asyncio.gather(*(attempt(step) for step in (*menus, *for_owners))))


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
            await attempt(_menu(bot, scope, code, menu))


async def unlocalise(bot: Bot, chat_id: int) -> None:
    """Takes the menu of one private chat away, so that it sees the general one."""
    for code in LANGUAGES:
        await attempt(_no_menu(bot, BotCommandScopeChat(chat_id), code))


def general(client_language: str | None) -> Language:
    """The language of the general menu that a client shows."""
    return LANGUAGES.get((client_language or "")[:2].lower(), LANGUAGES[""])


async def _menu(bot: Bot, scope: BotCommandScope, code: str, wanted: Mapping[str, str]) -> None:
    there = await bot.get_my_commands(scope=scope, language_code=code or None)
    if {command.command: command.description for command in there} != dict(wanted):
        await bot.set_my_commands(list(wanted.items()), scope=scope, language_code=code or None)


async def _no_menu(bot: Bot, scope: BotCommandScope, code: str) -> None:
    if await bot.get_my_commands(scope=scope, language_code=code or None):
        await bot.delete_my_commands(scope=scope, language_code=code or None)


async def attempt(step: Awaitable[None]) -> bool:
    """Does a step that nobody waits for; whether there is no hope that it would go better at another time."""
    try:
        await step
    except Exception as error:
        fault = diagnose(error).fault
        if fault is Fault.BUG and not isinstance(error, TelegramError):
            raise
        # An owner who has not started the bot yet has no chat for a menu: it follows with /start.
        level = logging.INFO if fault is Fault.GONE else logging.WARNING
        logger.log(level, "A menu or a text of the profile was not registered: %s", fault.value)
        return fault not in PASSING
    return True
