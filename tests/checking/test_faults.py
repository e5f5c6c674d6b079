"""Sixty broken knowledge bases and catalogues, one fault each: all of them are found where they are, and no others."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.checking import catalogues, checks, limits, names, phrases, traditional
from bot.checking.keys import asked
from bot.knowledge_base import Problem
from bot.knowledge_base.findings import Finding
from bot.knowledge_base.loader import Loaded, examine
from bot.presentation.problems import message
from bot.understanding import LANGUAGES
from bot.understanding.lexicon import Entity, Lexicon
from tests.checking.edits import Fault, copied, seed
from tests.checking.faults import CATALOGUES, ENTRIES, MATCHER, READING

_SORTS = {"scenarios": "scenario", "topics": "topic"}
"""Folders whose files hold phrases, and what the matcher calls their entries."""


def test_the_set_is_as_large_as_it_is_said_to_be() -> None:
    assert len(READING + ENTRIES + MATCHER + CATALOGUES) >= 60


def _by_entry(folder: Path, code: str) -> Iterable[Problem]:
    """Every rule but the one that writes all answers, which takes long and has its own fault."""
    loaded = examine(folder)
    rules = [rule for rule in checks.rules(loaded) if rule is not limits.cut_answers or code == "K702"]
    found = [found for rule in rules for found in rule(loaded.base)]
    return [*loaded.problems, *map(loaded.located, [*found, *traditional.idle(loaded)])]


def _only(found: Iterable[Problem], fault: Fault, place: tuple[str, int, int], of: str) -> None:
    """The fault was found at its place and can be told, and nothing was found that does not come of it."""
    told = list(found)
    file, line, column = place
    assert (file.removeprefix(of), line, column, fault.code) in {
        (each.file, each.line, each.column, each.code) for each in told
    }, told
    assert {each.code for each in told} == {fault.code}, told
    for language in LANGUAGES:
        assert message(told[0], language)


@pytest.mark.parametrize("fault", (*READING, *ENTRIES), ids=lambda fault: fault.id)
def test_a_fault_of_the_entries_is_found_where_it_is(fault: Fault, tmp_path: Path) -> None:
    folder = copied(tmp_path, "knowledge")
    place = seed(fault, tmp_path)
    _only(_by_entry(folder, fault.code), fault, place, "knowledge/")


@pytest.mark.parametrize("fault", MATCHER, ids=lambda fault: fault.id)
def test_a_fault_that_the_matcher_tells_is_found_where_it_is(fault: Fault, tmp_path: Path) -> None:
    folder = copied(tmp_path, "knowledge")
    place = seed(fault, tmp_path)
    loaded = examine(folder)
    assert loaded.whole
    path = Path(fault.file)
    found = _of_phrases(loaded, path) if path.parent.name in _SORTS else _of_names(loaded)
    _only(map(loaded.located, found), fault, place, "knowledge/")


def _of_phrases(loaded: Loaded, path: Path) -> Iterable[Finding]:
    """The phrases of the edited entry are put to the matcher; their rivals are the entries of the same kind."""
    others: dict[str, object] = {kind: {} for kind in {*_SORTS, "outside"} - {path.parent.name}}
    base = loaded.base.model_copy(update=others)
    return phrases.check(base, Lexicon(base), {Entity(_SORTS[path.parent.name], path.stem)})


def _of_names(loaded: Loaded) -> Iterable[Finding]:
    """Names and cues have nothing to do with the phrases."""
    base = loaded.base.model_copy(update={"scenarios": {}, "topics": {}})
    lexicon = Lexicon(base)
    return [*names.names(base, lexicon), *names.cues(base, lexicon)]


@pytest.mark.parametrize("fault", CATALOGUES, ids=lambda fault: f"{fault.id}-{fault.file.split('/')[1]}")
def test_a_fault_of_the_catalogues_is_found_where_it_is(fault: Fault, tmp_path: Path) -> None:
    folder = copied(tmp_path, "locales")
    place = seed(fault, tmp_path)
    _only(catalogues.problems(asked(), folder), fault, place, "")


def test_a_misspelt_key_is_told_where_it_is_and_where_it_should_be(tmp_path: Path) -> None:
    folder = copied(tmp_path, "locales")
    file = "locales/zh_Hans/LC_MESSAGES/bot.po"
    _, line, column = seed(Fault("C108", file, r'^msgid "button\.why"', r'msgid ‸"button.wy"'), tmp_path)
    found = {(one.line, one.column, one.code) for one in catalogues.problems(asked(), folder) if one.file == file}
    assert found == {(line, column, "C108"), (line, 1, "C103")}
