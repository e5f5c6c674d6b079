"""People come and go, and manage groups."""

from __future__ import annotations

from ..core.bots import Bot
from ..core.model import Chat, Member
from ..core.rendering import RIGHTS_IN_CHANNELS, RIGHTS_IN_GROUPS, member_json, user_json
from .actor import Actor
from .places import Channel, Group, Place
from .waiting import ImpossibleAct

DEFAULT_RIGHTS = frozenset(RIGHTS_IN_GROUPS) - {"can_promote_members"}


class Managing(Actor):
    """The acts that change who is where with what rights."""

    async def join(self, group: Group) -> None:
        """Enter a group by its link."""
        await self.add(group, self)

    async def add(self, group: Group, *newcomers: Actor | Bot) -> None:
        """Bring people or bots into a group."""
        for newcomer in newcomers:
            user = newcomer.user
            member = group.chat.members.get(user.id) or Member(user, "left")
            if member.is_inside:
                raise ImpossibleAct(f"{user.first_name} is already in {group.chat.title!r}")
            if isinstance(newcomer, Bot) and not newcomer.abilities.can_join_groups:
                raise ImpossibleAct(f"@{newcomer.username} can't join groups")
            self.world.change_member(group.chat, member, self.user, status="member", rights=frozenset(), may_write=True)
            self.world.post(group.chat, self.user, {"new_chat_members": [user_json(user)]})

    async def leave(self, group: Group) -> None:
        """Go away."""
        member = _inside(group.chat, self)
        self.world.change_member(group.chat, member, self.user, status="left")
        self.world.post(group.chat, self.user, {"left_chat_member": user_json(self.user)})

    async def kick(self, place: Place, who: Actor | Bot) -> None:
        """Put somebody out of a group or a channel for good."""
        self._require_admin(place.chat)
        member = _inside(place.chat, who)
        self.world.change_member(place.chat, member, self.user, status="kicked")
        if place.chat.is_group:
            self.world.post(place.chat, self.user, {"left_chat_member": user_json(who.user)})

    async def promote(
        self,
        place: Place,
        who: Actor | Bot,
        *,
        rights: frozenset[str] | None = None,
        anonymous: bool = False,
        title: str | None = None,
    ) -> None:
        """Make somebody an administrator; in channels this also brings a bot in."""
        self._require_admin(place.chat)
        is_channel = isinstance(place, Channel)
        usual = frozenset(RIGHTS_IN_CHANNELS) if is_channel else DEFAULT_RIGHTS
        stranger = Member(who.user, "left")
        member = place.chat.members.get(who.user.id, stranger) if is_channel else None
        self.world.change_member(
            place.chat,
            member or _inside(place.chat, who),
            self.user,
            status="administrator",
            rights=usual if rights is None else rights,
            is_anonymous=anonymous,
            custom_title=title,
        )

    async def demote(self, place: Place, who: Actor | Bot) -> None:
        """Make an administrator an ordinary member."""
        self._require_admin(place.chat)
        self.world.change_member(
            place.chat,
            _inside(place.chat, who),
            self.user,
            status="member",
            rights=frozenset(),
            is_anonymous=False,
        )

    async def restrict(self, group: Group, who: Actor | Bot) -> None:
        """Take somebody's right to write."""
        self._require_admin(group.chat)
        self.world.change_member(group.chat, _inside(group.chat, who), self.user, status="restricted", may_write=False)

    async def migrate(self, group: Group) -> Group:
        """Turn a group into a supergroup, which has another id and no past."""
        self._require_admin(group.chat)
        old = group.chat
        if old.type != "group":
            raise ImpossibleAct(f"{old.title!r} is no small group")
        new = self.world.add_chat("supergroup", title=old.title)
        new.members = {
            user_id: Member(m.user, m.status, m.rights, m.is_anonymous, m.custom_title)
            for user_id, m in old.members.items()
        }
        self.world.post(old, self.user, {"migrate_to_chat_id": new.id})
        old.migrated_to = new
        self.world.post(new, self.user, {"migrate_from_chat_id": old.id})
        return Group(self.world, new)

    async def rename(self, group: Group, title: str) -> None:
        """Give a group another title."""
        self._require_admin(group.chat)
        group.chat.title = title
        self.world.post(group.chat, self.user, {"new_chat_title": title})

    async def block(self, bot: Bot | None = None) -> None:
        """Stop a bot from writing."""
        self._set_blocked(bot or self.bot, is_blocked=True)

    async def unblock(self, bot: Bot | None = None) -> None:
        """Let it write again."""
        self._set_blocked(bot or self.bot, is_blocked=False)

    def _set_blocked(self, bot: Bot, *, is_blocked: bool) -> None:
        chat = self.world.private_chat(bot, self.user)
        if chat.is_blocked == is_blocked:
            return
        chat.is_blocked = is_blocked
        inside, outside = Member(bot.user), Member(bot.user, "kicked")
        old, new = (inside, outside) if is_blocked else (outside, inside)
        self.world.tell_standing(chat, bot.user, self.user, member_json(old, chat), member_json(new, chat))

    def _require_admin(self, chat: Chat) -> None:
        member = chat.members.get(self.id)
        if member is None or not member.is_admin:
            raise ImpossibleAct(f"{self.first_name} is no administrator of {chat.title!r}")


def _inside(chat: Chat, who: Actor | Bot) -> Member:
    member = chat.members.get(who.user.id)
    if member is None or not member.is_inside:
        raise ImpossibleAct(f"{who.user.first_name} is not in {chat.title!r}")
    return member
