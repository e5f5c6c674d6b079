"""The house: every update comes in here and leaves as an outcome, whatever happens inside."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.conversation import Desk
from bot.conversation.commands import NEEDS_WORDS, asking
from bot.handlers import menus, owners, profile
from bot.handlers.admins import Admins
from bot.handlers.buttons import on_button
from bot.handlers.doctor import note_conflict
from bot.handlers.errands import ERRANDS, OWNERS_ONLY
from bot.handlers.facts import Addressed, Door, Facts
from bot.handlers.faults import Diagnosis, Fault, Undelivered, diagnose
from bot.handlers.guest import on_guest
from bot.handlers.identity import Identity
from bot.handlers.inline import on_chosen, on_inline
from bot.handlers.membership import on_membership, on_migration
from bot.handlers.memory import Memory
from bot.handlers.messages import concerns, on_message
from bot.handlers.outcome import Outcome
from bot.handlers.outgoing import Outgoing, Place
from bot.handlers.policy import Action
from bot.handlers.reading import read
from bot.handlers.service import Service
from bot.handlers.tapping import read_tap
from bot.knowledge_base import load
from bot.rehearsal import rehearsed

logger = logging.getLogger(__name__)

ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.INLINE_QUERY,
    Update.CHOSEN_INLINE_RESULT,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.GUEST_MESSAGE,
]
"""Exactly what is handled: Telegram need not send anything else."""

_RETRIED: Mapping[Fault, float] = {Fault.BUSY: 5.0, Fault.NOT_SENT: 5.0, Fault.UNAUTHORIZED: 5.0}
"""Faults after which the whole update may be handled again, and in how many seconds.

A token that is no longer valid is one of them: the process ends because of it, and what was not answered by then waits
for the next one, with a new token.
"""

_READ = 256
"""How many updates that are on their way to be handled have been read, at most; the others are read again."""
_FIRST_PAUSE = 10.0
_LONGEST_PAUSE = 600.0
"""Seconds until menus and descriptions are registered again, if Telegram did not take them."""


class Choices(Protocol):
    """What the operator has chosen, as far as it matters here."""

    @property
    def owner_ids(self) -> Collection[int]:
        """Those who run the bot."""

    @property
    def knowledge_dir(self) -> Path | None:
        """Where the knowledge lies; none is the packaged one."""

    @property
    def retention_days(self) -> int:
        """How long questions without an answer are kept."""


class Handlers:
    """Handles updates of one bot, any number at a time.

    The bot has to be initialized (it knows its own name then) before the first update comes.
    """

    def __init__(self, *, bot: Bot, desk: Desk, store: Memory, settings: Choices) -> None:
        self._read: dict[int, Facts] = {}
        self.service = Service(
            desk,
            Outgoing(bot),
            store,
            Identity.of(bot.bot),
            Admins(bot),
            lambda: load(settings.knowledge_dir),
            lambda desk: rehearsed(desk, settings.knowledge_dir),
            frozenset(settings.owner_ids),
            settings.retention_days,
        )

    async def introduce(self) -> None:
        """Takes up what another run has left to be done, and registers menus and descriptions with Telegram.

        What does not succeed on a bad day is tried again until it does.
        """
        await self.service.tidying.resume()
        pause = _FIRST_PAUSE
        while not await self._introduced():
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def _introduced(self) -> bool:
        """Registers what differs from what Telegram has; whether there is nothing left to be done."""
        bot, base = self.service.out.bot, self.service.desk.base
        menus_there = await menus.register(bot, base, self.service.owners)
        return await profile.register(bot, base, self.service.memory.facts) and menus_there

    async def note_conflict(self) -> None:
        """Remembers, for ``/doctor``, that another program polls with the same token."""
        await note_conflict(self.service.memory.facts, self.service.now())

    async def follow(self) -> None:
        """Uses the knowledge that another replica has begun to use. Runs until it is cancelled."""
        await self.service.editions.follow()

    async def reload(self) -> None:
        """Loads the knowledge anew, as the operator wished by a signal, and tells the owners what came of it."""
        report = await owners.reloaded(self.service, self.service.desk.default)
        for owner in self.service.owners:
            with contextlib.suppress(Undelivered):
                await self.service.say(Place(owner), report)

    async def close(self) -> None:
        """Leaves what was to be done later to the next run."""
        await self.service.tidying.close()

    async def handle(self, update: Update) -> Outcome:
        """Does what ``update`` asks for. Never raises."""
        facts = Facts(Door.OTHER)
        try:
            known = update.update_id in self._read
            facts = self._read.pop(update.update_id) if known else self._facts(update)
            return await self._deliver(update, facts)
        except Exception as error:
            # Neither the words of the error nor its traceback: both may quote a message or the token.
            logger.error("An update failed: %s at %s", type(error).__name__, _place(error))
            await self._apologise(facts)
            return Outcome(facts.door, Action.HINT, "failed", fault=Fault.BUG)

    async def concerns(self, update: Update) -> bool:
        """Whether ``update`` may lead to anything. The talk of a group does not, and need not be kept track of."""
        facts = self._facts(update)
        apart = facts.door in {Door.INLINE, Door.CHOSEN, Door.BUTTON, Door.MEMBERSHIP, Door.GUEST}
        if not apart and not await concerns(self.service, facts):
            return False
        self._read[update.update_id] = facts
        if len(self._read) > _READ:
            del self._read[next(iter(self._read))]
        return True

    async def _deliver(self, update: Update, facts: Facts) -> Outcome:
        """Handles an update; what Telegram does not take is an outcome too."""
        try:
            return await self._through(update, facts)
        except Undelivered as error:
            return await self._undelivered(facts, error.diagnosis)
        except TelegramError as error:
            return await self._undelivered(facts, diagnose(error))

    async def _through(self, update: Update, facts: Facts) -> Outcome:
        """Through the door that the update came to."""
        service, message = self.service, update.effective_message
        if facts.door is Door.INLINE and update.inline_query:
            return await on_inline(service, facts, update.inline_query)
        if facts.door is Door.CHOSEN and update.chosen_inline_result:
            return await on_chosen(service, facts, update.chosen_inline_result)
        if facts.door is Door.BUTTON and update.callback_query:
            tap = read_tap(update.callback_query, service.me, self._commands(update), service.desk.base)
            return await on_button(service, tap)
        if facts.door is Door.MEMBERSHIP and update.my_chat_member:
            return await on_membership(service, update.my_chat_member)
        if facts.door is Door.MEMBERSHIP and message:
            return await on_migration(service, message)
        if facts.door is Door.GUEST and message:
            return await on_guest(service, facts, message)
        return await on_message(service, facts)

    def _facts(self, update: Update) -> Facts:
        return read(update, self.service.me, self._commands(update))

    def _commands(self, update: Update) -> Mapping[str, bool]:
        """The commands that exist for whoever speaks, with whether they mean nothing alone."""
        person, chat = update.effective_user, update.effective_chat
        owner = bool(person and chat and person.id in self.service.owners and chat.id == person.id)
        return _known(self.service.desk, owner)

    async def _undelivered(self, facts: Facts, diagnosis: Diagnosis) -> Outcome:
        if diagnosis.fault is Fault.GONE and facts.chat_id:
            await self.service.memory.chats.deactivate(facts.chat_id)
        wait = diagnosis.seconds if diagnosis.fault is Fault.FLOOD else _RETRIED.get(diagnosis.fault)
        return Outcome(facts.door, Action.ANSWER, "undelivered", fault=diagnosis.fault, retry_after=wait)

    async def _apologise(self, facts: Facts) -> None:
        """Says that something went wrong, to who turned to the bot, as well as that can be said now."""
        if facts.addressed is Addressed.NOT or facts.door not in {Door.PRIVATE, Door.GROUP}:
            return
        try:
            language = self.service.desk.language(facts.client_language, text=facts.words)
            place = Place(facts.chat_id, facts.thread_id, facts.message_id if facts.in_group else None)
            await self.service.out.send(place, self.service.notice("notice.failed", language))
        except Exception as error:
            logger.error("The apology failed too: %s", type(error).__name__)


@lru_cache(maxsize=2)
def _known(desk: Desk, owner: bool) -> Mapping[str, bool]:
    """The commands that exist for an owner, or for anybody else, with whether they mean nothing alone."""
    names = [*asking(desk), *ERRANDS]
    return {name: name in NEEDS_WORDS for name in names if owner or name not in OWNERS_ONLY}


def _place(error: BaseException) -> str:
    """Where in our code an error came from."""
    trace, place = error.__traceback__, "?"
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
