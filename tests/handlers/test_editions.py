from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.conversation import Desk
from bot.handlers.editions import Editions, Rehearse
from bot.knowledge_base import KnowledgeError, Problem, load
from tests.handlers.remembering import FakeFacts
from tests.knowledge_base.tools import COFFEE

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class Replica:
    """One replica with a folder of its own."""

    def __init__(self, folder: Path, board: FakeFacts, rehearse: Rehearse = lambda _: ()) -> None:
        self.folder, self.board = folder, board
        self.desk = Desk(load(folder))
        self.editions = Editions(
            self.desk, load=lambda: load(folder), board=board, use=self.use, now=lambda: NOW, rehearse=rehearse
        )

    def use(self, desk: Desk) -> None:
        self.desk = desk

    def rename(self, name: str, before: str = "Moka") -> None:
        """Changes the knowledge in the folder."""
        for file in self.folder.rglob("*.yaml"):
            file.write_text(file.read_text(encoding="utf-8").replace(before, name), encoding="utf-8")

    def spoil(self) -> None:
        (self.folder / "sources.yaml").write_text("- {", encoding="utf-8")


@pytest.fixture
def board() -> FakeFacts:
    return FakeFacts()


@pytest.fixture
def replica(tmp_path: Path, board: FakeFacts) -> Callable[..., Replica]:
    def make(name: str = "a", rehearse: Rehearse = lambda _: ()) -> Replica:
        return Replica(Path(shutil.copytree(COFFEE, tmp_path / name)), board, rehearse)

    return make


async def test_a_new_edition_is_used_as_a_whole(replica: Callable[..., Replica]) -> None:
    one = replica()
    before = one.desk
    one.rename("Mokka")
    edition = await one.editions.reload()
    assert one.desk is edition.desk is not before
    assert edition.version != before.version
    assert edition.since == NOW


async def test_with_a_mistake_the_old_one_stays(replica: Callable[..., Replica], board: FakeFacts) -> None:
    one = replica()
    before = one.desk
    one.spoil()
    with pytest.raises(KnowledgeError) as found:
        await one.editions.reload()
    assert found.value.problems[0].file == "sources.yaml"
    assert one.desk is before
    assert board.values == {}


async def test_a_conversation_that_goes_wrong_keeps_it_out_too(replica: Callable[..., Replica]) -> None:
    wrong = Problem("conversations/camping.yaml", 3, 1, "answers moka, not aeropress")
    one = replica(rehearse=lambda _: [wrong])
    before = one.desk
    with pytest.raises(KnowledgeError) as found:
        await one.editions.reload()
    assert list(found.value.problems) == [wrong]
    assert one.desk is before


async def test_back_to_the_one_before_and_forth_again(replica: Callable[..., Replica]) -> None:
    one = replica()
    first = one.desk
    assert await one.editions.rollback() is None
    one.rename("Mokka")
    second = (await one.editions.reload()).desk
    assert (await one.editions.rollback()) is one.editions.current
    assert one.desk is first
    await one.editions.rollback()
    assert one.desk is second


async def test_loading_the_same_again_keeps_the_way_back(replica: Callable[..., Replica]) -> None:
    one = replica()
    first = one.desk
    one.rename("Mokka")
    await one.editions.reload()
    await one.editions.reload()
    await one.editions.rollback()
    assert one.desk.version == first.version


async def test_replicas_follow_each_other_there_and_back(replica: Callable[..., Replica]) -> None:
    one, other = replica("a"), replica("b")
    first = other.desk
    for each in (one, other):
        each.rename("Mokka")
    await one.editions.reload()
    await other.editions.look()
    assert other.desk.version == one.desk.version != first.version
    await one.editions.rollback()
    await other.editions.look()
    assert other.desk is first
    await other.editions.look()
    assert other.desk is first


async def test_a_replica_whose_files_are_broken_stays_as_it_is(replica: Callable[..., Replica]) -> None:
    one, other = replica("a"), replica("b")
    before = other.desk
    one.rename("Mokka")
    await one.editions.reload()
    other.spoil()
    with pytest.raises(KnowledgeError):
        await other.editions.look()
    assert other.desk is before


async def test_no_question_is_lost_or_answered_from_half_of_an_edition(replica: Callable[..., Replica]) -> None:
    """Asked all the while, with every other new edition broken: each answer is wholly of one edition."""
    one = replica()
    answers: list[tuple[str, str]] = []
    over = asyncio.Event()

    async def ask() -> None:
        while not over.is_set():
            desk = one.desk
            reply = desk.ask("tell me about the moka")
            name = desk.base.frameworks["moka"].name
            answers.append((name, reply.message.plain))
            await asyncio.sleep(0)

    asking = asyncio.create_task(ask())
    whole = one.folder.parent / "whole"
    shutil.copytree(one.folder, whole)
    for number in range(6):
        shutil.rmtree(one.folder)
        shutil.copytree(whole, one.folder)
        one.rename(f"Mokka{number}")
        if number % 2:
            one.spoil()
            with pytest.raises(KnowledgeError):
                await one.editions.reload()
        else:
            await one.editions.reload()
    over.set()
    await asking
    assert {name for name, _ in answers} >= {"Mokka0", "Mokka2"}
    assert not any(name in {"Mokka1", "Mokka3", "Mokka5"} for name, _ in answers)
    assert all(name in text for name, text in answers)


async def test_what_was_said_before_the_start_is_no_news(replica: Callable[..., Replica]) -> None:
    """A replica that starts with newer files keeps them, whatever the last reload of another was."""
    one = replica("a")
    one.rename("Mokka")
    await one.editions.reload()
    late = replica("b")
    late.rename("Caffettiera")
    late = Replica(late.folder, one.board)
    started = late.desk
    await late.editions.begin()
    await late.editions.look()
    assert late.desk is started
    for each in (one, late):
        each.rename("Macchinetta", before="Mokka" if each is one else "Caffettiera")
    await one.editions.reload()
    await late.editions.look()
    assert late.desk.version == one.desk.version != started.version
