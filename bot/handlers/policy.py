"""When the bot speaks: one pure function of what is known, with a reason for every decision.

Asked by command, mention, reply or in private it answers. Otherwise it is silent, unless the admins of a group want
clear questions answered unasked. Nothing here knows Telegram, a store or a clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.desk import MATTERS
from bot.handlers.allowance import Allowance
from bot.handlers.facts import Addressed, Author, Content, Door, Facts
from bot.understanding import Kind

EDIT_WINDOW = 15 * 60
"""Seconds after which the edit of a question no longer changes its answer."""
PATIENCE = 10 * 60
"""Seconds after which a group has moved on, and an answer that the bot owes it would only disturb."""


class Action(StrEnum):
    """What to do."""

    ANSWER = "answer"
    HINT = "hint"
    """Say in a line why there is no answer."""
    POINT = "point"
    """Point to the same answer, given a moment ago."""
    EDIT = "edit"
    """Change the answer that was given."""
    SILENT = "silent"


class Reason(StrEnum):
    """Why."""

    ASKED_PRIVATELY = "asked privately"
    ASKED_BY_COMMAND = "asked by command"
    ASKED_BY_MENTION = "asked by mention"
    ASKED_BY_REPLY = "asked by reply"
    ASKED_AS_GUEST = "asked as guest"
    CLEAR_UNASKED = "clear question, unasked"
    QUESTION_EDITED = "question edited"
    ANSWERED_BEFORE = "answered before"

    UNKNOWN_COMMAND = "unknown command"
    NO_WORDS = "no words"
    NO_LETTERS = "no letters"
    NOTHING_ASKED = "nothing asked"
    NOT_UNDERSTOOD = "not understood"
    TOO_MANY = "too many questions"

    NOT_ADDRESSED = "not addressed"
    UNSURE_UNASKED = "unclear question, unasked"
    FOR_SOMEBODY_ELSE = "for somebody else"
    REPLY_TO_SOMEBODY = "reply to somebody else"
    OTHER_BOTS_COMMAND = "another bot's command"
    FROM_BOT = "from a bot"
    OWN_RESULT = "own inline result"
    OTHER_RESULT = "another bot's inline result"
    CHANNEL_POST = "channel post"
    AUTOMATIC_FORWARD = "automatic forward"
    IN_A_CHANNELS_NAME = "in a channel's name, unasked"
    BUSINESS = "business message"
    FORWARDED = "forwarded"
    EVENT = "event"
    NOT_A_MESSAGE = "not a message"
    EDIT_OF_UNANSWERED = "edit of something unanswered"
    EDITED_TOO_LATE = "edited too late"
    TOO_LATE = "too late"


@dataclass(frozen=True, slots=True)
class Manners:
    """What the admins of a chat have chosen, as far as it matters here."""

    ambient: bool = False
    cooldown: int = 600
    sure_above: float = 1.0
    """The confidence that a question needs to be answered unasked."""


@dataclass(frozen=True, slots=True)
class Recent:
    """What happened here lately."""

    allowance: Allowance = Allowance.ENOUGH
    answered: bool = False
    """Whether the bot has answered this very message before, which was edited now."""
    same_answer_ago: float | None = None
    """Seconds since the same answer was given here."""
    waited: float = 0
    """Seconds since the message was sent or edited."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was understood."""

    kind: Kind
    confidence: float


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, and why."""

    action: Action
    reason: Reason


def decide(facts: Facts, manners: Manners, recent: Recent, heard: Heard | None = None) -> Decision:
    """What to do about a message.

    Without ``heard`` the decision is as far as it goes before the words are understood: a silent one is final, so that
    the talk of a group costs nothing.
    """
    if reason := _never(facts, recent):
        return Decision(Action.SILENT, reason)
    if facts.edited:
        return _of_edit(facts, manners, recent, heard)
    if facts.addressed is Addressed.NOT:
        return _unasked(facts, manners, recent, heard)
    return _asked(facts, manners, recent, heard)


def _never(facts: Facts, recent: Recent) -> Reason | None:
    """Why the message can be none of the bot's business, whatever the settings."""
    if facts.door not in {Door.PRIVATE, Door.GROUP, Door.GUEST}:
        doors = {Door.CHANNEL: Reason.CHANNEL_POST, Door.BUSINESS: Reason.BUSINESS}
        return doors.get(facts.door, Reason.NOT_A_MESSAGE)
    return _first(
        (facts.author is Author.BOT, Reason.FROM_BOT),
        (facts.author is Author.OWN_RESULT, Reason.OWN_RESULT),
        (facts.author is Author.LINKED_CHANNEL, Reason.AUTOMATIC_FORWARD),
        (facts.content is Content.EVENT, Reason.EVENT),
        (facts.command is not None and facts.command.for_other_bot, Reason.OTHER_BOTS_COMMAND),
        (facts.in_group and facts.forwarded, Reason.FORWARDED),
        (facts.in_group and facts.author is Author.OTHER_RESULT, Reason.OTHER_RESULT),
        (facts.in_group and recent.waited > PATIENCE, Reason.TOO_LATE),
    )


def _of_edit(facts: Facts, manners: Manners, recent: Recent, heard: Heard | None) -> Decision:
    """An edited question edits its answer; what was never answered stays so."""
    reason = _first(
        (not recent.answered, Reason.EDIT_OF_UNANSWERED),
        ((facts.edited_after or 0) > EDIT_WINDOW, Reason.EDITED_TOO_LATE),
        (recent.allowance is not Allowance.ENOUGH, Reason.TOO_MANY),
        (_unknown(facts), Reason.UNKNOWN_COMMAND),
        (_nothing_asked(facts), Reason.NOTHING_ASKED),
        (facts.addressed is Addressed.NOT and not manners.ambient, Reason.NOT_ADDRESSED),
        (facts.addressed is Addressed.NOT and _unsure(manners, heard), Reason.UNSURE_UNASKED),
    )
    return Decision(Action.SILENT, reason) if reason else Decision(Action.EDIT, Reason.QUESTION_EDITED)


def _unasked(facts: Facts, manners: Manners, recent: Recent, heard: Heard | None) -> Decision:
    """Nobody turned to the bot: it takes the word only where that is wanted, and only if it surely helps."""
    reason = _first(
        (not manners.ambient, Reason.NOT_ADDRESSED),
        (facts.author is Author.CHANNEL, Reason.IN_A_CHANNELS_NAME),
        (facts.calls_other, Reason.FOR_SOMEBODY_ELSE),
        (facts.replies_to_other, Reason.REPLY_TO_SOMEBODY),
        (not facts.has_letters, Reason.NO_WORDS),
        (_unsure(manners, heard), Reason.UNSURE_UNASKED),
        (recent.allowance is not Allowance.ENOUGH, Reason.TOO_MANY),
        (_repeats(manners, recent, heard), Reason.ANSWERED_BEFORE),
    )
    return Decision(Action.SILENT, reason) if reason else Decision(Action.ANSWER, Reason.CLEAR_UNASKED)


def _asked(facts: Facts, manners: Manners, recent: Recent, heard: Heard | None) -> Decision:
    """Somebody turned to the bot: it owes an answer, or a line that says why there is none."""
    # Where nobody else is disturbed, even a sticker gets its line.
    private = Action.HINT if facts.door is Door.PRIVATE else Action.SILENT
    rules = (
        (facts.addressed is Addressed.BY_REPLY and facts.calls_other, Action.SILENT, Reason.FOR_SOMEBODY_ELSE),
        (recent.allowance is Allowance.NONE, Action.SILENT, Reason.TOO_MANY),
        (recent.allowance is Allowance.LAST, Action.HINT, Reason.TOO_MANY),
        (_unknown(facts), private, Reason.UNKNOWN_COMMAND),
        (facts.content is Content.MEDIA, private, Reason.NO_WORDS),
        (_nothing_asked(facts), Action.HINT, Reason.NOTHING_ASKED),
        (bool(facts.words) and not facts.has_letters, private, Reason.NO_LETTERS),
        (heard is not None and heard.kind == "out_of_scope", Action.HINT, Reason.NOT_UNDERSTOOD),
        (facts.in_group and _repeats(manners, recent, heard), Action.POINT, Reason.ANSWERED_BEFORE),
    )
    for holds, action, reason in rules:
        if holds:
            return Decision(action, reason)
    return Decision(Action.ANSWER, _how_asked(facts))


def _first(*rules: tuple[bool, Reason]) -> Reason | None:
    """The reason of the first rule that holds."""
    return next((reason for holds, reason in rules if holds), None)


def _unknown(facts: Facts) -> bool:
    return facts.command is not None and not facts.command.known


def _nothing_asked(facts: Facts) -> bool:
    return not facts.words and (facts.command is None or facts.command.needs_words)


def _unsure(manners: Manners, heard: Heard | None) -> bool:
    """Whether it might not help to answer unasked."""
    return heard is not None and (heard.kind not in MATTERS or heard.confidence < manners.sure_above)


def _repeats(manners: Manners, recent: Recent, heard: Heard | None) -> bool:
    """Whether the answer stands in the chat already, a moment ago."""
    if heard is None or heard.kind not in MATTERS or recent.same_answer_ago is None:
        return False
    return recent.same_answer_ago < manners.cooldown


def _how_asked(facts: Facts) -> Reason:
    if facts.door is Door.GUEST:
        return Reason.ASKED_AS_GUEST
    return {
        Addressed.PRIVATELY: Reason.ASKED_PRIVATELY,
        Addressed.BY_COMMAND: Reason.ASKED_BY_COMMAND,
        Addressed.BY_MENTION: Reason.ASKED_BY_MENTION,
        Addressed.BY_REPLY: Reason.ASKED_BY_REPLY,
    }[facts.addressed]
