"""``new``, ``coverage`` and ``schema``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.commandline import fail, language, settings
from bot.knowledge_base import KnowledgeBase, KnowledgeError, load, packaged_folder
from bot.pasting import command
from bot.presentation.catalogue import catalogue
from bot.presentation.problems import listed
from bot.presentation.voice import Voice, voice

_QUESTIONS = Path("tests/questions")

Folder = Annotated[Path | None, typer.Option("--folder", help="The folder of knowledge.", exists=True, file_okay=False)]


class Entry(StrEnum):
    """What there are templates for."""

    SCENARIO = "scenario"
    FRAMEWORK = "framework"
    ARTICLE = "article"


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    for each in (new, coverage, schema):
        app.command()(each)


def new(
    entry: Annotated[Entry, typer.Argument(help="What to write.")],
    folder: Folder = None,
) -> None:
    """Write a new entry of the knowledge from the answers to a few questions."""
    from bot.workshop.asking import CancelledError, Interview, UnusableAnswerError  # noqa: PLC0415 - only this command asks
    from bot.workshop.templates import TEMPLATES  # noqa: PLC0415
    from bot.workshop.writing import NoRoomError, known, room_for, write  # noqa: PLC0415

    chosen = settings()
    words = catalogue(language(chosen))
    try:
        place = room_for(folder or chosen.knowledge_dir)
        interview = Interview(words, _lines(), typer.echo, again=sys.stdin.isatty())
        typer.echo(words.text("new.welcome"))
        name, page = TEMPLATES[entry](interview, known(place))
        if not interview.answered:
            raise CancelledError
        path = write(page, place, name)
    except CancelledError:
        fail(words.text("new.cancelled"), code=1)
    except UnusableAnswerError as error:
        fail(str(error))
    except NoRoomError as error:
        fail(words.text(str(error)))
    typer.echo(words.text("new.written", path=str(path)))
    for what in page.missing:
        typer.echo(words.text("new.missing", what=what))
    # Without a folder, ``check`` looks where this command has just written.
    typer.echo(words.text("new.next", command=command("check", *([folder] if folder else []))))


def coverage(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders of labelled questions.")] = None,
    folder: Folder = None,
    gaps: Annotated[bool, typer.Option("--gaps", help="Only what has an empty cell.")] = False,
    claims: Annotated[
        str | None, typer.Option("--claims", metavar="ARTICLE", help="Instead, all that this article says, by its id.")
    ] = None,
) -> None:
    """Show what the knowledge has claims, phrases and labelled questions for, and what not."""
    from rich.console import Console  # noqa: PLC0415 - only this command draws tables

    from bot.evaluation.labels import read  # noqa: PLC0415
    from bot.workshop.coverage import coverage as counted  # noqa: PLC0415
    from bot.workshop.tables import tables  # noqa: PLC0415

    chosen = settings()
    spoken = language(chosen)
    base = _knowledge(folder or chosen.knowledge_dir)
    speaker = voice(spoken, base)
    if claims is not None:
        _read_out(claims, speaker)
        return
    where = paths or ([_QUESTIONS] if _QUESTIONS.is_dir() else [])
    try:
        questions = read(where) if where else None
    except ValueError as error:
        fail(str(error), code=1)
    found = counted(base, questions)
    console = Console()
    for table in tables(found, speaker, gaps_only=gaps):
        console.print(table)
    empty = sum(row.gaps for row in (*found.articles, *found.scenarios, *found.topics))
    console.print(speaker.text("coverage.gaps", count=empty), highlight=False)


def schema(
    target: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to write the schemas.")] = Path("schemas"),
    folder: Folder = None,
) -> None:
    """Write JSON Schemas for editors, and print the settings that VS Code needs for them."""
    from bot.workshop import schemas  # noqa: PLC0415 - only this command reads the models

    chosen = settings()
    place = folder or chosen.knowledge_dir
    try:
        paths = schemas.write(target, _knowledge(place))
    except OSError as error:
        fail(f"{target}: {error.strerror}", code=1)
    typer.echo(schemas.settings(paths, (place or packaged_folder()).resolve().name))


def _read_out(article: str, speaker: Voice) -> None:
    from bot.workshop.claims import told  # noqa: PLC0415 - only this option reads them

    known = list(speaker.base.sources)
    if article not in known:
        fail(speaker.text("new.wrong.unknown", given=article, known=known))
    for line in told(article, speaker):
        typer.echo(line)


def _lines() -> Iterator[str]:
    """What is typed, line by line, until it ends."""
    for line in iter(sys.stdin.buffer.readline, b""):
        yield line.decode("utf-8", errors="replace")


def _knowledge(folder: Path | None) -> KnowledgeBase:
    try:
        return load(folder)
    except KnowledgeError as error:
        fail(listed(error.problems, language(settings())), code=1)
