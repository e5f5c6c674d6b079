"""Whatever is wrong with a folder of knowledge is told as file:line:column, all of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from .tools import break_, problems


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        pytest.param("topics.yaml", "zh: [味道", "zh ‸[味道", "K101 ", id="broken YAML"),
        pytest.param("topics.yaml", "- id: taste", "- id: ‸@taste", "K101 ", id="reserved character"),
        pytest.param("figures.yaml", "- id: seconds", "‸\t- id: seconds", "K101 ", id="tab"),
        pytest.param("outside.yaml", "- id: tea", "[]\n‸---\n- id: tea", "K101 ", id="second document"),
        pytest.param("outside.yaml", "- id: tea", "- id: ‸*tea", "K101 ", id="unknown alias"),
        pytest.param("subject.yaml", "examples:", "‸name: again\nexamples:", "K105 name='name'", id="key twice"),
        pytest.param("sources.yaml", "2024-05-01", "‸2024-05-41", "K106 reason='day is out", id="no such day"),
        pytest.param("sources.yaml", "2024-05-01", "‸in May", "K205 field='date', expected='date'", id="no date"),
        pytest.param(
            "figures.yaml", "value: 300", "value: ‸five", "K205 field='rows.0.value', expected='number'", id="number"
        ),
        pytest.param(
            "topics.yaml", "[味道,", "[味道, ‸666,", "K205 field='phrases.zh.1', expected='text'", id="no text"
        ),
        pytest.param(
            "frameworks.yaml",
            'rating: "no"',
            "rating: ‸no",
            "K206 field='topics.cleaning.rating', allowed=",
            id="no without quotes",
        ),
        pytest.param(
            "disagreements.yaml",
            '{en: "The first pot", zh_Hans: "第一个壶"}',
            '‸{en: "The first pot"}',
            "K203 field='title.zh_Hans'",
            id="missing language",
        ),
        pytest.param(
            "disagreements.yaml",
            '"The first pot"',
            '‸""',
            "K204 field='title.en'",
            id="empty text",
        ),
        pytest.param(
            "learning.yaml",
            "order: [aeropress]",
            "order: ‸[]",
            "K207 field='paths.2.order', least='1'",
            id="empty list",
        ),
        pytest.param("choose.yaml", "id: y,", "id: ‸Y!,", "K208 field='options.0.id', expected='option'", id="option"),
        pytest.param("topics.yaml", "- id: taste", "- id: ‸Taste-Notes", "K208 field='id', expected='id'", id="id"),
        pytest.param("scenarios/home.yaml", "- id: office", "- id: ‸办公室", "K208 field='id'", id="Han"),
        pytest.param("outside.yaml", "- id: tea", "- id: ‸Tea", "K208 field='id', expected='id'", id="capital"),
        pytest.param("choose.yaml", "- id: limits", "- id: ‸my limits", "K208 field='id', expected='id'", id="step"),
        pytest.param("sources.yaml", "- id: B2", "- id: ‸B-2", "K208 field='id', expected='article'", id="article"),
        pytest.param(
            "topics.yaml",
            "- id: taste",
            "- ‸espresso\n- id: taste",
            "K205 field='–', expected='mapping'",
            id="no mapping",
        ),
        pytest.param("frameworks.yaml", "- id: chemex", "- id: ‸moka", "K302 id='moka'", id="id twice"),
        pytest.param("scenarios/journeys.yaml", "- id: camping", "- id: ‸office", "K302 id='office'", id="two files"),
        pytest.param(
            "components.yaml", "- name: Bialetti", "- name: ‸Bonded filter", "K302 id='Bonded filter'", id="name"
        ),
        pytest.param("choose.yaml", "- id: limits", "- id: ‸start", "K302 id='start'", id="step twice"),
        pytest.param("choose.yaml", "id: g,", "id: ‸c,", "K303 id='c'", id="option twice"),
    ],
)
def test_a_fault_is_told_where_it_stands(folder: Path, file: str, old: str, new: str, message: str) -> None:
    place = break_(folder, file, old, new)
    found = problems(folder)
    assert any(problem.startswith(f"{place}: {message}") for problem in found), found


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        pytest.param("topics.yaml", "order: 3", "order: 3\n  ‸colour: red", "K201 field='colour'", id="field"),
        pytest.param(
            "topics.yaml",
            "order: 3",
            "order: 3\n  ‸colours:\n    - red",
            "K201 field='colours'",
            id="field with a list",
        ),
        pytest.param(
            "frameworks.yaml",
            '    cleaning:\n      short: {en: "ted',
            '    ‸price:\n      short: {en: "ted',
            "K301 id='price', among='topics'",
            id="topic",
        ),
        pytest.param(
            "learning.yaml",
            "fits:\n  moka:",
            "fits:\n  ‸kettle:",
            "K301 id='kettle', among='frameworks'",
            id="fit for learning",
        ),
        pytest.param(
            "scenarios/home.yaml",
            "  fits:\n    siphon:",
            "  fits:\n    ‸kettle:",
            "K301 id='kettle', among='frameworks'",
            id="fit",
        ),
    ],
)
def test_a_wrong_key_is_told_on_its_own_line(folder: Path, file: str, old: str, new: str, message: str) -> None:
    line = break_(folder, file, old, new).rpartition(":")[0]
    found = problems(folder)
    assert any(problem.startswith(f"{line}:") and f": {message}" in problem for problem in found), found


@pytest.mark.parametrize(
    ("file", "old", "new", "near"),
    [
        pytest.param("topics.yaml", "[味道,", "[味道, ‸666,", "near='666'", id="number"),
        pytest.param("topics.yaml", "[味道,", "[味道, ‸yes,", "near='True'", id="bool"),
        pytest.param("topics.yaml", "[味道,", "[味道, ‸2024-05-01,", "near='2024-05-01'", id="date"),
        pytest.param("topics.yaml", "[味道,", "[味道, ‸[香],", "", id="list"),
        pytest.param("frameworks.yaml", "order: 4", "order: ‸last", "", id="text"),
        pytest.param("frameworks.yaml", 'rating: "no"', "rating: ‸no", "near='no'", id="one of them"),
        pytest.param("frameworks.yaml", 'rating: "no"', "rating: ‸none", "", id="none of them"),
        pytest.param("frameworks.yaml", 'rating: "no"', "rating: ‸0", "", id="a number"),
    ],
)
def test_quotes_are_spoken_of_where_they_help(folder: Path, file: str, old: str, new: str, near: str) -> None:
    place = break_(folder, file, old, new)
    [found] = [problem for problem in problems(folder) if problem.startswith(f"{place}: ")]
    assert (near in found) if near else ("near=" not in found)


def test_the_other_place_of_an_id_that_stands_twice_is_told(folder: Path) -> None:
    place = break_(folder, "scenarios/journeys.yaml", "- id: camping", "- id: ‸office")
    text = (folder / "scenarios" / "home.yaml").read_text(encoding="utf-8")
    line = text[: text.index("id: office")].count("\n") + 1
    told = f"{place}: K302 id='office', stem='scenarios', near='scenarios/home.yaml:{line}'"
    assert told in problems(folder)


@pytest.mark.parametrize(
    ("names", "told", "other"),
    [
        (("a_copy", "aroma"), "a_copy", "aroma"),
        (("aroma", "later_copy"), "later_copy", "aroma"),
        (("one", "two"), "two", "one"),
    ],
)
def test_of_two_files_the_one_with_another_name_is_wrong(
    folder: Path, names: tuple[str, str], told: str, other: str
) -> None:
    (folder / "topics").mkdir()
    for name in names:
        (folder / "topics" / f"{name}.yaml").write_text(
            "id: aroma\norder: 9\ntitle: {en: Aroma, zh_Hans: 香气}\nphrases: {en: [aroma], zh: [香气]}\n"
        )
    near = f"near='topics/{other}.yaml:1'"
    assert problems(folder) == [f"topics/{told}.yaml:1:5: K302 id='aroma', stem='topics', {near}"]


@pytest.mark.parametrize("file", ["subject.yaml", "learning.yaml"])
def test_a_file_that_must_be_there_is_missed(folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert problems(folder) == [f"{file}:1:1: K107"]


@pytest.mark.parametrize("content", ["", "\n", "# Later.\n"])
def test_an_empty_file_is_a_fault(folder: Path, content: str) -> None:
    (folder / "topics.yaml").write_text(content)
    assert problems(folder) == ["topics.yaml:1:1: K103"]


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    assert problems(tmp_path / "nowhere") == [f"{tmp_path / 'nowhere'}:1:1: K108"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"- &a [*a]", id="inside itself"),
        pytest.param("- id: 茶".encode("gbk"), id="not UTF-8"),
        pytest.param(b"- id: \x00", id="control character"),
        pytest.param(b"- !!python/name:os.system x", id="code"),
        pytest.param(b"- !!binary =", id="bytes"),
        pytest.param(b"? [a, b]\n: c", id="list as key"),
        pytest.param(b"- <<: {id: tea}", id="merge"),
        pytest.param(b"just a sentence", id="sentence"),
    ],
)
def test_nothing_that_a_file_may_hold_is_more_than_a_fault(folder: Path, content: bytes) -> None:
    (folder / "outside.yaml").write_bytes(content)
    found = problems(folder)
    assert found
    for problem in found:
        assert problem.startswith("outside.yaml:")
        assert "\n" not in problem


def test_all_faults_of_all_files_are_told_at_once_in_their_order(folder: Path) -> None:
    (folder / "learning.yaml").unlink()
    places = [
        break_(folder, "frameworks.yaml", "order: 4", "order: ‸last"),
        break_(folder, "topics.yaml", "- id: taste", "- id: ‸7"),
        break_(folder, "topics.yaml", "- id: time", "- id: ‸[time]"),
    ]
    found = problems(folder)
    assert [problem.partition(": ")[0] for problem in found] == [places[0], "learning.yaml:1:1", *places[1:]]
