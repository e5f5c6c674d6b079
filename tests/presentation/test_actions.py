from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge_base import KnowledgeBase, load
from bot.presentation.actions import (
    LIMIT,
    About,
    Action,
    Choose,
    Misheard,
    Picture,
    Set,
    Show,
    Situations,
    Sources,
    Why,
    decode,
    encode,
    fits,
    question_of,
    short,
)
from bot.understanding.question import KINDS, LANGUAGES, Kind, Reading

from .sample import ALPHA, BASE, BETA, LONG


@cache
def bases() -> tuple[KnowledgeBase, ...]:
    return BASE, load()


def one_of(ids: dict[str, object]) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(sorted(ids))


@st.composite
def abouts(draw: st.DrawFn, base: KnowledgeBase) -> About:
    names = sorted(base.frameworks)
    kinds: list[Kind] = [*KINDS, "clarify"]
    some = st.lists(st.sampled_from(names), unique=True, max_size=2).map(tuple)
    reading = Reading(
        draw(st.sampled_from(kinds)),
        frameworks=draw(st.lists(st.sampled_from(names), unique=True, max_size=len(names)).map(tuple)),
        scenario=draw(one_of(dict(base.scenarios))),
        topic=draw(one_of(dict(base.topics))),
        component=draw(one_of(dict(base.components))),
        outside=draw(one_of(dict(base.outside))),
    )
    also = draw(st.lists(st.sampled_from(sorted(base.scenarios)), max_size=2).map(tuple))
    action = draw(st.sampled_from([Show, Why, Picture, Misheard]))
    return action(reading, draw(st.sampled_from(LANGUAGES)), also, draw(some), draw(some), draw(some))


@given(st.data())
@settings(deadline=None)
def test_what_a_button_does_survives_the_way_through_telegram(data: st.DataObject) -> None:
    base = data.draw(st.sampled_from(bases()))
    action = data.draw(abouts(base))
    assert isinstance(action, Show | Why | Picture | Misheard)
    if fits(action):
        written = encode(action)
        assert 1 <= len(written.encode()) <= LIMIT
        assert decode(written, base) == action
    else:
        with pytest.raises(ValueError, match="64 are allowed"):
            encode(action)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_id_alone_fits(language: str) -> None:
    for base in bases():
        everyone = tuple(base.frameworks)
        readings = [
            *(Reading("recommend", scenario=scenario, frameworks=everyone) for scenario in base.scenarios),
            *(Reading("compare", topic=topic, frameworks=everyone) for topic in base.topics),
            *(Reading("fact", component=component, frameworks=everyone[:1]) for component in base.components),
            *(Reading("out_of_scope", outside=outside) for outside in base.outside),
        ]
        for reading in readings:
            action = Show(reading, "zh_Hant")
            assert decode(encode(action), base) == action


def test_hashes_name_one_entry_only() -> None:
    for base in bases():
        for field in ("scenarios", "topics", "frameworks", "components", "outside"):
            ids = list(getattr(base, field))
            assert len({short(name) for name in ids}) == len(ids)


def test_ids_are_written_in_full_where_they_fit() -> None:
    assert encode(Show(Reading("recommend", scenario="race", frameworks=(ALPHA, BETA)), "en")) == "1serrace;;alpha,beta"
    assert LONG in encode(Show(Reading("recommend", scenario=LONG), "en"))
    assert short(LONG) in encode(Show(Reading("recommend", scenario=LONG, frameworks=(ALPHA, BETA)), "en"))


@pytest.mark.parametrize(
    ("action", "data"),
    [
        (Choose("", "en"), "1ce"),
        (Choose("rx", "zh_Hans"), "1csrx"),
        (Situations(2, "zh_Hant"), "1pt2"),
        (Sources("en"), "1be"),
        (Set("chat", "ambient", "on"), "1=cambient;on"),
        (Set("person", "language", "zh_Hans"), "1=planguage;zh_Hans"),
        (Why(Reading("learn"), "en"), "1wel"),
    ],
)
def test_the_written_form_of_each_action(action: Action, data: str) -> None:
    assert encode(action) == data
    assert decode(data, BASE) == action


@pytest.mark.parametrize(
    "data",
    [
        "", "1", "1s", "1se", "0serrace", "2serrace", "1sxr", "1sezrace", "1serno_such_situation", "1ser~AAAA", "1ser~",
        "1serrace;;no_such", "1ser;;;;;;;;;", "1pe", "1pe-1", "1pex", "1bex", "1ce../", "1=c", "1=xlanguage;en",
        "1=clanguage", "hello", "\n", "1ser\nrace", "🧭" * 16,
    ],
)  # fmt: skip
def test_old_foreign_and_broken_data_is_nothing(data: str) -> None:
    assert decode(data, BASE) is None


@pytest.mark.parametrize(
    ("step", "data"),
    [(Choose("ab", "en"), "1ceab"), (Choose("ab", "zh_Hans", 7), "1csab;7"), (Choose("", "en", 2**52), f"1ce;{2**52}")],
)
def test_a_step_of_a_choice_may_say_whose_it_is(step: Choose, data: str) -> None:
    assert encode(step) == data
    assert decode(data, BASE) == step


@given(st.text(max_size=64))
def test_no_data_makes_it_fail(data: str) -> None:
    decode(data, BASE)
    decode("1" + data, BASE)
    decode("1se" + data, BASE)


def test_a_button_asks_what_it_says() -> None:
    reading = Reading("recommend", scenario="race", probability=0.4)
    question = question_of(Show(reading, "en", also=("city",), excluded=(ALPHA,), known=(BETA,), target=(BETA,)))
    assert [scenario.id for scenario in question.scenarios] == ["race", "city"]
    assert (question.excluded, question.known, question.target) == ((ALPHA,), (BETA,), (BETA,))
    assert question.confidence == 1.0
    again = decode(encode(Show(reading, "en")), BASE)
    assert again == Show(replace(reading, probability=0.0), "en")
