"""What a line that was typed leads to: a question, a command or the number of a button becomes a message.

Nothing here draws or reads; the conversation is the same through a pipe and at a keyboard.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from bot.conversation.commands import NEEDS_WORDS, Asker, asking
from bot.conversation.desk import LONG, Desk, Reply
from bot.conversation.instead import instead
from bot.conversation.keys import answer_key
from bot.presentation import Button, Message, question_of
from bot.presentation.actions import Action, Choose, Misheard, Picture, Set, Show, Situations, Why
from bot.presentation.catalogue import catalogue
from bot.presentation.choice import choose
from bot.presentation.guides import notice
from bot.presentation.lists import situations, sources
from bot.presentation.message import Rows, rows
from bot.terminal import pages
from bot.terminal.keeping import Keeping
from bot.understanding import LANGUAGES, Language, Question

SLASHES = "/／、"
"""What a command begins with. A Chinese keyboard types one of the latter two on the key of the first."""
_COMMAND = re.compile(rf"[{SLASHES}]([A-Za-z0-9_]{{1,32}})(?:@\w+)?(?=\s|$|[\u3400-\u9fff])\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Turn:
    """What is said to one line."""

    message: Message
    language: Language
    page: bool = False
    """Whether it is made of its buttons: a step of a choice, a list, settings."""

    @property
    def offers(self) -> tuple[Button, ...]:
        """The buttons in their order: the first has the number 1."""
        return tuple(button for row in self.rows for button in row)

    @property
    def rows(self) -> Rows:
        """The buttons row by row, without those that only a window can do."""
        return rows(*([button for button in row if not _needs_a_window(button)] for row in self.message.buttons))

    @property
    def questions(self) -> tuple[Button, ...]:
        """Those that ask something else."""
        return tuple(button for button in self.offers if isinstance(button.action, Show))


class Talk:
    """One conversation: what was asked before, what was offered, which language is spoken."""

    def __init__(self, desk: Desk, keeping: Keeping, language: Language) -> None:
        self.desk = desk
        self.keeping = keeping
        self.choices = keeping.choices()
        self.offers: tuple[Button, ...] = ()
        self._before: Question | None = None
        self._spoken = language

    @property
    def language(self) -> Language:
        """To speak in where the words tell nothing: what was chosen, else what was spoken last.

        Many write Chinese where the system is set to English, so its setting only counts until they have written.
        """
        return self.choices.language or self._spoken

    def hear(self, line: str) -> Turn | None:
        """What to say to ``line``; none if it ends the conversation."""
        text = line.strip()
        if is_farewell(text):
            return None
        turn = self._turn(text)
        self.offers = turn.offers
        self._spoken = turn.language
        return turn

    def _turn(self, text: str) -> Turn:
        if text.isdecimal() and 1 <= int(text) <= len(self.offers):
            return self._press(self.offers[int(text) - 1].action)
        if command := _COMMAND.fullmatch(text):
            return self._obey(command[1].lower(), command[2])
        if not any(character.isalnum() for character in text):
            return self._notice("notice.emoji")
        asker = self._asker()
        return self._said(self.desk.ask(text, *asker.preferences, before=asker.before, short=asker.short), text)

    def _obey(self, name: str, words: str) -> Turn:
        """Does what a command says."""
        if ask := asking(self.desk).get(name):
            if name in NEEDS_WORDS and not words:
                return self._notice("notice.empty", example=self.desk.base.subject.examples[0].in_(self.language))
            return self._said(ask(self.desk, words, self._asker()), words)
        if page := pages.PAGES.get(name):
            return Turn(page(self.desk.base, self.language, self.choices, self.keeping), self.language, page=True)
        if name == "forgetme":
            return self._forget()
        return self._notice("notice.unknown_command")

    def _press(self, action: Action) -> Turn:
        """Does what a button says."""
        base = self.desk.base
        if isinstance(action, Set):
            return self._set(action)
        if isinstance(action, Choose):
            step = choose(action.path, action.language, base)
            if isinstance(step, Message):
                return Turn(step, action.language, page=True)
            action = step
        if isinstance(action, Show):
            return self._said(self.desk.again(action, short=self.choices.short))
        if isinstance(action, Why):
            return Turn(self.desk.explain(action), action.language)
        if isinstance(action, Misheard):
            return Turn(self._misheard(action), action.language, page=True)
        listed = situations(action.page, action.language, base) if isinstance(action, Situations) else None
        return Turn(listed or sources(action.language, base), action.language, page=True)

    def _said(self, reply: Reply, words: str = "") -> Turn:
        """An answer, which the next question may follow."""
        self._before = reply.question
        if reply.question.kind == "out_of_scope" and len(words) > LONG:
            return self._notice("notice.too_long", reply.answer.language, count=LONG)
        return Turn(reply.message, reply.answer.language)

    def _misheard(self, action: Misheard) -> Message:
        """What else the question could have meant, as long as it is still the last one."""
        base, before = self.desk.base, self._before
        same = before is not None and answer_key(before, base) == answer_key(question_of(action), base)
        readings = before.readings if before is not None and same else ()
        asked = notice("chat.misheard", action.language, base)
        return replace(asked, buttons=instead(self.desk, readings, action.reading, action.language))

    def _set(self, action: Set) -> Turn:
        if action.name == "short":
            self.choices = replace(self.choices, short=action.value == "on")
        else:
            chosen = next((language for language in LANGUAGES if language == action.value), None)
            self.choices = replace(self.choices, language=chosen)
        kept = self.keeping.keep(self.choices)
        return self._notice("settings.saved" if kept else "settings.not_saved", self.choices.language)

    def _forget(self) -> Turn:
        gone = self.keeping.forget()
        self.choices = self.keeping.choices()
        self._before = None
        return self._notice("privacy.forgotten" if gone else "settings.not_saved")

    def _asker(self) -> Asker:
        return Asker((self.choices.language, self._spoken), self.language, self.choices.short, self._before)

    def _notice(self, key: str, language: Language | None = None, **values: str | int) -> Turn:
        spoken = language or self.language
        return Turn(notice(key, spoken, self.desk.base, **values), spoken)


def _needs_a_window(button: Button) -> bool:
    return isinstance(button.action, Picture)


def is_farewell(line: str) -> bool:
    """Whether ``line`` ends the conversation, in any language."""
    return line.strip().lower() in _farewells()


@cache
def _farewells() -> frozenset[str]:
    words = [word for language in LANGUAGES for word in catalogue(language).text("chat.farewells").split()]
    return frozenset((*words, *(slash + word for slash in SLASHES for word in (*words, *pages.LEAVE, "q"))))
