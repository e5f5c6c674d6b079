"""What an answer looks like: tables stand straight, nothing is wider than the terminal, colours can be refused."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console
from wcwidth import width

from bot.conversation import Desk
from bot.presentation import Message
from bot.presentation.rich import Table
from bot.terminal.buttons import drawn_buttons
from bot.terminal.drawing import Artist, Links
from bot.terminal.tables import drawn_table
from bot.understanding import LANGUAGES, Language, Reading

WIDTHS = (40, 60, 80, 100)
ESCAPES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")


def printed(message: Message, cells: int, links: Links | None = None, **options: object) -> str:
    out = io.StringIO()
    console = Console(file=out, width=cells, highlight=False, markup=False, emoji=False, **options)  # type: ignore[arg-type]
    drawing = Artist(links or Links({}, {}), cells).draw(message)
    for part in drawing.shown:
        console.print(part, width=cells)
    if drawing.folded is not None:
        console.print(drawing.folded, width=cells)
    console.print(drawn_buttons(message.buttons, cells, page=True), width=cells)
    return out.getvalue()


def table_of(message: Message) -> Table:
    assert message.rich
    return next(block for block in message.rich.blocks if isinstance(block, Table))


def tabled(table: Table, cells: int) -> list[str]:
    out = io.StringIO()
    Console(file=out, width=cells).print(drawn_table(table, cells, Artist(Links({}, {}), cells).prose))
    return out.getvalue().splitlines()


def compared(desk: Desk, language: Language, frameworks: tuple[str, ...] = ()) -> Message:
    named = frameworks or tuple(desk.base.frameworks)
    return desk.show(Reading("compare", named), language).message


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cells", WIDTHS)
def test_nothing_is_wider_than_the_terminal(desk: Desk, language: Language, cells: int) -> None:
    readings = [
        Reading("compare", tuple(desk.base.frameworks)),
        Reading("compare", tuple(desk.base.frameworks), topic="performance"),
        Reading("framework", (next(iter(desk.base.frameworks)),)),
        Reading("learn"),
        *(Reading("recommend", scenario=name) for name in list(desk.base.scenarios)[:5]),
    ]
    for reading in readings:
        for line in printed(desk.show(reading, language).message, cells).splitlines():
            assert width(line) <= cells, line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cells", [80, 100])
def test_the_columns_of_a_table_begin_below_their_heads(desk: Desk, language: Language, cells: int) -> None:
    names = [framework.name for framework in desk.base.frameworks.values()]
    table = table_of(compared(desk, language))
    head, _, *lines = tabled(table, cells)
    starts = [width(head[: head.index(name)]) for name in names]
    assert sum(not line.startswith(" ") for line in lines) == len(table.rows)
    for line in lines:
        for start in starts:
            before, at = _cell_at(line.ljust(cells), start)
            assert before == " ", line
            assert at != " " or line.startswith(" "), line


def _cell_at(line: str, column: int) -> tuple[str, str]:
    """The characters before and at a column of cells."""
    reached = 0
    for index, character in enumerate(line):
        if reached == column:
            return line[index - 1], character
        reached += width(character)
    raise AssertionError(f"nothing at {column} in {line!r}")


def test_a_table_without_room_is_told_row_by_row(desk: Desk) -> None:
    lines = printed(compared(desk, "en"), 40).splitlines()
    at = next(number for number, line in enumerate(lines) if line == "ORM and database")
    names = [framework.name for framework in desk.base.frameworks.values()]
    assert [line.split()[0] for line in lines[at + 1 : at + 1 + len(names)]] == names


def test_all_that_the_message_says_is_drawn(desk: Desk) -> None:
    for reading in (Reading("recommend", scenario="ecommerce"), Reading("fact", ("flask",), topic="orm")):
        message = desk.show(reading, "en").message
        drawn = re.sub(r"[│\s]+", " ", printed(message, 100))
        for line in message.plain.splitlines():
            assert re.sub(r"\s+", " ", line) in drawn


def test_what_hardly_takes_room_is_not_folded(coffee: Desk) -> None:
    little = Artist(Links({}, {}), 80).draw(compared(coffee, "en"))
    assert little.folded is None


def test_options_stand_below_alone(coffee: Desk) -> None:
    message = coffee.ask("asdf").message
    labels = [button.label for row in message.buttons for button in row]
    assert all(message.plain.count(label) for label in labels)
    assert [printed(message, 80).count(label) for label in labels] == [1] * len(labels)


def test_buttons_are_numbered_in_their_order(coffee: Desk) -> None:
    message = coffee.ask("Which coffee maker for a camping trip?").message
    for page in (False, True):
        out = io.StringIO()
        Console(file=out, width=40).print(drawn_buttons(message.buttons, 40, page=page))
        assert [int(number) for number in re.findall(r"\b\d\b", out.getvalue())] == [1, 2, 3, 4, 5]


def test_names_lead_to_their_places(coffee: Desk) -> None:
    source = coffee.base.sources["B1"].model_copy(update={"link": "https://example.org/four-pots"})
    base = coffee.base.model_copy(update={"sources": {**coffee.base.sources, "B1": source}})
    links = Links.of(base)
    shown = printed(coffee.ask("Is the Moka easy to clean?").message, 80, links, force_terminal=True)
    assert re.search(r"\x1b\]8;[^;]*;https://example\.org/four-pots\x1b\\[^\x1b]*A barista", shown)
    told = printed(coffee.ask("Moka vs Siphon").message, 80, links, force_terminal=True)
    assert "https://example.org/moka" in told
    assert "https://example.org/chemex" not in told


def test_colours_can_be_refused(coffee: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    message = coffee.ask("Moka vs Siphon").message
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    coloured = printed(message, 80, force_terminal=True)
    assert "\x1b[1;36m" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    refused = printed(message, 80, force_terminal=True)
    assert "36m" not in refused
    assert ESCAPES.sub("", refused) == ESCAPES.sub("", coloured) == printed(message, 80)
