"""What every command does before it can do anything: the settings, and one line and an exit code where it cannot."""

from __future__ import annotations

import os
from typing import NoReturn

import typer

from bot.settings import Settings, SettingsError, read_settings
from bot.understanding import Language


def fail(message: str, code: int = 2) -> NoReturn:
    """Ends the program with a line on standard error."""
    typer.echo(message, err=True)
    raise typer.Exit(code)


def settings() -> Settings:
    """The settings; a wrong one ends the program."""
    try:
        return read_settings()
    except SettingsError as error:
        fail(str(error))


def language(chosen: Settings) -> Language:
    """The language of whoever sits here: the one that is set, or else that of the locale."""
    from bot.terminal.surroundings import language_of  # noqa: PLC0415 - a command that is fast need not load it

    told = "language" in chosen.model_fields_set
    return chosen.language if told else language_of(os.environ) or chosen.language
