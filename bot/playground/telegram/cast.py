"""Making the cast: bots, people, groups, channels, business accounts."""

from __future__ import annotations

from collections.abc import Iterable

from .core.bots import Abilities, Bot
from .core.business import BusinessConnection
from .core.menus import visible_commands
from .core.model import Chat, ChatType, Json, Member, Status, User
from .core.rendering import RIGHTS_IN_CHANNELS
from .core.world import World
from .people import Business, Channel, Group, Person, Place, PrivateChat
from .people.managing import DEFAULT_RIGHTS


class Cast:
    """Brings bots, people and chats into a world; `bot` is whom they use by default."""

    def __init__(self, world: World, username: str, abilities: Abilities | None = None) -> None:
        self.world = world
        self.bot = self.add_bot(username, abilities=abilities)

    def add_bot(
        self,
        username: str,
        *,
        first_name: str | None = None,
        abilities: Abilities | None = None,
    ) -> Bot:
        """Another bot, as from BotFather."""
        number = self.world.number("bot", 6_000_000_001)
        token = f"{number}:TEST-{username}-{number % 1000:03}-{'x' * 16}"
        user = User(number, first_name or username.capitalize(), username=username, is_bot=True)
        return self.world.add_bot(user, token, abilities or Abilities())

    def person(
        self,
        first_name: str = "Alice",
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
        is_bot: bool = False,
    ) -> Person:
        """Somebody new; `is_bot` makes a bot that is played by hand."""
        user = User(
            self.world.new_chat_id("private"),
            first_name,
            last_name,
            username,
            language_code,
            is_bot=is_bot,
        )
        self.world.users[user.id] = user
        return Person(self.world, user, self.bot)

    def private(self, person: Person, *, bot: Bot | None = None, started: bool = True) -> PrivateChat:
        """A person's chat with a bot; `started` says that Start was pressed before."""
        place = person.private(bot)
        place.chat.is_started = place.chat.is_started or started
        return place

    def group(
        self,
        title: str = "Pythonistas",
        *,
        members: Iterable[Person] = (),
        bots: Iterable[Bot] | None = None,
        bot_status: str = "member",
        supergroup: bool = True,
        forum: bool = False,
        username: str | None = None,
    ) -> Group:
        """A group that exists already: the first member owns it, and the first bot is in it.

        Args:
            title: its name.
            members: who is in it.
            bots: which bots are in it; without a word, the first one.
            bot_status: "member" or "administrator".
            supergroup: false makes a small group, which can be migrated.
            forum: with topics.
            username: makes it public.
        """
        kind: ChatType = "supergroup" if supergroup or forum else "group"
        chat = self.world.add_chat(kind, title=title, username=username, is_forum=forum)
        people = list(members) or [self.person("Owner")]
        for person in people:
            status: Status = "creator" if person is people[0] else "member"
            chat.members[person.id] = Member(person.user, status)
        self._admit(chat, bots, bot_status == "administrator", DEFAULT_RIGHTS)
        return Group(self.world, chat)

    def channel(
        self,
        title: str = "News",
        *,
        owner: Person | None = None,
        bots: Iterable[Bot] | None = None,
        linked: Group | None = None,
        username: str | None = None,
    ) -> Channel:
        """A channel with its discussion group; the bots in it are administrators."""
        chat = self.world.add_chat("channel", title=title, username=username)
        person = owner or self.person("Owner")
        chat.members[person.id] = Member(person.user, "creator")
        self._admit(chat, bots, True, frozenset(RIGHTS_IN_CHANNELS))
        if linked is not None:
            chat.linked, linked.chat.linked = linked.chat, chat
        return Channel(self.world, chat)

    def business(self, owner: Person, *, bot: Bot | None = None) -> Business:
        """Connect a person's business account to a bot; the bot is told."""
        served = bot or self.bot
        name = f"business-{self.world.number('business')}"
        connection = BusinessConnection(name, served, owner.user, int(self.world.now()))
        self.world.business[name] = connection
        served.updates.put("business_connection", connection.json(), owner.id)
        return Business(self.world, connection)

    def menu(self, person: Person, place: Place, *, bot: Bot | None = None) -> list[Json]:
        """The commands this person sees in this place."""
        return visible_commands(bot or self.bot, place.chat, person.user)

    def _admit(self, chat: Chat, bots: Iterable[Bot] | None, is_admin: bool, rights: frozenset[str]) -> None:
        for bot in [self.bot] if bots is None else bots:
            standing: Status = "administrator" if is_admin else "member"
            given = rights if is_admin else frozenset()
            chat.members[bot.id] = Member(bot.user, standing, given)
