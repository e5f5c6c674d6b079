"""The program does not count: it does the same with one thing to choose from, with two, with many."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.conversation import Desk, Reply
from bot.knowledge_base import KnowledgeBase, load
from bot.knowledge_base.models import Framework
from bot.presentation import guides
from bot.presentation.actions import Show
from bot.presentation.answer_object import answer_object
from bot.understanding import Reading
from bot.understanding.question import LANGUAGES, Language

from .conftest import HERE

COUNTS = (1, 2, 4, 5, 7, 12)


@pytest.fixture(scope="module")
def small() -> KnowledgeBase:
    return load(HERE / "databases")


def with_so_many(base: KnowledgeBase, count: int) -> KnowledgeBase:
    """The same knowledge with ``count`` things to choose from: fewer, or the same ones again under other names."""
    known = list(base.frameworks.values())
    frameworks = {entry.id: entry for entry in (_another(known, number) for number in range(count))}
    scenarios = {
        name: scenario.model_copy(
            update={
                "verdicts": tuple(
                    verdict.model_copy(
                        update={
                            "first": tuple(name for name in verdict.first if name in frameworks) or (known[0].id,),
                            "second": tuple(name for name in verdict.second if name in frameworks),
                            "against": tuple(name for name in verdict.against if name in frameworks),
                        }
                    )
                    for verdict in scenario.verdicts
                ),
                "fits": {name: fit for name, fit in scenario.fits.items() if name in frameworks},
            }
        )
        for name, scenario in base.scenarios.items()
    }
    paths = tuple(
        path.model_copy(update={"order": tuple(name for name in path.order if name in frameworks) or (known[0].id,)})
        for path in base.learning.paths
    )
    fits = {name: fit for name, fit in base.learning.fits.items() if name in frameworks}
    learning = base.learning.model_copy(update={"paths": paths, "fits": fits})
    return base.model_copy(update={"frameworks": frameworks, "scenarios": scenarios, "learning": learning})


def _another(known: list[Framework], number: int) -> Framework:
    entry = known[number % len(known)]
    if number < len(known):
        return entry
    name = f"{entry.id}{'abcdefgh'[number // len(known)] * 3}"
    return entry.model_copy(
        update={"id": name, "name": name.title(), "order": number + 1, "names": type(entry.names)()}
    )


@pytest.fixture(scope="module", params=COUNTS)
def desk(request: pytest.FixtureRequest, small: KnowledgeBase) -> Desk:
    return Desk(with_so_many(small, request.param))


def replies(desk: Desk, language: Language) -> Iterator[Reply]:
    """One answer of each kind."""
    base = desk.base
    one = next(iter(base.frameworks))
    yield desk.show(Reading("recommend", scenario="web_shop"), language)
    yield desk.show(Reading("recommend"), language)
    yield desk.show(Reading("compare"), language)
    yield desk.show(Reading("compare", topic="speed"), language)
    yield desk.show(Reading("fact", topic="transactions"), language)
    yield desk.show(Reading("framework", (one,)), language)
    yield desk.show(Reading("learn"), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_is_one_that_telegram_takes(desk: Desk, language: Language) -> None:
    for reply in replies(desk, language):
        assert 1 <= len(reply.message.html) <= 4096
        assert sum(map(len, reply.message.buttons)) <= 100
        assert all(1 <= len(row) <= 8 for row in reply.message.buttons)


def test_every_one_of_them_is_ranked_compared_and_described(desk: Desk) -> None:
    everyone = set(desk.base.frameworks)
    recommended, overview, compared, on_topic, fact, _, taught = (answer_object(r) for r in replies(desk, "en"))
    for found in (recommended, overview, compared, on_topic, fact, taught):
        assert set(found["frameworks"]) == everyone, found["kind"]
    names = [entry.name for entry in desk.base.frameworks.values()]
    for found in (recommended, overview, compared, on_topic, fact):
        assert [name for name in names if name not in found["plain"]] == [], found["kind"]


def test_every_one_of_them_has_its_command(desk: Desk) -> None:
    menu = guides.menu(guides.PRIVATE, "en", desk.base)
    assert set(desk.base.frameworks) <= menu.keys()
    assert len(menu) <= 100


def test_a_button_leads_to_each_as_long_as_they_fit_below_an_answer(desk: Desk) -> None:
    everyone = list(desk.base.frameworks)
    shown = desk.show(Reading("compare"), "en").message
    actions = [button.action for row in shown.buttons for button in row]
    led = [action.reading.frameworks[0] for action in actions if isinstance(action, Show)]
    assert led == everyone[: len(led)]
    assert len(led) == min(len(everyone), 8)


def test_each_is_understood_by_its_name(desk: Desk) -> None:
    for entry in desk.base.frameworks.values():
        assert answer_object(desk.ask(entry.name))["frameworks"] == [entry.id]
