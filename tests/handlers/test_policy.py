"""The manners as a table: a situation, what to do about it, and why."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest

from bot.handlers.allowance import Allowance
from bot.handlers.facts import Addressed, Author, Command, Content, Door, Facts
from bot.handlers.policy import EDIT_WINDOW, PATIENCE, Action, Decision, Heard, Manners, Reason, Recent, decide

ANSWER, HINT, POINT, EDIT, SILENT = Action.ANSWER, Action.HINT, Action.POINT, Action.EDIT, Action.SILENT

# Who turns to the bot, and how
TALK = Facts(Door.GROUP, question="which one for a shop")
PRIVATE = replace(TALK, door=Door.PRIVATE, addressed=Addressed.PRIVATELY)
MENTION = replace(TALK, addressed=Addressed.BY_MENTION)
REPLY = replace(TALK, addressed=Addressed.BY_REPLY)
ASK = Command("ask", needs_words=True)
COMMAND = replace(TALK, addressed=Addressed.BY_COMMAND, command=ASK)
GUEST = replace(MENTION, door=Door.GUEST)
PORTRAIT = replace(COMMAND, command=Command("django"), question="")
UNKNOWN = replace(COMMAND, command=Command("nonsense", known=False))
OTHERS = replace(TALK, command=Command("ask", for_other_bot=True))

# What the admins have chosen
QUIET = Manners()
LIVELY = Manners(ambient=True, sure_above=0.8)
PATIENT = Manners(cooldown=60)

# What happened lately
NOTHING = Recent()
JUST_SAID = Recent(same_answer_ago=5)
SAID_LONG_AGO = Recent(same_answer_ago=601)
LAST_TOKEN = Recent(allowance=Allowance.LAST)
NO_TOKEN = Recent(allowance=Allowance.NONE)
ANSWERED = Recent(answered=True)
LATE = Recent(waited=PATIENCE + 1)

# What was understood
SURE = Heard("recommend", 0.95)
UNSURE = Heard("recommend", 0.5)
NONSENSE = Heard("out_of_scope", 0.95)
UNCLEAR = Heard("clarify", 0.95)
HELLO = Heard("smalltalk", 0.95)


def edit(facts: Facts, after: int = 30) -> Facts:
    return replace(facts, edited_after=after)


def by(author: Author, facts: Facts) -> Facts:
    return replace(facts, author=author)


EMPTY: dict[str, Any] = {"question": ""}
STICKER: dict[str, Any] = {"question": "", "content": Content.MEDIA}
EMOJI: dict[str, Any] = {"question": "🤔?!"}

Row = tuple[str, Facts, Manners, Recent, Heard | None, Action, Reason]
TABLE: list[Row] = [
    # In private everything is for the bot
    ("a question in private", PRIVATE, QUIET, NOTHING, SURE, ANSWER, Reason.ASKED_PRIVATELY),
    ("before it is understood", PRIVATE, QUIET, NOTHING, None, ANSWER, Reason.ASKED_PRIVATELY),
    ("an unsure one in private", PRIVATE, QUIET, NOTHING, UNSURE, ANSWER, Reason.ASKED_PRIVATELY),
    ("an unclear one in private", PRIVATE, QUIET, NOTHING, UNCLEAR, ANSWER, Reason.ASKED_PRIVATELY),
    ("hello in private", PRIVATE, QUIET, NOTHING, HELLO, ANSWER, Reason.ASKED_PRIVATELY),
    ("nonsense in private", PRIVATE, QUIET, NOTHING, NONSENSE, HINT, Reason.NOT_UNDERSTOOD),
    ("a sticker in private", replace(PRIVATE, **STICKER), QUIET, NOTHING, None, HINT, Reason.NO_WORDS),
    ("emoji in private", replace(PRIVATE, **EMOJI), QUIET, NOTHING, None, HINT, Reason.NO_LETTERS),
    ("blanks in private", replace(PRIVATE, **EMPTY), QUIET, NOTHING, None, HINT, Reason.NOTHING_ASKED),
    ("a forwarded question in private", replace(PRIVATE, forwarded=True), QUIET, NOTHING, SURE, ANSWER,
     Reason.ASKED_PRIVATELY),
    ("the same again in private", PRIVATE, QUIET, JUST_SAID, SURE, ANSWER, Reason.ASKED_PRIVATELY),
    ("a question that waited long in private", PRIVATE, QUIET, LATE, SURE, ANSWER, Reason.ASKED_PRIVATELY),
    ("the last token in private", PRIVATE, QUIET, LAST_TOKEN, SURE, HINT, Reason.TOO_MANY),
    ("no token left in private", PRIVATE, QUIET, NO_TOKEN, SURE, SILENT, Reason.TOO_MANY),
    ("another inline bot's result in private", by(Author.OTHER_RESULT, PRIVATE), QUIET, NOTHING, SURE, ANSWER,
     Reason.ASKED_PRIVATELY),
    ("our inline result in private", by(Author.OWN_RESULT, PRIVATE), QUIET, NOTHING, SURE, SILENT, Reason.OWN_RESULT),
    ("a bot in private", by(Author.BOT, PRIVATE), QUIET, NOTHING, SURE, SILENT, Reason.FROM_BOT),
    ("a pinned message in private", replace(PRIVATE, content=Content.EVENT, question=""), QUIET, NOTHING, None, SILENT,
     Reason.EVENT),
    # Commands
    ("a command with words in private", replace(COMMAND, door=Door.PRIVATE), QUIET, NOTHING, SURE, ANSWER,
     Reason.ASKED_BY_COMMAND),
    ("a command with words in a group", COMMAND, QUIET, NOTHING, SURE, ANSWER, Reason.ASKED_BY_COMMAND),
    ("a command that needs no words", PORTRAIT, QUIET, NOTHING, SURE, ANSWER, Reason.ASKED_BY_COMMAND),
    ("a command that lacks its words", replace(COMMAND, question=""), QUIET, NOTHING, None, HINT, Reason.NOTHING_ASKED),
    ("a command that lacks its words, in private", replace(COMMAND, door=Door.PRIVATE, question=""), QUIET, NOTHING,
     None, HINT, Reason.NOTHING_ASKED),
    ("a command under somebody's question", replace(COMMAND, question="", quoted="which one for a shop"), QUIET,
     NOTHING, SURE, ANSWER, Reason.ASKED_BY_COMMAND),
    ("an unknown command in private", replace(UNKNOWN, door=Door.PRIVATE), QUIET, NOTHING, None, HINT,
     Reason.UNKNOWN_COMMAND),
    ("an unknown command in a group", UNKNOWN, QUIET, NOTHING, None, SILENT, Reason.UNKNOWN_COMMAND),
    ("another bot's command", OTHERS, QUIET, NOTHING, SURE, SILENT, Reason.OTHER_BOTS_COMMAND),
    ("another bot's command where it is lively", OTHERS, LIVELY, NOTHING, SURE, SILENT, Reason.OTHER_BOTS_COMMAND),
    ("another bot's command in private", replace(OTHERS, door=Door.PRIVATE, addressed=Addressed.PRIVATELY), QUIET,
     NOTHING, SURE, SILENT, Reason.OTHER_BOTS_COMMAND),
    ("a command that is not understood", COMMAND, QUIET, NOTHING, NONSENSE, HINT, Reason.NOT_UNDERSTOOD),
    ("a command in a reply to somebody", replace(COMMAND, replies_to_other=True), QUIET, NOTHING, SURE, ANSWER,
     Reason.ASKED_BY_COMMAND),
    ("a command by a channel", by(Author.CHANNEL, COMMAND), QUIET, NOTHING, SURE, ANSWER, Reason.ASKED_BY_COMMAND),
    ("a command by an anonymous admin", by(Author.ANONYMOUS_ADMIN, COMMAND), QUIET, NOTHING, SURE, ANSWER,
     Reason.ASKED_BY_COMMAND),
    ("a forwarded command", replace(COMMAND, forwarded=True), QUIET, NOTHING, SURE, SILENT, Reason.FORWARDED),
    ("a command by a bot", by(Author.BOT, COMMAND), QUIET, NOTHING, SURE, SILENT, Reason.FROM_BOT),
    ("a command from an hour ago", COMMAND, QUIET, LATE, SURE, SILENT, Reason.TOO_LATE),
    ("a command that just waited enough", COMMAND, QUIET, Recent(waited=PATIENCE), SURE, ANSWER,
     Reason.ASKED_BY_COMMAND),
    # Mentions
    ("a mention with a question", MENTION, QUIET, NOTHING, SURE, ANSWER, Reason.ASKED_BY_MENTION),
    ("a mention with an unsure question", MENTION, QUIET, NOTHING, UNSURE, ANSWER, Reason.ASKED_BY_MENTION),
    ("a mention with an unclear question", MENTION, QUIET, NOTHING, UNCLEAR, ANSWER, Reason.ASKED_BY_MENTION),
    ("a mention with a greeting", MENTION, QUIET, NOTHING, HELLO, ANSWER, Reason.ASKED_BY_MENTION),
    ("a mention with nonsense", MENTION, QUIET, NOTHING, NONSENSE, HINT, Reason.NOT_UNDERSTOOD),
    ("a mention alone", replace(MENTION, **EMPTY), QUIET, NOTHING, None, HINT, Reason.NOTHING_ASKED),
    ("a mention with emoji", replace(MENTION, **EMOJI), QUIET, NOTHING, None, SILENT, Reason.NO_LETTERS),
    ("a mention under somebody's question", replace(MENTION, question="", quoted="flask or django?",
     replies_to_other=True), QUIET, NOTHING, SURE, ANSWER, Reason.ASKED_BY_MENTION),
    ("a mention under a picture", replace(MENTION, question="", quoted="", replies_to_other=True), QUIET, NOTHING, None,
     HINT, Reason.NOTHING_ASKED),
    ("a mention beside somebody else's", replace(MENTION, calls_other=True), QUIET, NOTHING, SURE, ANSWER,
     Reason.ASKED_BY_MENTION),
    ("a mention in a reply to somebody", replace(MENTION, replies_to_other=True), QUIET, NOTHING, SURE, ANSWER,
     Reason.ASKED_BY_MENTION),
    ("a mention in a topic", replace(MENTION, thread_id=7), QUIET, NOTHING, SURE, ANSWER, Reason.ASKED_BY_MENTION),
    ("a mention in General", replace(MENTION, thread_id=None, supergroup=True), QUIET, NOTHING, SURE, ANSWER,
     Reason.ASKED_BY_MENTION),
    ("a clear question in a topic, unasked", replace(TALK, thread_id=7), LIVELY, NOTHING, SURE, ANSWER,
     Reason.CLEAR_UNASKED),
    ("a mention by an anonymous admin", by(Author.ANONYMOUS_ADMIN, MENTION), QUIET, NOTHING, SURE, ANSWER,
     Reason.ASKED_BY_MENTION),
    ("a mention by somebody as a channel", by(Author.CHANNEL, MENTION), QUIET, NOTHING, SURE, ANSWER,
     Reason.ASKED_BY_MENTION),
    ("a mention by a bot", by(Author.BOT, MENTION), QUIET, NOTHING, SURE, SILENT, Reason.FROM_BOT),
    ("a mention in our own inline result", by(Author.OWN_RESULT, MENTION), QUIET, NOTHING, SURE, SILENT,
     Reason.OWN_RESULT),
    ("a mention in another bot's inline result", by(Author.OTHER_RESULT, MENTION), QUIET, NOTHING, SURE, SILENT,
     Reason.OTHER_RESULT),
    ("a mention in a post of the linked channel", by(Author.LINKED_CHANNEL, MENTION), QUIET, NOTHING, SURE, SILENT,
     Reason.AUTOMATIC_FORWARD),
    ("a mention in a forwarded message", replace(MENTION, forwarded=True), QUIET, NOTHING, SURE, SILENT,
     Reason.FORWARDED),
    ("a mention in a new title", replace(MENTION, content=Content.EVENT), QUIET, NOTHING, None, SILENT, Reason.EVENT),
    ("a mention with the last token", MENTION, QUIET, LAST_TOKEN, SURE, HINT, Reason.TOO_MANY),
    ("a mention without a token", MENTION, QUIET, NO_TOKEN, SURE, SILENT, Reason.TOO_MANY),
    # Replies to the bot
    ("a reply to the bot", REPLY, QUIET, NOTHING, SURE, ANSWER, Reason.ASKED_BY_REPLY),
    ("thanks in a reply to the bot", REPLY, QUIET, NOTHING, HELLO, ANSWER, Reason.ASKED_BY_REPLY),
    ("nonsense in a reply to the bot", REPLY, QUIET, NOTHING, NONSENSE, HINT, Reason.NOT_UNDERSTOOD),
    ("a sticker in reply to the bot", replace(REPLY, **STICKER), QUIET, NOTHING, None, SILENT, Reason.NO_WORDS),
    ("a thumb in reply to the bot", replace(REPLY, **EMOJI), QUIET, NOTHING, None, SILENT, Reason.NO_LETTERS),
    ("a reply to the bot that calls somebody", replace(REPLY, calls_other=True), QUIET, NOTHING, SURE, SILENT,
     Reason.FOR_SOMEBODY_ELSE),
    # The same again
    ("the same answer soon after", MENTION, QUIET, JUST_SAID, SURE, POINT, Reason.ANSWERED_BEFORE),
    ("the same answer by command", COMMAND, QUIET, JUST_SAID, SURE, POINT, Reason.ANSWERED_BEFORE),
    ("the same answer by reply", REPLY, QUIET, JUST_SAID, SURE, POINT, Reason.ANSWERED_BEFORE),
    ("the same answer much later", MENTION, QUIET, SAID_LONG_AGO, SURE, ANSWER, Reason.ASKED_BY_MENTION),
    ("at the very end of the cooldown", MENTION, QUIET, Recent(same_answer_ago=600), SURE, ANSWER,
     Reason.ASKED_BY_MENTION),
    ("within a short cooldown", MENTION, PATIENT, Recent(same_answer_ago=59), SURE, POINT, Reason.ANSWERED_BEFORE),
    ("after a short cooldown", MENTION, PATIENT, Recent(same_answer_ago=61), SURE, ANSWER, Reason.ASKED_BY_MENTION),
    ("a greeting soon after another", MENTION, QUIET, JUST_SAID, HELLO, ANSWER, Reason.ASKED_BY_MENTION),
    ("nonsense soon after nonsense", MENTION, QUIET, JUST_SAID, NONSENSE, HINT, Reason.NOT_UNDERSTOOD),
    ("the same without a token", MENTION, QUIET, replace(JUST_SAID, allowance=Allowance.NONE), SURE, SILENT,
     Reason.TOO_MANY),
    # Talk that is not for the bot
    ("talk in a quiet group", TALK, QUIET, NOTHING, SURE, SILENT, Reason.NOT_ADDRESSED),
    ("talk before it is understood", TALK, QUIET, NOTHING, None, SILENT, Reason.NOT_ADDRESSED),
    ("a sticker in a quiet group", replace(TALK, **STICKER), QUIET, NOTHING, None, SILENT, Reason.NOT_ADDRESSED),
    ("somebody joined", replace(TALK, content=Content.EVENT, question=""), LIVELY, NOTHING, None, SILENT, Reason.EVENT),
    ("a channel's post", replace(TALK, door=Door.CHANNEL), LIVELY, NOTHING, SURE, SILENT, Reason.CHANNEL_POST),
    ("a channel's post with a mention", replace(MENTION, door=Door.CHANNEL), LIVELY, NOTHING, SURE, SILENT,
     Reason.CHANNEL_POST),
    ("a business message", replace(PRIVATE, door=Door.BUSINESS), LIVELY, NOTHING, SURE, SILENT, Reason.BUSINESS),
    ("a business command", replace(COMMAND, door=Door.BUSINESS), LIVELY, NOTHING, SURE, SILENT, Reason.BUSINESS),
    ("a migration", replace(TALK, door=Door.MEMBERSHIP), LIVELY, NOTHING, None, SILENT, Reason.NOT_A_MESSAGE),
    ("something unheard of", Facts(Door.OTHER), LIVELY, NOTHING, None, SILENT, Reason.NOT_A_MESSAGE),
    # Answering unasked
    ("a clear question where it is lively", TALK, LIVELY, NOTHING, SURE, ANSWER, Reason.CLEAR_UNASKED),
    ("talk where it is lively, before it is understood", TALK, LIVELY, NOTHING, None, ANSWER, Reason.CLEAR_UNASKED),
    ("just sure enough", TALK, LIVELY, NOTHING, Heard("fact", 0.8), ANSWER, Reason.CLEAR_UNASKED),
    ("not quite sure enough", TALK, LIVELY, NOTHING, Heard("fact", 0.79), SILENT, Reason.UNSURE_UNASKED),
    ("an unclear question, unasked", TALK, LIVELY, NOTHING, UNCLEAR, SILENT, Reason.UNSURE_UNASKED),
    ("nonsense, unasked", TALK, LIVELY, NOTHING, NONSENSE, SILENT, Reason.UNSURE_UNASKED),
    ("a greeting, unasked", TALK, LIVELY, NOTHING, HELLO, SILENT, Reason.UNSURE_UNASKED),
    ("a clear question by an anonymous admin", by(Author.ANONYMOUS_ADMIN, TALK), LIVELY, NOTHING, SURE, ANSWER,
     Reason.CLEAR_UNASKED),
    ("a clear question in a channel's name", by(Author.CHANNEL, TALK), LIVELY, NOTHING, SURE, SILENT,
     Reason.IN_A_CHANNELS_NAME),
    ("a clear question to somebody by name", replace(TALK, calls_other=True), LIVELY, NOTHING, SURE, SILENT,
     Reason.FOR_SOMEBODY_ELSE),
    ("a clear question in reply to somebody", replace(TALK, replies_to_other=True), LIVELY, NOTHING, SURE, SILENT,
     Reason.REPLY_TO_SOMEBODY),
    ("a clear question, forwarded", replace(TALK, forwarded=True), LIVELY, NOTHING, SURE, SILENT, Reason.FORWARDED),
    ("a clear question from the linked channel", by(Author.LINKED_CHANNEL, TALK), LIVELY, NOTHING, SURE, SILENT,
     Reason.AUTOMATIC_FORWARD),
    ("a clear question by a bot", by(Author.BOT, TALK), LIVELY, NOTHING, SURE, SILENT, Reason.FROM_BOT),
    ("a sticker where it is lively", replace(TALK, **STICKER), LIVELY, NOTHING, None, SILENT, Reason.NO_WORDS),
    ("emoji where it is lively", replace(TALK, **EMOJI), LIVELY, NOTHING, None, SILENT, Reason.NO_WORDS),
    ("the same clear question again, unasked", TALK, LIVELY, JUST_SAID, SURE, SILENT, Reason.ANSWERED_BEFORE),
    ("a clear question of an hour ago", TALK, LIVELY, LATE, SURE, SILENT, Reason.TOO_LATE),
    ("a clear question with the last token", TALK, LIVELY, LAST_TOKEN, SURE, SILENT, Reason.TOO_MANY),
    ("a clear question without a token", TALK, LIVELY, NO_TOKEN, SURE, SILENT, Reason.TOO_MANY),
    ("a mention where it is lively, unsure", MENTION, LIVELY, NOTHING, UNSURE, ANSWER, Reason.ASKED_BY_MENTION),
    # Edits
    ("an edited question", edit(PRIVATE), QUIET, ANSWERED, SURE, EDIT, Reason.QUESTION_EDITED),
    ("an edited mention", edit(MENTION), QUIET, ANSWERED, SURE, EDIT, Reason.QUESTION_EDITED),
    ("an edited command", edit(COMMAND), QUIET, ANSWERED, SURE, EDIT, Reason.QUESTION_EDITED),
    ("an edited command without words", edit(PORTRAIT), QUIET, ANSWERED, SURE, EDIT, Reason.QUESTION_EDITED),
    ("an edited reply", edit(REPLY), QUIET, ANSWERED, SURE, EDIT, Reason.QUESTION_EDITED),
    ("edited into nonsense", edit(MENTION), QUIET, ANSWERED, NONSENSE, EDIT, Reason.QUESTION_EDITED),
    ("edited within the cooldown", edit(MENTION), QUIET, replace(JUST_SAID, answered=True), SURE, EDIT,
     Reason.QUESTION_EDITED),
    ("edited at the end of the window", edit(MENTION, EDIT_WINDOW), QUIET, ANSWERED, SURE, EDIT,
     Reason.QUESTION_EDITED),
    ("edited after the window", edit(MENTION, EDIT_WINDOW + 1), QUIET, ANSWERED, SURE, SILENT, Reason.EDITED_TOO_LATE),
    ("the edit of something unanswered", edit(MENTION), QUIET, NOTHING, SURE, SILENT, Reason.EDIT_OF_UNANSWERED),
    ("the edit of a question in private, unanswered", edit(PRIVATE), QUIET, NOTHING, SURE, SILENT,
     Reason.EDIT_OF_UNANSWERED),
    ("the edit of talk", edit(TALK), QUIET, NOTHING, SURE, SILENT, Reason.EDIT_OF_UNANSWERED),
    ("an edit that takes the mention away", edit(TALK), QUIET, ANSWERED, SURE, SILENT, Reason.NOT_ADDRESSED),
    ("an edited clear question, unasked", edit(TALK), LIVELY, ANSWERED, SURE, EDIT, Reason.QUESTION_EDITED),
    ("a clear question edited into an unclear one", edit(TALK), LIVELY, ANSWERED, UNSURE, SILENT,
     Reason.UNSURE_UNASKED),
    ("edited until nothing is left", edit(replace(MENTION, **EMPTY)), QUIET, ANSWERED, None, SILENT,
     Reason.NOTHING_ASKED),
    ("edited into an unknown command", edit(UNKNOWN), QUIET, ANSWERED, None, SILENT, Reason.UNKNOWN_COMMAND),
    ("edited too often", edit(MENTION), QUIET, replace(ANSWERED, allowance=Allowance.LAST), SURE, SILENT,
     Reason.TOO_MANY),
    ("an edit by a bot", edit(by(Author.BOT, MENTION)), QUIET, ANSWERED, SURE, SILENT, Reason.FROM_BOT),
    ("the edit of a channel's post", edit(replace(TALK, door=Door.CHANNEL)), QUIET, ANSWERED, SURE, SILENT,
     Reason.CHANNEL_POST),
    # Guests
    ("a guest's question", GUEST, QUIET, NOTHING, SURE, ANSWER, Reason.ASKED_AS_GUEST),
    ("a guest is asked nonsense", GUEST, QUIET, NOTHING, NONSENSE, HINT, Reason.NOT_UNDERSTOOD),
    ("a guest is asked nothing", replace(GUEST, **EMPTY), QUIET, NOTHING, None, HINT, Reason.NOTHING_ASKED),
    ("a guest is asked by a bot", by(Author.BOT, GUEST), QUIET, NOTHING, SURE, SILENT, Reason.FROM_BOT),
    ("a guest is asked the same again", GUEST, QUIET, JUST_SAID, SURE, ANSWER, Reason.ASKED_AS_GUEST),
    ("a guest is asked by command", replace(GUEST, addressed=Addressed.BY_COMMAND, command=ASK), QUIET, NOTHING, SURE,
     ANSWER, Reason.ASKED_AS_GUEST),
    ("a guest is asked without a token", GUEST, QUIET, NO_TOKEN, SURE, SILENT, Reason.TOO_MANY),
]  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_decisions(row: Row) -> None:
    _, facts, manners, recent, heard, action, reason = row
    assert decide(facts, manners, recent, heard) == Decision(action, reason)


def test_the_table_names_every_reason() -> None:
    assert {row[-1] for row in TABLE} == set(Reason)
    assert len({row[0] for row in TABLE}) == len(TABLE) >= 80


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_silence_before_understanding_is_final(row: Row) -> None:
    """What is decided as silence without the words may not become speech with them."""
    _, facts, manners, recent, heard, action, _ = row
    first = decide(facts, manners, recent)
    assert first.action is not Action.SILENT or action is Action.SILENT, heard


def test_codes_are_fit_to_be_labels() -> None:
    codes = [*Action, *Reason]
    assert all(re.fullmatch("[a-z][a-z', ]*[a-z]", code) for code in codes)
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("given", [QUIET, NOTHING, SURE, Decision(Action.SILENT, Reason.EVENT)])
def test_what_was_decided_on_cannot_change_afterwards(given: Any) -> None:
    name = fields(given)[0].name
    with pytest.raises(FrozenInstanceError):
        setattr(given, name, None)


def test_the_defaults_are_quiet() -> None:
    assert (EDIT_WINDOW, PATIENCE) == (900, 600)
    assert (Manners().sure_above, Recent().waited) == (1.0, 0)
    assert not Manners().ambient
    assert Manners().cooldown == 600
    assert decide(TALK, Manners(ambient=True), Recent(), SURE).action is Action.SILENT
