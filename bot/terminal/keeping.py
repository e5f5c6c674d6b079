"""What is kept from one conversation to the next: in the state directory of whoever sits at the terminal."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_state_path
from pydantic import TypeAdapter, ValidationError

from bot.understanding import Language

_NAME = "framework-advisor"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person has chosen."""

    language: Language | None = None
    """To answer in where the words tell nothing; none goes by what was written last."""
    short: bool = False
    """Without the evidence."""


_CHOICES = TypeAdapter(Choices)


def state_folder() -> Path:
    """Where the system wants such things; never in the project."""
    return user_state_path(_NAME, appauthor=False)


class Keeping:
    """Keeps in a folder, or only as long as the program runs if there is none or nothing can be written to it."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder if folder is not None and _writable(folder) else None

    @property
    def history(self) -> Path | None:
        """The file of what was typed."""
        return self.folder / "history" if self.folder else None

    @property
    def settings(self) -> Path | None:
        """The file of what was chosen."""
        return self.folder / "settings.json" if self.folder else None

    def choices(self) -> Choices:
        """What was chosen; a file that cannot be read or understood says nothing."""
        if self.settings is not None:
            with suppress(OSError, ValidationError):
                return _CHOICES.validate_json(self.settings.read_bytes())
        return Choices()

    def keep(self, choices: Choices) -> bool:
        """Keeps what was chosen; false if it will not be there next time."""
        if self.settings is None:
            return True
        try:
            private(self.settings)
            self.settings.write_bytes(_CHOICES.dump_json(choices))
        except OSError:
            return False
        return True

    def forget(self) -> bool:
        """Deletes all of it; false if something stays."""
        try:
            for file in (self.history, self.settings):
                if file is not None:
                    file.unlink(missing_ok=True)
        except OSError:
            return False
        return True


def private(file: Path) -> None:
    """Makes the file if there is none: to be read by its owner alone.

    Raises:
        OSError: it cannot be made.
    """
    os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK)
