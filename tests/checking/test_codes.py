"""The codes, the rules that give them, the sentences that tell them and the tables that explain them agree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bot
from bot.checking import CODES, Severity
from bot.presentation.catalogue import catalogue
from bot.understanding import LANGUAGES, Language
from tests.checking.faults import CATALOGUES, ENTRIES, MATCHER, READING

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| ([KCR]\d{3}) \| (\S+) \| (.+) \|$", re.MULTILINE)
WORDS = {"check.md": ("error", "warning"), "check.zh-CN.md": ("错误", "警告")}
NOT_SEEDED = {"K108", "K704", "K708", "R101", "R201", "R202", "R203", "R204"}
"""What no edit of a file makes: a folder that is not there, many frameworks. They have their own tests, and so have
conversations, which are written for the purpose."""


@pytest.mark.parametrize("page", WORDS)
def test_the_table_and_the_program_agree(page: str) -> None:
    rows = ROW.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))
    severities = dict(zip(WORDS[page], Severity, strict=True))
    assert {code: severities[word] for code, word, _ in rows} == CODES
    assert len(rows) == len(CODES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_sentence_and_no_sentence_is_left_over(language: Language) -> None:
    told = {key.split(".")[1] for key in catalogue(language).keys if re.match(r"check\.[KCR]\d", key)}
    assert told == set(CODES)


def test_the_program_gives_every_code_and_no_other() -> None:
    rooms = [Path(bot.__file__).parent / room for room in ("knowledge_base", "checking", "rehearsal")]
    modules = [path for room in rooms for path in room.rglob("*.py") if path.name != "codes.py"]
    given = {code for path in modules for code in re.findall(r'"([KCR]\d{3})"', path.read_text(encoding="utf-8"))}
    assert given == set(CODES)


def test_every_code_has_a_seeded_fault() -> None:
    seeded = {fault.code for fault in (*READING, *ENTRIES, *MATCHER, *CATALOGUES)}
    assert seeded == set(CODES) - NOT_SEEDED
