"""``try`` and ``apply``: what an edit changes, before and after it is made."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commandline import fail, language, settings
from bot.conversation.desk import Desk
from bot.knowledge_base import KnowledgeError, load, packaged_folder
from bot.presentation.catalogue import catalogue
from bot.presentation.problems import listed

Folder = Annotated[Path | None, typer.Option("--folder", help="The folder of knowledge.", exists=True, file_okay=False)]


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command(name="try")(try_)
    app.command()(apply)


def try_(
    question: Annotated[list[str], typer.Argument(help="The question, in your own words.")],
    folder: Folder = None,
) -> None:
    """Ask the edited knowledge, with the reasons, and see what is not as it was committed."""
    from bot.what_if import committed, told  # noqa: PLC0415 - only this command compares

    chosen = settings()
    place = folder or chosen.knowledge_dir or packaged_folder()
    spoken = language(chosen)
    try:
        edited = Desk(load(place), default=chosen.language)
        with committed(place) as earlier:
            before = _earlier(earlier, chosen.language)
            for line in told(" ".join(question), edited, before, spoken):
                typer.echo(line)
    except KnowledgeError as error:
        fail(listed(error.problems, spoken), code=1)


def _earlier(folder: Path | None, default: str) -> Desk | None:
    """The knowledge as it was committed; none if it could not be loaded even then."""
    try:
        return Desk(load(folder), default=default) if folder else None  # type: ignore[arg-type]
    except KnowledgeError:
        return None


def apply(
    phrases: Annotated[Path, typer.Argument(help="A reviewed file of phrases.", exists=True, dir_okay=False)],
    folder: Folder = None,
) -> None:
    """Put the phrases of a reviewed file into the knowledge, unless that would bring errors into it."""
    from bot.proposals.applying import PatchError, read, write  # noqa: PLC0415 - only this command writes
    from bot.proposals.proving import faults  # noqa: PLC0415

    chosen = settings()
    place = folder or chosen.knowledge_dir or packaged_folder()
    spoken = language(chosen)
    words = catalogue(spoken)
    try:
        additions = read(phrases, load(place))
        if not additions:
            typer.echo(words.text("apply.empty", file=str(phrases)))
            return
        if found := faults(place, additions):
            refused = words.text("apply.refused", count=len(found))
            fail(f"{refused}\n{listed(found, spoken)}", code=1)
        changed = write(place, additions)
    except KnowledgeError as error:
        fail(listed(error.problems, spoken), code=1)
    except PatchError as error:
        fail(str(error), code=1)
    for file in changed:
        typer.echo(words.text("apply.changed", file=str(file)))
    if not changed:
        typer.echo(words.text("apply.nothing"))
