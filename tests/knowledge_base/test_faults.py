"""Whatever is wrong with a folder of knowledge is told as file:line:column, all of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from .tools import break_, problems


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        pytest.param("topics.yaml", "zh: [味道", "zh ‸[味道", "not valid YAML: ", id="broken YAML"),
        pytest.param("topics.yaml", "- id: taste", "- id: ‸@taste", "not valid YAML: ", id="reserved character"),
        pytest.param("figures.yaml", "- id: seconds", "‸\t- id: seconds", "not valid YAML: ", id="tab"),
        pytest.param("outside.yaml", "- id: tea", "[]\n‸---\n- id: tea", "not valid YAML: ", id="second document"),
        pytest.param("outside.yaml", "- id: tea", "- id: ‸*tea", "not valid YAML: ", id="unknown alias"),
        pytest.param(
            "subject.yaml", "examples:", "‸name: again\nexamples:", "the key 'name' stands twice here", id="key twice"
        ),
        pytest.param("sources.yaml", "2024-05-01", "‸2024-05-41", "not a valid value: day is out", id="no such day"),
        pytest.param("sources.yaml", "2024-05-01", "‸in May", "date: Input should be a valid date", id="no date"),
        pytest.param(
            "figures.yaml", "value: 300", "value: ‸five", "rows.0.value: Input should be a valid integer", id="number"
        ),
        pytest.param(
            "topics.yaml", "[味道,", "[味道, ‸666,", "phrases.zh.1: Input should be a valid string", id="no text"
        ),
        pytest.param(
            "frameworks.yaml",
            'rating: "no"',
            "rating: ‸no",
            "topics.cleaning.rating: Input should be 'yes', 'partial' or 'no'",
            id="no without quotes",
        ),
        pytest.param(
            "disagreements.yaml",
            '{en: "The first pot", zh_Hans: "第一个壶"}',
            '‸{en: "The first pot"}',
            "title.zh_Hans: Field required",
            id="missing language",
        ),
        pytest.param(
            "disagreements.yaml",
            '"The first pot"',
            '‸""',
            "title.en: String should have at least 1 character",
            id="empty text",
        ),
        pytest.param(
            "learning.yaml", "order: [aeropress]", "order: ‸[]", "paths.2.order: Tuple should have", id="empty list"
        ),
        pytest.param("choose.yaml", "id: y,", "id: ‸Y!,", "options.0.id: String should match pattern", id="pattern"),
        pytest.param("topics.yaml", "- id: taste", "- ‸espresso\n- id: taste", "Input should be", id="no mapping"),
        pytest.param("frameworks.yaml", "- id: chemex", "- id: ‸moka", "'moka' stands twice", id="id twice"),
        pytest.param(
            "scenarios/journeys.yaml", "- id: camping", "- id: ‸office", "'office' stands twice", id="two files"
        ),
        pytest.param(
            "components.yaml", "- name: Bialetti", "- name: ‸Bonded filter", "'Bonded filter' stands twice", id="name"
        ),
        pytest.param("choose.yaml", "- id: limits", "- id: ‸start", "'start' stands twice", id="step twice"),
        pytest.param("choose.yaml", "id: g,", "id: ‸c,", "'c' stands twice", id="option twice"),
    ],
)
def test_a_fault_is_told_where_it_stands(folder: Path, file: str, old: str, new: str, message: str) -> None:
    place = break_(folder, file, old, new)
    found = problems(folder)
    assert any(problem.startswith(f"{place}: {message}") for problem in found), found


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        pytest.param(
            "topics.yaml", "order: 3", "order: 3\n  ‸colour: red", "colour: Extra inputs are not permitted", id="field"
        ),
        pytest.param(
            "topics.yaml",
            "order: 3",
            "order: 3\n  ‸colours:\n    - red",
            "colours: Extra inputs are not permitted",
            id="field with a list",
        ),
        pytest.param(
            "frameworks.yaml",
            '    cleaning:\n      short: {en: "ted',
            '    ‸price:\n      short: {en: "ted',
            "there is no 'price' among the topics",
            id="topic",
        ),
        pytest.param(
            "learning.yaml",
            "fits:\n  moka:",
            "fits:\n  ‸kettle:",
            "there is no 'kettle' among the frameworks",
            id="fit for learning",
        ),
        pytest.param(
            "scenarios/home.yaml",
            "  fits:\n    siphon:",
            "  fits:\n    ‸kettle:",
            "there is no 'kettle' among the frameworks",
            id="fit",
        ),
    ],
)
def test_a_wrong_key_is_told_on_its_own_line(folder: Path, file: str, old: str, new: str, message: str) -> None:
    line = break_(folder, file, old, new).rpartition(":")[0]
    found = problems(folder)
    assert any(problem.startswith(f"{line}:") and problem.endswith(message) for problem in found), found


@pytest.mark.parametrize("file", ["subject.yaml", "learning.yaml"])
def test_a_file_that_must_be_there_is_missed(folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert problems(folder) == [f"{file}:1:1: the file is missing"]


@pytest.mark.parametrize("content", ["", "\n", "# Later.\n"])
def test_an_empty_file_is_a_fault(folder: Path, content: str) -> None:
    (folder / "topics.yaml").write_text(content)
    assert problems(folder) == ["topics.yaml:1:1: the file is empty"]


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    assert problems(tmp_path / "nowhere") == [f"{tmp_path / 'nowhere'}:1:1: there is no such folder"]


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
