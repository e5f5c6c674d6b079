from __future__ import annotations

import pytest
import yaml

from bot.evaluation.labels import Labelled
from bot.knowledge_base import load
from bot.proposals.clusters import Asked, clusters, common
from bot.proposals.intents import Intents
from bot.proposals.patch import phrases_file, propose, questions_file
from bot.proposals.sieve import Wanted, usable
from bot.understanding import Understanding
from bot.understanding.lexicon import Entity
from tests.knowledge_base.tools import COFFEE

OPEN = [
    Asked("which pot for a sailing boat", "en", 5),
    Asked("a sailing boat: which one?", "en", 2),
    Asked("房车里用哪个壶", "zh_Hans", 4),
    Asked("房车旅行带哪个", "zh_Hans", 1),
    Asked("can it go into the dishwasher", "en", 1),
]


@pytest.fixture(scope="module")
def intents() -> Intents:
    return Intents(Understanding(load(COFFEE)))


def test_questions_that_ask_the_same_are_one_cluster_and_the_most_frequent_comes_first(intents: Intents) -> None:
    found = clusters(OPEN, intents.lexicon)
    assert [[question.count for question in cluster.questions] for cluster in found] == [[5, 2], [4, 1], [1]]
    assert [cluster.count for cluster in found] == [7, 5, 1]


def test_no_questions_are_no_clusters(intents: Intents) -> None:
    assert clusters([], intents.lexicon) == []


def test_what_they_share_is_what_they_are_about(intents: Intents) -> None:
    boat, van, _ = clusters(OPEN, intents.lexicon)
    assert "sailing boat" in common(boat, intents.lexicon)
    assert "房车" in common(van, intents.lexicon)


def test_a_cluster_leads_to_the_entry_that_it_is_nearest_to(intents: Intents) -> None:
    (cluster,) = clusters([Asked("a camping holiday, which pot", "en")], intents.lexicon)
    first = intents.nearest(cluster)[0]
    assert (first.sort, first.id, first.kind) == ("scenario", "camping", "recommend")
    assert 0 < first.confidence <= 1


def test_the_open_situation_is_never_proposed(intents: Intents) -> None:
    (cluster,) = clusters([Asked("which one", "en")], intents.lexicon)
    assert not any(
        intents.base.scenarios[found.id].open for found in intents.nearest(cluster) if found.sort == "scenario"
    )


def test_the_patch_can_be_read_and_says_where_it_comes_from(intents: Intents) -> None:
    proposals = propose(clusters([*OPEN, Asked("a camping holiday, which pot", "en", 3)], intents.lexicon), intents)
    written = phrases_file(proposals, "nothing")
    assert "# 7 × which pot for a sailing boat" in written
    entries = yaml.safe_load(written)
    assert {"scenario": "camping", "phrases": {"en": ["camping holiday"]}} in entries
    labels = [Labelled.model_validate(row) for row in yaml.safe_load(questions_file(proposals))]
    assert any(label.scenario == "camping" and label.kind == "recommend" for label in labels)
    assert questions_file([]) == "[]\n"
    assert "nothing" not in written


def test_a_patch_without_phrases_says_so(intents: Intents) -> None:
    refused = propose(clusters([Asked("zzz qqq", "en")], intents.lexicon), intents)
    for proposals in ([], refused):
        written = phrases_file(proposals, "No phrases.")
        assert written.startswith("# No phrases.\n")
        assert yaml.safe_load(written) is None


CAMPING, OFFICE, CLEANING = Entity("scenario", "camping"), Entity("scenario", "office"), Entity("topic", "cleaning")


@pytest.mark.parametrize(
    ("entity", "text"),
    [
        (OFFICE, "camping"),
        (CAMPING, "moka"),
        (CAMPING, "with the"),
        (CAMPING, "camping"),
        (CAMPING, "Campings"),
        (CAMPING, "露营"),
    ],
    ids=["another's", "a name", "words that say nothing", "known", "known otherwise", "known in Chinese"],
)
def test_what_check_would_refuse_is_not_proposed(entity: Entity, text: str, intents: Intents) -> None:
    good = Wanted(CLEANING, "limescale remover")
    assert usable([Wanted(entity, text), good], intents.base) == {good}


def test_what_two_entries_want_goes_to_the_first(intents: Intents) -> None:
    first, second = Wanted(CAMPING, "sailing boat"), Wanted(OFFICE, "sailing boats")
    assert usable([first, second], intents.base) == {first}
