"""A page becomes a file: a new one, never one that is there."""

from __future__ import annotations

from pathlib import Path, PurePath

from bot.knowledge_base import KnowledgeBase, packaged_folder
from bot.knowledge_base.loader import examine
from bot.workshop.page import Page


class NoRoomError(Exception):
    """The file would take the place of another, or lie where nobody should write; the message is a catalogue's key."""


def room_for(folder: Path | None) -> Path:
    """The folder to write into.

    Raises:
        NoRoomError: it is the one inside the installed program.
    """
    folder = folder or packaged_folder()
    if "_data" in folder.parts and folder == packaged_folder():
        raise NoRoomError("new.wrong.packaged")
    return folder


def known(folder: Path) -> KnowledgeBase:
    """What the folder holds already, as far as it can be read: a fault elsewhere is no reason not to write."""
    return examine(folder).base


def write(page: Page, folder: Path, name: PurePath) -> Path:
    """Writes the page into ``folder``.

    Raises:
        NoRoomError: there is a file of that name.
    """
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(page.yaml)
    except FileExistsError:
        raise NoRoomError("new.wrong.exists") from None
    return path
