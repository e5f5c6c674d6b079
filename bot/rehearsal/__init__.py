"""Whole conversations, written down in YAML with what must come of them, and a desk that is tried on them.

They belong to a knowledge base as its questions do: whoever edits it sees at once what no longer holds, and so does an
operator who is about to put it to work (:func:`rehearsed`).
"""

from bot.rehearsal.judging import Miss, Seen, judge
from bot.rehearsal.report import problems, rehearsed
from bot.rehearsal.scripts import FOLDER, Script, files_of, read_scripts
from bot.rehearsal.stage import Failure, Report, play, rehearse

__all__ = [
    "FOLDER",
    "Failure",
    "Miss",
    "Report",
    "Script",
    "Seen",
    "files_of",
    "judge",
    "play",
    "problems",
    "read_scripts",
    "rehearse",
    "rehearsed",
]
