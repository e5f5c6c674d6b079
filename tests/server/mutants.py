"""Updates as Telegram sends them, and what becomes of them when chance has its way with them."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bot.conversation import Desk
from bot.handlers.keyboard import keyboard
from bot.playground.telegram import Abilities, TelegramServer

Json = dict[str, Any]
Path = tuple[str | int, ...]

_FIRST_PERSON = 5_000_000_001
_LAST_SUPERGROUP = -1_000_000_000_000
_PEOPLE = 100_000

STRANGE: tuple[object, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1,
    0.5,
    2**31,
    2**53,
    2**63 - 1,
    2**63,
    -(2**63) - 1,
    10**30,
    1e308,
    "",
    " \n\t",
    "\x00",
    "which one\x00?",
    "\ud83d",
    "\udc00 Flask",
    "\u202eabc\u202c",
    "👩‍👩‍👧‍👦" * 30,
    "é" * 100,
    "/start@framebot " * 20,
    "@framebot",
    "%s %(a)s {0} {a}",
    "<b>&lt;",
    "Django 还是 Flask？",
    "哪個好" * 1500,
    "a" * 5000,
    [],
    {},
    [[]],
    [None],
    {"id": None},
    "private",
    "channel",
    "bot_command",
)
"""Values that stand where others are expected."""


async def originals(desk: Desk) -> list[Json]:
    """Updates of every kind, from people who act in the local Telegram. It does not listen: nobody answers them."""
    abilities = Abilities(can_read_all_group_messages=True, can_connect_to_business=True, hears_bots=True)
    server = TelegramServer(username="framebot", abilities=abilities)
    server.bot.updates.allowed |= {"chat_member", "message_reaction"}
    alice = server.person("Alice", username="alice", language_code="zh-hans")
    bob = server.person("Bob", language_code="en")
    admin = server.person("Olga", username="olga", language_code="zh-hant")
    group = server.group("Pythonistas", members=[admin, alice, bob], username="pythonistas", bot_status="administrator")
    small = server.group("Small", members=[admin, alice], supergroup=False)
    topic = server.group("Forum", members=[admin, bob], forum=True).topic("Web")
    channel = server.channel(owner=admin, linked=group)
    question = desk.base.subject.examples[0].in_("en")
    for person in (alice, bob):
        await person.start()
        await person.say(person.private(), question)
        await person.say(person.private(), "/settings")
        for text in (f"@framebot {question}", "/choose@framebot", "lunch?"):
            await person.say(group, text)
    asked = await bob.say(topic, "@framebot 哪个框架适合做后台？")
    await alice.say(group, "and Flask?", reply_to=group.last)
    await bob.say(group, "@framebot", reply_to=group.last, quote="Flask")
    await bob.edit(asked, f"@framebot {question}")
    await bob.say(group, "@framebot this one?", caption_of="photo")
    await bob.send_sticker(group)
    await admin.say(group, "anonymous words", anonymous=True)
    await channel.post("news about Django")
    await alice.say(group, "look", forward_of=asked)
    await server.business(admin).receive(bob, question)
    for shown in ("which framework for a shop?", "/choose", "Django vs Flask"):
        answer = desk.ask(shown).message
        found = keyboard(answer)
        buttons = found.to_dict() if found else None
        for place in (alice.private(), group, topic):
            said = server.world.post(place.chat, server.bot.user, {"text": answer.plain}, keyboard=buttons)
            for button in said.buttons:
                alice.tap(button)
    alice.tap(said, "0|nothing of ours")
    for text in ("", "flask", question):
        bob.inline(text, chat_type="group")
    abroad = server.group("Abroad", members=[alice], bots=[])
    alice.guest(abroad, f"@framebot {question}")
    await admin.migrate(small)
    await admin.rename(group, "Pythonistas!")
    await bob.react(asked, "👍")
    await admin.kick(group, bob)
    await admin.kick(group, server.bot)
    await admin.add(group, server.bot)
    await alice.block()
    chosen = {"result_id": "x", "from": {"id": alice.id, "is_bot": False, "first_name": "Alice"}, "query": question}
    return [*server.bot.updates.sent, {"update_id": 1, "chosen_inline_result": chosen}]


class Mutants:
    """Makes bodies of updates, the same ones for the same seed."""

    def __init__(self, updates: Sequence[Json], seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - a test that can be repeated
        self._updates = updates
        self._deeds: Sequence[Callable[[Json], None]] = (
            self._replace,
            self._replace,
            self._drop,
            self._swap,
            self._transplant,
            self._deepen,
            self._move,
        )
        self._number = 0

    def body(self) -> bytes:
        """One body: an update that is a little or very wrong, or the remains of one."""
        self._number += 1
        update = copy.deepcopy(self.chance.choice(self._updates))
        update["update_id"] = self._number
        _renumber(update, self.chance.randrange(1, _PEOPLE))
        for _ in range(self.chance.choice((0, 1, 1, 1, 2, 3, 8))):
            self.chance.choice(self._deeds)(update)
        body = json.dumps(update, ensure_ascii=self.chance.random() < 0.5).encode("utf-8", "surrogatepass")
        return self._damage(body) if self.chance.random() < 0.15 else body

    def _replace(self, update: Json) -> None:
        if places := list(_places(update)):
            self._set(update, self.chance.choice(places), copy.deepcopy(self.chance.choice(STRANGE)))

    def _drop(self, update: Json) -> None:
        if places := list(_places(update)):
            *way, last = self.chance.choice(places)
            del _at(update, way)[last]

    def _swap(self, update: Json) -> None:
        places = list(_places(update))
        if len(places) > 1:
            one, other = (self.chance.choice(places) for _ in range(2))
            first, second = copy.deepcopy(_at(update, one)), copy.deepcopy(_at(update, other))
            self._set(update, one, second)
            self._set(update, other, first)

    def _transplant(self, update: Json) -> None:
        """A part of another update grows here."""
        donor = self.chance.choice(self._updates)
        here, there = list(_places(update)), list(_places(donor))
        if here and there:
            self._set(update, self.chance.choice(here), copy.deepcopy(_at(donor, self.chance.choice(there))))

    def _deepen(self, update: Json) -> None:
        """A message replies to itself, again and again."""
        for part in update.values():
            if isinstance(part, dict) and "message_id" in part:
                for _ in range(self.chance.choice((1, 3, 30))):
                    part["reply_to_message"] = copy.deepcopy(part)
                    part = part["reply_to_message"]  # noqa: PLW2901 - deeper and deeper

    def _move(self, update: Json) -> None:
        """The update is of another kind than its content."""
        kinds = [kind for other in self._updates for kind in other if kind != "update_id"]
        for kind in [kind for kind in update if kind != "update_id"]:
            update[self.chance.choice(kinds)] = update.pop(kind)

    def _set(self, update: Json, path: Path, value: object) -> None:
        try:
            _at(update, path[:-1])[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            return  # What the path led through was replaced meanwhile.

    def _damage(self, body: bytes) -> bytes:
        """The bytes themselves are wrong."""
        damaged = bytearray(body)
        place = self.chance.randrange(len(damaged))
        match self.chance.randrange(5):
            case 0:
                del damaged[place:]
            case 1:
                damaged[place] = self.chance.randrange(256)
            case 2:
                damaged[place:place] = self.chance.randbytes(self.chance.randrange(1, 20))
            case 3:
                damaged[0:0] = b"\xef\xbb\xbf"
            case 4:
                damaged[place:place] = b"[" * 20_000
        return bytes(damaged)


def _renumber(value: Any, by: int) -> None:
    """Gives people and groups other numbers, so that nobody asks too much or the same again."""
    for path in list(_places(value)):
        number = _at(value, path)
        if isinstance(number, int) and _FIRST_PERSON <= number < _FIRST_PERSON + 100:
            _at(value, path[:-1])[path[-1]] = number + 100 * by
        elif isinstance(number, int) and number < _LAST_SUPERGROUP:
            _at(value, path[:-1])[path[-1]] = number - 100 * by


def _places(value: object, before: Path = ()) -> Iterator[Path]:
    """The ways to every value inside of ``value``."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inside:
        yield (*before, key)
        yield from _places(part, (*before, key))


def _at(value: Any, path: Sequence[str | int]) -> Any:
    for key in path:
        value = value[key]
    return value
