"""A tap that changes a setting: allowed or not, kept or not, and shown as it is now."""

from __future__ import annotations

from bot.conversation.commands import Asker
from bot.handlers.facts import Door
from bot.handlers.menus import localise
from bot.handlers.outcome import Outcome
from bot.handlers.policy import Action as Deed
from bot.handlers.service import Service
from bot.handlers.settings import Change, settings_of, shown
from bot.handlers.tapping import Tap
from bot.presentation.actions import Set
from bot.storage import ChatSettings


async def tune(service: Service, tap: Tap, action: Set, asker: Asker) -> Outcome:
    """Changes the setting that ``action`` names, for who may."""
    refusal = await _refusal(service, tap, action)
    kept = settings_of(action.scope, tap.chat_id if action.scope == "chat" else tap.person_id, service.memory)
    change = Change.NONE
    if refusal is None:
        change = await kept.change(action.name, action.value)
        refusal = {Change.IMPOSSIBLE: "notice.old_button", Change.LOST: "settings.not_saved"}.get(change)
    if refusal:
        await service.out.toast(tap.query_id, service.notice(refusal, asker.language).plain, alert=True)
        return Outcome(Door.BUTTON, Deed.HINT, refusal)
    now = await kept.read()
    asker = await service.asker(tap.facts, now if isinstance(now, ChatSettings) else None)
    await service.out.toast(tap.query_id, service.notice("settings.saved", asker.language).plain)
    if change is Change.NONE:
        return Outcome(Door.BUTTON, Deed.ANSWER, "set already")
    names = [button.name for row in tap.offered for button in row if isinstance(button, Set)]
    if names:
        await service.out.edit(tap.target, shown(kept, now, asker.language, service.desk.base, names))
    if action.name == "language":
        await localise(
            service.out.bot,
            service.desk.base,
            tap.chat_id,
            asker.language,
            group=tap.in_group,
            owner=tap.person_id in service.owners,
        )
    return Outcome(Door.BUTTON, Deed.EDIT, "set")


async def _refusal(service: Service, tap: Tap, action: Set) -> str | None:
    """Why the tap may not change anything, as a key of the catalogue.

    A tap of an anonymous admin comes under the real name, so asking Telegram tells them apart from strangers.
    """
    if tap.inline_id or tap.private != (action.scope == "person"):
        return "notice.old_button"
    if action.scope == "chat" and not await service.admins(tap.chat_id, tap.person_id):
        return "settings.admins_only"
    return None
