from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.advice.answer import Support
from bot.advice.ranking import leader, ranked, support, tally, weigh
from bot.knowledge_base import KnowledgeBase
from bot.knowledge_base.models import Verdict
from bot.knowledge_base.texts import Text
from bot.understanding import Weighted

POTS = ("moka", "chemex", "aeropress", "siphon")
SAYS = Text(en="So it is.", zh_Hans="如此。")


def verdict(first: list[str], second: tuple[str, ...] = (), against: tuple[str, ...] = ()) -> Verdict:
    return Verdict(source="B1", first=tuple(first), second=second, against=against, says=SAYS)


def order(base: KnowledgeBase, *situations: tuple[str, float], **wishes: tuple[str, ...]) -> tuple[str, ...]:
    weighted = [Weighted(name, weight) for name, weight in situations]
    return ranked(weigh(base, weighted, **wishes), base, weighted)


def test_first_counts_more_than_second_and_second_more_than_nothing_and_that_more_than_against() -> None:
    scores = tally([verdict(["moka"], ("chemex",), ("siphon",))], POTS)
    assert scores["moka"] > scores["chemex"] > scores["aeropress"] == 0 > scores["siphon"]


def test_a_situation_of_which_many_articles_speak_weighs_no_more_than_another() -> None:
    assert tally([verdict(["moka"])] * 5, POTS) == pytest.approx(tally([verdict(["moka"])], POTS))


def test_without_verdicts_nothing_is_ahead() -> None:
    assert set(tally([], POTS).values()) == {0.0}


@pytest.mark.parametrize(
    ("scenario", "expected"),
    [
        # first of two and nothing; second and first; nobody speaks of it; against
        ("camping", ("aeropress", "moka", "siphon", "chemex")),
        # Of equals the one whose fit is known stands first.
        ("guests", ("siphon", "chemex", "aeropress", "moka")),
        ("office", ("moka", "chemex", "aeropress", "siphon")),
    ],
)
def test_the_ranking_of_a_situation_follows_from_its_verdicts(
    scenario: str, expected: tuple[str, ...], coffee: KnowledgeBase
) -> None:
    assert order(coffee, (scenario, 1.0)) == expected
    assert order(coffee, (scenario, 0.4)) == expected
    assert leader(coffee.scenarios[scenario], coffee) == expected[0]


def test_several_situations_add_up_as_strongly_as_they_were_named(coffee: KnowledgeBase) -> None:
    assert order(coffee, ("camping", 1.0), ("office", 0.2))[0] == "aeropress"
    assert order(coffee, ("camping", 0.2), ("office", 1.0))[0] == "moka"


def test_what_the_asker_knows_and_wants_counts_too(coffee: KnowledgeBase) -> None:
    assert order(coffee, ("camping", 1.0), known=("moka",))[0] == "moka"
    assert order(coffee, ("camping", 1.0), wished=("chemex",))[0] == "chemex"
    assert order(coffee, ("camping", 1.0), ("another_pot", 1.0), wished=("chemex",))[0] == "aeropress"
    assert order(coffee, ("office", 1.0), wished=("siphon",), known=("siphon",))[0] == "siphon"


def test_a_wish_counts_more_than_knowing(coffee: KnowledgeBase) -> None:
    scores = weigh(coffee, [], wished=("siphon",), known=("moka",))
    assert scores["siphon"] > scores["moka"] > scores["chemex"]


def test_support_is_counted_by_article(coffee: KnowledgeBase) -> None:
    camping = coffee.scenarios["camping"]
    assert [support(camping, name) for name in POTS] == [Support(1, 3), Support(0, 3), Support(2, 3), Support(0, 3)]


def test_a_situation_of_which_nobody_speaks_leads_nowhere(coffee: KnowledgeBase) -> None:
    assert leader(coffee.scenarios["unsure"], coffee) is None
    assert support(coffee.scenarios["unsure"], "moka") == Support(0, 0)


NAMES = st.lists(st.sampled_from(POTS), min_size=1, max_size=4, unique=True)


@settings(deadline=None)
@given(
    st.lists(NAMES.flatmap(lambda names: st.integers(1, len(names)).map(lambda n: (names[:n], names[n:]))), min_size=1)
)
def test_what_every_article_puts_first_alone_is_first_and_what_none_names_is_behind(
    advice: list[tuple[list[str], list[str]]],
) -> None:
    verdicts = [verdict(first, second=tuple(second)) for first, second in advice]
    scores = tally(verdicts, POTS)
    for name in POTS:
        if all(found.first == (name,) for found in verdicts):
            assert all(scores[name] > scores[other] for other in POTS if other != name)
        if not any(name in found.first + found.second for found in verdicts):
            assert scores[name] == min(scores.values())


def test_every_packaged_leader_is_put_first_by_an_article(base: KnowledgeBase) -> None:
    for scenario in base.scenarios.values():
        first = leader(scenario, base)
        assert first is None or support(scenario, first).count > 0, scenario.id
