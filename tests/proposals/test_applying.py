from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.knowledge_base import KnowledgeBase, load
from bot.proposals.applying import Addition, PatchError, merged, read, write
from tests.knowledge_base.tools import COFFEE

PATCH = """
- scenario: camping
  phrases: {en: [sailing boat, "a: colon"], zh: [房车]}
- topic: cleaning
  phrases: {en: [limescale remover]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COFFEE, tmp_path / "coffee"))


@pytest.fixture
def coffee() -> KnowledgeBase:
    return load(COFFEE)


def patch(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "phrases.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_patch_can_be_tried_without_writing_anything(tmp_path: Path, coffee: KnowledgeBase) -> None:
    tried = merged(coffee, read(patch(tmp_path, PATCH), coffee))
    assert tried.scenarios["camping"].phrases.en[-2:] == ("sailing boat", "a: colon")
    assert tried.topics["cleaning"].phrases.en[-1] == "limescale remover"
    assert "sailing boat" not in coffee.scenarios["camping"].phrases.en


def test_written_it_says_the_same_and_all_else_stays_as_it_was(
    tmp_path: Path, folder: Path, coffee: KnowledgeBase
) -> None:
    additions = read(patch(tmp_path, PATCH), coffee)
    before = {file: file.read_text(encoding="utf-8") for file in folder.rglob("*.yaml")}
    changed = write(folder, additions)
    assert load(folder) == merged(coffee, additions)
    for file, text in before.items():
        assert (file.read_text(encoding="utf-8") == text) is (file not in changed)
        assert len(file.read_text(encoding="utf-8").splitlines()) >= len(text.splitlines())


def test_a_block_list_is_added_to_as_well(tmp_path: Path) -> None:
    text = "- id: blocks\n  phrases:\n    en:\n      - one\n      - two\n  order: 9\n"
    other = tmp_path / "other"
    other.mkdir()
    (other / "scenarios.yaml").write_text(text, encoding="utf-8")
    write(other, [Addition(scenario="blocks", phrases={"en": ("three",)})])
    assert "      - two\n      - three\n  order: 9\n" in (other / "scenarios.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("- {scenario: nowhere, phrases: {en: [x]}}", "no scenario 'nowhere'"),
        ("- {scenario: camping, topic: taste, phrases: {en: [x]}}", "name one"),
        ("- {scenario: camping}", "phrases"),
        ("- {", "phrases.yaml"),
        ("- {scenario: camping, phrases: {fr: [x]}}", "phrases"),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path: Path, coffee: KnowledgeBase, text: str, fault: str) -> None:
    with pytest.raises(PatchError, match=fault):
        read(patch(tmp_path, text), coffee)


def test_where_there_is_no_list_nothing_is_written(folder: Path) -> None:
    before = {file: file.read_bytes() for file in folder.rglob("*.yaml")}
    with pytest.raises(PatchError, match="no file holds"):
        write(
            folder,
            [Addition(topic="cleaning", phrases={"en": ("x",)}), Addition(topic="nowhere", phrases={"en": ("x",)})],
        )
    assert {file: file.read_bytes() for file in folder.rglob("*.yaml")} == before
