"""``check``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot import checking
from bot.checking import Format
from bot.commandline import language, settings
from bot.conversation.desk import Desk
from bot.rehearsal import rehearsed


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command()(check)


def check(
    folder: Annotated[Path | None, typer.Argument(help="A folder of knowledge; the packaged one by default.")] = None,
    form: Annotated[Format, typer.Option("--format", help="For people, programs or GitHub.")] = Format.TEXT,
) -> None:
    """Find what is wrong with the knowledge and the catalogues."""
    chosen = settings()
    spoken = language(chosen)
    place = folder or chosen.knowledge_dir
    checked = checking.check(place, also=lambda base: rehearsed(Desk(base, default=chosen.language), place))
    if told := checking.report(checked, form, spoken):
        typer.echo(told)
    failed = bool(checked.of(checking.Severity.ERROR))
    if form is not Format.JSON:
        typer.echo(checking.summary(checked, spoken), err=failed)
    if failed:
        raise typer.Exit(1)
