from __future__ import annotations

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from bot.conversation import Desk
from bot.terminal.completion import Commands
from bot.terminal.pages import commands


@pytest.fixture
def completer(coffee: Desk) -> Commands:
    names = [framework.name for framework in coffee.base.frameworks.values()]
    return Commands(lambda: commands(coffee.base, "zh_Hans"), lambda: names)


def completed(completer: Commands, typed: str) -> list[str]:
    """What the line would be after each of the completions."""
    found = completer.get_completions(Document(typed), CompleteEvent())
    return [typed[: len(typed) + one.start_position] + one.text for one in found]


def test_a_slash_lists_every_command_with_what_it_does(completer: Commands, coffee: Desk) -> None:
    found = [*completer.get_completions(Document("/"), CompleteEvent())]
    listed = commands(coffee.base, "zh_Hans")
    assert [one.text for one in found] == [f"/{command}" for command in listed]
    assert [one.display_meta_text for one in found] == [*listed.values()]


@pytest.mark.parametrize("slash", ["/", "／", "、"])
def test_the_commands_of_the_frameworks_come_from_the_knowledge(completer: Commands, slash: str) -> None:
    assert completed(completer, f"{slash}mo") == ["/moka"]
    assert completed(completer, f"{slash}C") == ["/choose", "/compare", "/chemex"]


def test_frameworks_are_completed_where_they_are_named(completer: Commands) -> None:
    assert completed(completer, "/compare m") == ["/compare Moka"]
    assert completed(completer, "/compare Moka ") == [f"/compare Moka {n}" for n in ("Chemex", "Aeropress", "Siphon")]


@pytest.mark.parametrize("typed", ["", "moka", "which /he", "/help me", "/nothing", " /"])
def test_nothing_else_is_completed(completer: Commands, typed: str) -> None:
    assert completed(completer, typed) == []
