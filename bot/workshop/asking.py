"""Questions in the terminal, answered by a person or by a pipe."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.presentation.catalogue import Catalogue, Value

Check = Callable[[str], str | None]
"""Says what is wrong with an answer, if anything is."""

_UNWRITABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Control characters, halves of characters, separators of lines and paragraphs."""


class CancelledError(Exception):
    """Whoever was asked went away, so there is nothing to write."""


class UnusableAnswerError(Exception):
    """A pipe gave an answer that cannot be used, and cannot be asked again; the message says why."""


@dataclass(slots=True)
class Interview:
    """Asks, and takes what the lines give.

    Where a pipe ends, everything else is left open; a person who ends the lines (Ctrl+D) wants to be asked no more, and
    nothing to be kept.
    """

    words: Catalogue
    lines: Iterator[str]
    show: Callable[[str], None]
    again: bool = True
    """Whether a wrong answer can be asked for again."""
    ended: bool = field(default=False, init=False)
    answered: bool = field(default=False, init=False)
    """Whether any question has got an answer of its own."""

    def ask(self, key: str, default: str = "", check: Check | None = None, **values: Value) -> str:
        """The answer to the question ``new.ask.<key>``; empty if there is none.

        Raises:
            UnusableAnswerError: it is wrong, and there is nobody to ask again.
            CancelledError: there is nobody any more.
        """
        return self._answer(self.words.text(f"new.ask.{key}", **values), default, check)

    def _answer(self, question: str, default: str, check: Check | None) -> str:
        while not self.ended:
            self.show(self.words.text("new.with_default", question=question, default=default) if default else question)
            given = self._next()
            self.answered = self.answered or bool(given)
            answer = given or default
            wrong = check(answer) if check and answer else None
            if wrong is None:
                return answer
            if not self.again:
                raise UnusableAnswerError(f"{question}: {wrong}")
            self.show(wrong)
        return default

    def listed(
        self, key: str, check: Check | None = None, default: Sequence[str] = (), **values: Value
    ) -> tuple[str, ...]:
        """The answer as a list: what stands between commas, of either script.

        The default is an answer only where somebody was asked: nobody has agreed to it once the lines have ended.
        """

        def each(answer: str) -> str | None:
            return next((wrong for item in _items(answer) if check and (wrong := self._item(item, check))), None)

        answer = self._answer(self.words.text(f"new.ask.{key}", **values), ", ".join(default), each)
        return () if self.ended else _items(answer)

    def both(self, key: str, **values: Value) -> dict[str, str]:
        """A text in the languages that people write: English and Simplified Chinese."""
        questions = {
            language: self.words.text(f"new.ask.{key}", language=self.words.text(f"new.in.{language}"), **values)
            for language in ("en", "zh_Hans")
        }
        return {language: self._answer(question, "", None) for language, question in questions.items()}

    def wrong(self, key: str, **values: Value) -> str:
        """What is wrong with an answer."""
        return self.words.text(f"new.wrong.{key}", **values)

    def _item(self, item: str, check: Check) -> str | None:
        """What is wrong with one of a list; several that are right alone lack nothing but commas."""
        wrong, parts = check(item), item.split()
        if wrong and len(parts) > 1 and not any(map(check, parts)):
            return self.wrong("commas", meant=", ".join(parts))
        return wrong

    def _next(self) -> str:
        line = next(self.lines, None)
        if line is None and self.again:
            raise CancelledError
        if line is None:
            self.ended = True
            return ""
        # What no line of YAML can hold comes from a slip of the hand.
        return "".join(sign for sign in line if unicodedata.category(sign) not in _UNWRITABLE).strip()


def _items(answer: str) -> tuple[str, ...]:
    parts = answer.replace("，", ",").replace("、", ",").split(",")
    return tuple(dict.fromkeys(part for part in (part.strip() for part in parts) if part))
