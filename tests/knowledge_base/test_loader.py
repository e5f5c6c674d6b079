from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from bot.knowledge_base import KnowledgeBase, load, packaged_folder
from bot.knowledge_base.texts import Text
from bot.understanding import LANGUAGES

from .tools import COFFEE


@pytest.fixture(scope="module")
def coffee() -> KnowledgeBase:
    return load(COFFEE)


def test_entries_stand_in_their_order(coffee: KnowledgeBase) -> None:
    assert list(coffee.frameworks) == ["moka", "chemex", "aeropress", "siphon"]
    assert list(coffee.scenarios) == ["camping", "guests", "office", "festival", "another_pot", "unsure"]
    assert list(coffee.components) == ["Bonded filter", "Bialetti"]
    assert [step.id for step in coffee.choice] == ["start", "limits"]


def test_the_order_is_what_an_entry_says_and_not_where_it_stands(folder: Path) -> None:
    path = folder / "topics.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("order: 3", "order: 0"), encoding="utf-8")
    assert list(load(folder).topics) == ["time", "taste", "cleaning"]


def test_a_text_is_given_in_every_language(coffee: KnowledgeBase) -> None:
    assert [coffee.scenarios["office"].title.in_(language) for language in LANGUAGES] == [
        "At the office",
        "办公室",
        "辦公室",
    ]


def test_one_file_for_each_entry_is_the_same_as_one_for_all(folder: Path, coffee: KnowledgeBase) -> None:
    topics = (folder / "topics.yaml").read_text(encoding="utf-8").split("- id: ")[1:]
    (folder / "topics.yaml").unlink()
    (folder / "topics").mkdir()
    for number, topic in enumerate(topics):
        single = f"id: {topic}".replace("\n  ", "\n")
        (folder / "topics" / f"{9 - number}.yaml").write_text(single, encoding="utf-8")
    assert load(folder).topics == coffee.topics


def test_the_same_folder_gives_the_same_knowledge(coffee: KnowledgeBase) -> None:
    assert load(COFFEE) == coffee


def test_how_people_ask_is_taken_from_the_package(coffee: KnowledgeBase, base: KnowledgeBase) -> None:
    assert coffee.cues == base.cues
    assert coffee.smalltalk == base.smalltalk
    assert coffee.weights == base.weights
    assert not set(coffee.topics) & set(base.topics)


def test_smalltalk_that_is_taken_over_does_not_speak_of_another_subject(
    coffee: KnowledgeBase, base: KnowledgeBase
) -> None:
    names = [framework.name for framework in base.frameworks.values()]
    replies = [talk.reply.in_(language) for talk in coffee.smalltalk.values() for language in LANGUAGES]
    assert [reply for reply in replies if any(name in reply for name in names)] == []


def test_a_folder_may_say_itself_how_people_ask(folder: Path) -> None:
    (folder / "smalltalk.yaml").write_text(
        "- {id: hello, phrases: {en: [hello]}, reply: {en: Coffee?, zh_Hans: 咖啡？}}\n", encoding="utf-8"
    )
    own = load(folder)
    assert (list(own.cues), list(own.smalltalk), own.weights.clarify_below) == (["which"], ["hello"], 0.25)
    assert own.weights.signals == {}


@pytest.mark.parametrize("stem", ["components", "disagreements", "figures", "outside", "choose"])
def test_a_subject_may_do_without(folder: Path, stem: str) -> None:
    (folder / f"{stem}.yaml").unlink()
    own = load(folder)
    assert not getattr(own, {"choose": "choice"}.get(stem, stem))


def test_other_files_in_the_folder_are_left_alone(folder: Path, coffee: KnowledgeBase) -> None:
    (folder / "README.md").write_text("# Coffee")
    (folder / "scenarios" / "draft.yaml.bak").write_text("}{")
    shutil.copytree(folder / "scenarios", folder / "drafts")
    assert load(folder).scenarios == coffee.scenarios


def test_knowledge_cannot_be_changed(coffee: KnowledgeBase) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        coffee.frameworks["moka"].name = "Mocha"  # type: ignore[misc]


def test_the_packaged_knowledge_is_in_order(base: KnowledgeBase) -> None:
    assert packaged_folder().is_dir()
    assert len(base.sources) == 5
    assert len([scenario for scenario in base.scenarios.values() if scenario.open]) == 1
    assert len([scenario for scenario in base.scenarios.values() if scenario.change]) == 1
    for kind in ("topics", "scenarios", "outside", "smalltalk", "cues"):
        for entry in getattr(base, kind).values():
            assert entry.phrases.all() or getattr(entry, "names", ()), f"nothing leads to {entry.id}"


def test_every_packaged_text_exists_in_every_language(base: KnowledgeBase) -> None:
    for text in _texts(base):
        assert all(text.in_(language).strip() for language in LANGUAGES), text


def _texts(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, dict | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
