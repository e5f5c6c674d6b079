"""Bots' accounts: what BotFather and the bot itself have set."""

from __future__ import annotations

from dataclasses import dataclass, field

from .model import Json, User
from .updates import UpdateQueue


@dataclass
class Webhook:
    """Where a bot wants its updates, and how that went."""

    url: str
    secret_token: str | None = None
    max_connections: int = 40
    ip_address: str | None = None
    last_error_date: int | None = None
    last_error_message: str | None = None


@dataclass(frozen=True)
class Abilities:
    """The switches in BotFather.

    Attributes:
        can_read_all_group_messages: privacy mode is off.
        inline_feedback: `chosen_inline_result` is sent.
        hears_bots: bot-to-bot mode is on.
        privacy_hears_mentions: in privacy mode, mentions arrive as BotFather promises; reports
            disagree, so both worlds can be tried.
    """

    can_join_groups: bool = True
    can_read_all_group_messages: bool = False
    supports_inline_queries: bool = True
    supports_guest_queries: bool = True
    can_connect_to_business: bool = False
    inline_feedback: bool = True
    hears_bots: bool = False
    privacy_hears_mentions: bool = True


@dataclass(eq=False, repr=False)
class Bot:
    """A bot's account.

    Attributes:
        commands: by scope (as canonical JSON) and language, the registered commands.
        texts: by what ("name", "description", "short_description") and language, the texts.
        menu_buttons: by chat id (None is the default), the menu button.
        polls: counts getUpdates calls, so that an older one notices that a newer one came.
    """

    user: User
    token: str
    abilities: Abilities
    updates: UpdateQueue
    webhook: Webhook | None = None
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)
    admin_rights: dict[bool, Json] = field(default_factory=dict)
    polls: int = 0
    is_logged_out: bool = False

    def __repr__(self) -> str:
        return f"<Bot @{self.username}>"

    @property
    def id(self) -> int:
        """The id of the bot's user."""
        return self.user.id

    @property
    def username(self) -> str:
        """The bot's username, without the @."""
        return str(self.user.username)
