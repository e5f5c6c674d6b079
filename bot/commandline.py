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
        fail(error.told(error.language or _of_the_locale() or "en"))


def language(chosen: Settings) -> Language:
    """The language of whoever sits here: the one that is set, or else that of the locale."""
    told = "language" in chosen.model_fields_set
    return chosen.language if told else _of_the_locale() or chosen.language


def _of_the_locale() -> Language | None:
    from bot.terminal.surroundings import language_of  # noqa: PLC0415 - a command that is fast need not load it

    return language_of(os.environ)
