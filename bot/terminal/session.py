"""A person at the keyboard: the prompt, its keys, and how answers appear."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from threading import Thread

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.filters import Condition
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import Output
from prompt_toolkit.styles import Style
from rich.console import Console, Group

from bot.conversation.desk import Desk
from bot.presentation.catalogue import catalogue
from bot.presentation.document import Document, Paragraph
from bot.presentation.markup import lines
from bot.presentation.message import Message
from bot.terminal import pages
from bot.terminal.buttons import drawn_buttons
from bot.terminal.completion import Commands
from bot.terminal.drawing import FAINT, Artist, Links
from bot.terminal.keeping import Keeping
from bot.terminal.remembering import history_in
from bot.terminal.talking import SLASHES, Talk, Turn
from bot.understanding import Language

_WIDEST = 100
"""Cells of a line: longer ones are hard to read."""
_LOOKS = Style.from_dict(
    {
        "prompt": "ansicyan bold",
        "placeholder": "dim",
        "auto-suggestion": "noinherit dim",
        "completion-menu": "noinherit",
        "completion-menu.completion": "noinherit",
        "completion-menu.completion.current": "noinherit reverse",
        "completion-menu.meta.completion": "noinherit dim",
        "completion-menu.meta.completion.current": "noinherit reverse",
        "scrollbar.background": "noinherit",
        "scrollbar.button": "noinherit reverse",
    }
)


class Session:
    """One sitting at a terminal.

    Args:
        load: makes the desk, while the person reads and types.
        keeping: what is kept for the next sitting.
        language: spoken until the person chooses or writes another.
        keys: where keys come from; the terminal, if none.
        screen: where the prompt is drawn; the terminal, if none.
        console: where answers are drawn.
    """

    def __init__(
        self,
        load: Callable[[], Desk],
        keeping: Keeping,
        language: Language,
        *,
        keys: Input | None = None,
        screen: Output | None = None,
        console: Console | None = None,
    ) -> None:
        self._desk = _in_background(load)
        self._keeping = keeping
        self._language = keeping.choices().language or language
        self._talk: Talk | None = None
        self._folded: Group | None = None
        self._keys, self._screen = keys, screen
        self._console = console or Console(highlight=False, markup=False, emoji=False)
        self._prompt = self._new_prompt()

    @property
    def language(self) -> Language:
        """What is spoken now."""
        return self._talk.language if self._talk else self._language

    def run(self) -> None:
        """Answers until the person leaves.

        Raises:
            Exception: the desk could not be made; whatever ``load`` raised.
        """
        try:
            self._greet()
            while (line := self._read()) is not None and self._answer(line):
                pass
        except (EOFError, KeyboardInterrupt):
            pass
        self._console.print(self._text("cli.bye"), style=FAINT)

    def _greet(self) -> None:
        welcome = lines(catalogue(self.language).marked("chat.welcome"))
        self._show(Message(Document((Paragraph(welcome),))))

    def _read(self) -> str:
        return self._prompt.prompt(pre_run=self._watch)

    def _answer(self, line: str) -> bool:
        """Whether the conversation goes on."""
        if not line.strip():
            self._unfold()
            return True
        if self._talk is None:
            self._talk = Talk(self._desk.result(), self._keeping, self._language)
        turn = self._talk.hear(line)
        if turn is None:
            return False
        if self._keeping.history is not None and not self._keeping.history.exists():
            self._prompt = self._new_prompt()
        self._show(turn.message, turn)
        return True

    def _show(self, message: Message, turn: Turn | None = None) -> None:
        """Draws a message with a blank line above and below."""
        out, cells = self._console, min(self._console.width, _WIDEST)
        links = Links.of(self._talk.desk.base) if self._talk else Links({}, {})
        drawing = Artist(links, cells).draw(message)
        out.print()
        for part in drawing.shown:
            out.print(part, width=cells)
        self._folded = drawing.folded
        if drawing.folded is not None:
            out.print()
            out.print(self._text("chat.folded", count=drawing.rows), style=FAINT, width=cells)
        if turn is not None and turn.rows:
            out.print()
            out.print(drawn_buttons(turn.rows, cells, page=turn.page), width=cells)
        out.print()

    def _unfold(self) -> None:
        """Shows what the last answer keeps folded; a second time there is nothing left to show."""
        if self._folded is None:
            return
        self._console.print()
        self._console.print(self._folded, width=min(self._console.width, _WIDEST))
        self._console.print()
        self._folded = None

    def _new_prompt(self) -> PromptSession[str]:
        return PromptSession(
            [("class:prompt", "> ")],
            placeholder=lambda: [("class:placeholder", self._text("chat.placeholder"))],
            style=_LOOKS,
            history=history_in(self._keeping.history),
            auto_suggest=AutoSuggestFromHistory(),
            completer=Commands(self._commands, self._names),
            complete_while_typing=Condition(_a_command_begins),
            key_bindings=_keys(),
            input=self._keys,
            output=self._screen,
        )

    def _commands(self) -> Mapping[str, str]:
        if self._desk.done():
            return pages.commands(self._desk.result().base, self.language)
        return dict.fromkeys(pages.COMMANDS, "")

    def _names(self) -> Iterable[str]:
        base = self._desk.result().base if self._desk.done() else None
        return [framework.name for framework in base.frameworks.values()] if base else ()

    def _text(self, key: str, **values: str | int) -> str:
        return catalogue(self.language).text(key, **values)

    def _watch(self) -> None:
        """Ends the prompt at once if there will be no desk to answer."""
        app, loop = get_app(), asyncio.get_running_loop()

        def give_up(error: BaseException) -> None:
            if app.is_running and not app.is_done:
                app.exit(exception=error)

        def look(desk: Future[Desk]) -> None:
            error = desk.exception()
            # The prompt may be gone by then.
            with suppress(RuntimeError):
                if error is not None:
                    loop.call_soon_threadsafe(give_up, error)

        if self._talk is None:
            self._desk.add_done_callback(look)


def _in_background(load: Callable[[], Desk]) -> Future[Desk]:
    """What ``load`` makes, made in a thread that nobody waits for when they leave."""
    made: Future[Desk] = Future()

    def make() -> None:
        try:
            made.set_result(load())
        except BaseException as error:
            made.set_exception(error)

    Thread(target=make, daemon=True).start()
    return made


def _a_command_begins() -> bool:
    return get_app().current_buffer.text[:1] in tuple(SLASHES)


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("c-c")
    def _(event: KeyPressEvent) -> None:
        """Empties the line, or leaves if there is nothing on it."""
        if event.current_buffer.text:
            event.current_buffer.reset()
        else:
            event.app.exit(exception=EOFError)

    @keys.add(Keys.Vt100MouseEvent)
    def _(_: KeyPressEvent) -> None:
        """Nothing here takes the mouse: what looks like it is the colour of a text that was pasted."""

    return keys
