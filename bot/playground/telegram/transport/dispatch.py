"""From a raw call to its answer: token, table, limits, method, journal."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..core.bots import Bot
from ..core.errors import Refusal
from ..core.model import Json
from ..core.world import World
from ..methods import Call, find_method
from ..shapes.kinds import Upload
from .faults import Fault, Faults
from .journal import Entry, Journal
from .limits import RateLimits


@dataclass
class Dispatcher:
    """Answers calls; the same for those that come by HTTP and those in a webhook's reply."""

    world: World
    journal: Journal
    faults: Faults = field(default_factory=Faults)
    limits: RateLimits = field(default_factory=RateLimits)

    def bot(self, token: str) -> Bot:
        """The bot with this token.

        Raises:
            Refusal: there is none; a token of a wrong form is not even looked up.
        """
        identifier, _, secret = token.partition(":")
        if not identifier.isdigit() or not secret:
            raise Refusal(404, "Not Found")
        bot = self.world.bots.get(token)
        if bot is None or bot.is_logged_out:
            raise Refusal(401, "Unauthorized")
        return bot

    async def answer(
        self, token: str, name: str, raw: Mapping[str, object], fault: Fault | None = None
    ) -> tuple[int, Json]:
        """The status and the body of the answer, written into the journal."""
        entry = Entry(_id_of(token), name, _shown(raw), self.world.now())
        try:
            if fault is not None and fault.refusal is not None:
                entry.is_fault = True
                raise fault.refusal
            entry.result = await self._do(token, name, raw, entry)
            status, body = 200, {"ok": True, "result": entry.result}
        except Refusal as refusal:
            status, body = refusal.code, refusal.body()
            entry.code, entry.refusal = refusal.code, refusal.description
            entry.is_strict = refusal.strict
        self.journal.add(entry)
        return status, body

    async def _do(self, token: str, name: str, raw: Mapping[str, object], entry: Entry) -> Any:
        bot = self.bot(token)
        method = find_method(name)
        entry.method = method.name
        arguments = method.read(raw, strict=self.world.strict)
        entry.parameters = _shown(arguments)
        self.limits.spend(name, arguments.get("chat_id"), self.world.now())
        result = method.handler(Call(self.world, bot, arguments))
        return await result if inspect.isawaitable(result) else result


def _id_of(token: str) -> int:
    identifier = token.partition(":")[0]
    return int(identifier) if identifier.isdigit() else 0


def _shown(raw: Mapping[str, object]) -> Json:
    """The parameters for the journal; of a file only its name."""
    return {name: value.name if isinstance(value, Upload) else value for name, value in raw.items()}
