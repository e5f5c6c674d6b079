"""What people can do on the page: each act is checked, as all that comes in over HTTP, and done as that person."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from .stage import Stage, Standing
from .telegram import Group, InlineAnswer, Message, Person, Place
from .telegram.core.model import Json

_PATIENCE = 15.0
"""Seconds that a client waits for the bot to answer a tap or a query."""
_OPEN_LISTS = 20
"""Lists of inline results that can still be chosen from."""


class _Act(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    person: str


class Start(_Act):
    """Press Start in the private chat, or follow a link into it."""

    act: Literal["start"]
    parameter: str = ""


class Say(_Act):
    """Write a message; in a group that the bot is not in, its name calls it as a guest."""

    act: Literal["say"]
    place: str
    text: str
    reply_to: int | None = None


class Edit(_Act):
    """Change one's own message."""

    act: Literal["edit"]
    place: str
    message: int
    text: str


class Tap(_Act):
    """Tap a button."""

    act: Literal["tap"]
    place: str
    message: int
    row: int = Field(ge=0)
    column: int = Field(ge=0)


class Query(_Act):
    """Type behind the bot's name."""

    act: Literal["inline"]
    place: str
    text: str


class Pick(_Act):
    """Post one of the results of a query."""

    act: Literal["choose"]
    place: str
    query: str
    index: int = Field(ge=0)


class Speak(_Act):
    """Change the language of one's client."""

    act: Literal["language"]
    code: str = Field(pattern=r"^[a-z]{2}(-[a-z]{2,8})?$")


class Admit(_Act):
    """Change what the bot is in a group."""

    act: Literal["standing"]
    place: str
    standing: Standing


Act = Start | Say | Edit | Tap | Query | Pick | Speak | Admit
ACT: TypeAdapter[Act] = TypeAdapter(Annotated[Act, Field(discriminator="act")])


class Acting:
    """Does acts; one that no client allows is an ``ImpossibleAct``."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._answers: dict[str, InlineAnswer] = {}

    async def do(self, act: Act) -> Json:
        """Does it, and returns what the person sees of it beside the messages.

        Raises:
            ImpossibleAct: no client of Telegram's would let people do that.
            LookupError: there is no such person, place, message or button.
            TimeoutError: the bot did not answer.
        """
        person = self._stage.people[act.person]
        match act:
            case Start():
                return _of(await person.start(act.parameter))
            case Say():
                return _of(await self._say(person, act))
            case Edit():
                message = self._message(act.place, act.message)
                await person.edit(message, act.text)
                return _of(message)
            case Tap():
                return await self._tap(person, act)
            case Query():
                return await self._query(person, act)
            case Pick():
                return _of(await person.choose(self._answers[act.query].results[act.index], self._place(act.place)))
            case Speak():
                person.user.language_code = act.code
                self._stage.server.world.pulse.beat()
            case Admit():
                await self._stage.place_bot(self._group(act.place), act.standing)
        return {}

    def menu(self, person: str, place: str) -> list[Json]:
        """The commands that a person sees in a place."""
        return self._stage.server.menu(self._stage.people[person], self._place(place))

    async def _say(self, person: Person, act: Say) -> Message:
        place, stage = self._place(act.place), self._stage
        reply_to = None if act.reply_to is None else self._message(act.place, act.reply_to)
        name = f"@{stage.server.bot.username}".lower()
        if place.chat.is_group and name in act.text.lower() and stage.standing(place.chat) == "left":
            person.guest(place, act.text, reply_to=reply_to)
            return place.last
        message = await person.say(place, act.text, reply_to=reply_to)
        stage.note_hearing(message)
        return message

    async def _tap(self, person: Person, act: Tap) -> Json:
        rows = self._message(act.place, act.message).rows
        if act.row >= len(rows) or act.column >= len(rows[act.row]):
            raise LookupError("this button is gone")
        answer = await person.tap(rows[act.row][act.column]).answered(_PATIENCE)
        return {"text": answer.text, "alert": answer.show_alert}

    async def _query(self, person: Person, act: Query) -> Json:
        chat = self._place(act.place).chat
        kind: Any = "sender" if chat.type == "private" else chat.type
        question = person.inline(act.text, chat_type=kind)
        answer = await question.answered(_PATIENCE)
        self._answers[question.id] = answer
        # Whoever still looks at an older list will not for long.
        while len(self._answers) > _OPEN_LISTS:
            del self._answers[next(iter(self._answers))]
        return {
            "query": question.id,
            "results": [{"title": found.title, "description": found.description} for found in answer.results],
            "button": answer.button,
        }

    def _place(self, key: str) -> Place:
        return self._stage.places[key]

    def _group(self, key: str) -> Group:
        place = self._place(key)
        if not isinstance(place, Group):
            raise LookupError("this is no group")
        return place

    def _message(self, place: str, number: int) -> Message:
        message = self._place(place).chat.messages[number]
        if message.is_deleted:
            raise LookupError("this message is gone")
        return message


def _of(message: Message) -> Json:
    return {"message": message.id}
