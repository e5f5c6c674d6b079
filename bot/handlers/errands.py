"""Commands that ask nothing of the knowledge: texts, lists, settings, and what owners and admins may do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.conversation.commands import Asker
from bot.handlers import owners
from bot.handlers.doctor import doctor
from bot.handlers.facts import Facts
from bot.handlers.menus import general, localise, unlocalise
from bot.handlers.service import CONTEXT_LIFETIME, Service
from bot.handlers.settings import settings_of, shown
from bot.presentation import Message
from bot.presentation.choice import choose
from bot.presentation.guides import help_text, privacy, start
from bot.presentation.lists import situations, sources
from bot.storage import COUNTED_DAYS

Errand = Callable[[Service, Facts, Asker], Awaitable[Message]]


async def _start(service: Service, facts: Facts, asker: Asker) -> Message:
    if facts.in_group:
        return await _help(service, facts, asker)
    owner = facts.person_id in service.owners
    # An owner's menu hangs on this chat, which there may not have been when the bot started.
    if owner or asker.language != general(facts.client_language):
        await localise(service.out.bot, service.desk.base, facts.chat_id, asker.language, owner=owner)
    return start(asker.language, service.desk.base, service.me.username)


async def _help(service: Service, facts: Facts, asker: Asker) -> Message:
    me = service.me
    return help_text(
        asker.language,
        service.desk.base,
        me.username,
        hearing=await service.hearing(facts.chat_id) if facts.in_group else None,
        inline=me.inline,
        guest=me.guest,
    )


async def _choose(service: Service, facts: Facts, asker: Asker) -> Message:
    # In a group others could tap too. Who speaks as the group is hidden there, and so cannot be known again.
    by = (facts.person_id or 0) if facts.in_group else 0
    first = choose("", asker.language, service.desk.base, by)
    # Without a guided choice in the knowledge, the situations are the next best way in.
    return first if isinstance(first, Message) else situations(0, asker.language, service.desk.base)


async def _scenarios(service: Service, _: Facts, asker: Asker) -> Message:
    return situations(0, asker.language, service.desk.base)


async def _sources(service: Service, _: Facts, asker: Asker) -> Message:
    return sources(asker.language, service.desk.base)


async def _privacy(service: Service, _: Facts, asker: Asker) -> Message:
    minutes = int(CONTEXT_LIFETIME.total_seconds()) // 60
    return privacy(asker.language, service.desk.base, service.retention_days, minutes=minutes, counted=COUNTED_DAYS)


async def _forget(service: Service, facts: Facts, asker: Asker) -> Message:
    """Removes what is tied to the person, and says truly whether it is gone."""
    gone = facts.person_id is None or await service.memory.forget(facts.person_id)
    if facts.chat_id == facts.person_id and facts.person_id not in service.owners:
        # The menu of the chat tells which language was chosen.
        await unlocalise(service.out.bot, facts.chat_id)
    return service.notice("privacy.forgotten" if gone else "settings.not_saved", asker.language)


async def _language(service: Service, facts: Facts, asker: Asker) -> Message:
    return await _settings_named(service, facts, asker, only=("language",))


async def _settings(service: Service, facts: Facts, asker: Asker) -> Message:
    return await _settings_named(service, facts, asker)


async def _settings_named(service: Service, facts: Facts, asker: Asker, only: tuple[str, ...] | None = None) -> Message:
    if facts.in_group and not await _may_administer(service, facts):
        return service.notice("settings.admins_only", asker.language)
    scope = settings_of("chat" if facts.in_group else "person", facts.chat_id, service.memory)
    return shown(scope, await scope.read(), asker.language, service.desk.base, only)


async def _doctor(service: Service, facts: Facts, asker: Asker) -> Message:
    """For the admins of a group, and for owners anywhere."""
    if facts.person_id not in service.owners and not (facts.in_group and await _may_administer(service, facts)):
        return service.notice("settings.admins_only" if facts.in_group else "notice.groups_only", asker.language)
    return await doctor(service, facts, asker)


async def _may_administer(service: Service, facts: Facts) -> bool:
    """Admins may; so may those who speak as the group itself, which only admins can."""
    if facts.person_id is None:
        return facts.author_id == facts.chat_id
    return await service.admins(facts.chat_id, facts.person_id)


ERRANDS: Mapping[str, Errand] = {
    "start": _start,
    "help": _help,
    "choose": _choose,
    "scenarios": _scenarios,
    "sources": _sources,
    "privacy": _privacy,
    "forgetme": _forget,
    "language": _language,
    "settings": _settings,
    "doctor": _doctor,
    "reload": owners.reload,
    "rollback": owners.rollback,
    "stats": owners.stats,
    "unanswered": owners.unanswered,
}
OWNERS_ONLY = frozenset({"reload", "rollback", "stats", "unanswered"})
"""To everybody else these are unknown commands."""
