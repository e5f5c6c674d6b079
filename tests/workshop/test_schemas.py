from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from bot.knowledge_base import load, packaged_folder
from bot.workshop.schemas import schemas
from tests.knowledge_base.tools import COFFEE

from .conftest import Run

PACKAGED = schemas(load())
FILES = [
    (stem, path)
    for folder in (packaged_folder(), COFFEE, COFFEE.parents[1] / "knowledge" / "databases")
    for stem in PACKAGED
    for path in [folder / f"{stem}.yaml", *sorted((folder / stem).glob("*.yaml"))]
    if path.is_file()
]


class AsInAnEditor(yaml.CSafeLoader):
    """A date is a text there."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as the library has it
        sign: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
        for sign, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=AsInAnEditor)  # noqa: S506 - a safe loader without dates


def faults(stem: str, data: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(PACKAGED[stem]).iter_errors(data)]


@pytest.mark.parametrize("stem", PACKAGED)
def test_each_is_a_schema(stem: str) -> None:
    Draft202012Validator.check_schema(PACKAGED[stem])


def test_every_file_has_its_schema() -> None:
    stems = {
        path.relative_to(packaged_folder()).parts[0].removesuffix(".yaml") for path in packaged_folder().rglob("*.yaml")
    }
    assert stems - {"weights"} == PACKAGED.keys()


@pytest.mark.parametrize(("stem", "path"), FILES, ids=lambda value: value.name if isinstance(value, Path) else value)
def test_what_the_program_takes_fits(stem: str, path: Path) -> None:
    assert faults(stem, read(path)) == []


GOOD = {"id": "x", "order": 1, "emoji": "x", "title": {"en": "x", "zh_Hans": "x"}}


@pytest.mark.parametrize(
    "wrong",
    [
        {"colour": "red"},
        {"order": "first"},
        {"title": {"en": "x"}},
        {"title": {"en": "", "zh_Hans": "x"}},
        {"verdicts": [{"first": ["django"], "says": {"en": "x", "zh_Hans": "x"}}]},
        {"verdicts": [{"source": "A0", "first": [], "says": {"en": "x", "zh_Hans": "x"}}]},
        {"fits": {"django": {"text": {"en": "x", "zh_Hans": "x"}, "sources": []}}},
    ],
)
def test_what_it_does_not_take_does_not_fit(wrong: dict[str, Any]) -> None:
    assert faults("scenarios", GOOD) == []
    assert faults("scenarios", [GOOD, GOOD]) == []
    assert faults("scenarios", GOOD | wrong)


def test_ids_are_offered_and_new_ones_are_no_fault() -> None:
    verdict = PACKAGED["scenarios"]["$defs"]["Verdict"]["properties"]
    assert verdict["first"]["items"]["anyOf"][0]["enum"] == ["django", "fastapi", "flask"]
    assert verdict["source"]["anyOf"][0]["enum"] == ["A0", "A1", "A2", "A3", "A4"]
    assert (
        "orm"
        in PACKAGED["frameworks"]["$defs"]["Framework"]["properties"]["topics"]["propertyNames"]["anyOf"][0]["enum"]
    )
    says = {"en": "x", "zh_Hans": "x"}
    assert faults("scenarios", GOOD | {"verdicts": [{"source": "A9", "first": ["litestar"], "says": says}]}) == []


def test_every_field_says_what_it_is_for() -> None:
    assert "excludes" not in PACKAGED["scenarios"]["$defs"]["Verdict"]["properties"]
    described = PACKAGED["scenarios"]["$defs"]["Verdict"]["properties"]["against"]
    assert described["description"] == "Frameworks that it advises against here."


def test_they_are_written_with_the_settings_of_the_editor(run: Run, tmp_path: Path) -> None:
    result = run("schema", "editor", "--folder", COFFEE)
    assert result.exit_code == 0, result.output
    settings = json.loads(result.output)["yaml.schemas"]
    assert settings["editor/scenarios.schema.json"] == ["**/coffee/scenarios.yaml", "**/coffee/scenarios/*.yaml"]
    assert sorted(settings) == sorted(path.as_posix() for path in Path("editor").glob("*.json"))
    written = json.loads((tmp_path / "editor" / "scenarios.schema.json").read_text(encoding="utf-8"))
    assert written == schemas(load(COFFEE))["scenarios"]
    assert run("schema", "editor", "--folder", COFFEE).exit_code == 0


def test_a_place_that_cannot_be_written_to(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    result = run("schema", "taken", "--folder", COFFEE)
    assert (result.exit_code, result.stderr.splitlines()[0][:5]) == (1, "taken")
