from __future__ import annotations

import pytest

from bot.knowledge_base.models import Cue
from bot.knowledge_base.texts import Phrases
from bot.understanding import Understanding
from bot.understanding.spotting import Spotted, spot


def look(text: str, understanding: Understanding) -> Spotted:
    return spot(text, understanding.lexicon)


def strength(text: str, scenario: str, understanding: Understanding) -> float:
    return {name: found.weight for name, found in look(text, understanding).best("scenario")}.get(scenario, 0.0)


@pytest.mark.parametrize(
    "text",
    [
        "a camping trip",
        "CAMPING TRIPS",
        "a trip with some camping",
        "ｃａｍｐｉｎｇ　ｔｒｉｐ",
        "a campng trip",
        "tour, for hiking",
    ],
)
def test_the_words_of_a_phrase_may_stand_apart_and_in_any_order(text: str, coffee: Understanding) -> None:
    assert [name for name, _ in look(text, coffee).best("scenario")] == ["camping"]


@pytest.mark.parametrize("text", ["野外喝咖啡", "咖啡在野外", "咖啡，野外的那种"])
def test_so_may_those_of_a_chinese_one(text: str, coffee: Understanding) -> None:
    assert [name for name, _ in look(text, coffee).best("scenario")] == ["camping"]


def test_letters_without_a_blank_stand_together(coffee: Understanding) -> None:
    assert strength("办公室", "office", coffee) > 0
    assert strength("办一个公家的室内聚会", "office", coffee) == 0


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("a camping trip", "camping"),
        ("camping", "by a tent"),
        ("hiking tour", "hiking around and around and around and around and around and around on tour"),
        ("hiking tour", "hiking tuor"),
        ("camping, in a tent", "camping"),
    ],
)
def test_what_says_more_weighs_more(more: str, less: str, coffee: Understanding) -> None:
    assert strength(more, "camping", coffee) > strength(less, "camping", coffee) > 0


def test_saying_it_twice_is_no_more_than_once(coffee: Understanding) -> None:
    assert strength("guests, guests, guests", "guests", coffee) == strength("guests", "guests", coffee)


def test_evidence_points_to_the_words_that_were_typed(coffee: Understanding) -> None:
    text = "Ein Trip? CAMPING!"
    ((_, evidence),) = look(text, coffee).best("scenario")
    assert [text[start:end] for start, end in evidence.spans] == ["Trip", "CAMPING"]
    assert evidence.phrase == "camping trip"


def test_names_stand_in_the_order_of_the_text_and_point_to_it(coffee: Understanding) -> None:
    text = "Siphon，爱乐压 or Chemx?"
    mentions = look(text, coffee).mentions
    assert [mention.entity.id for mention in mentions] == ["siphon", "aeropress", "chemex"]
    assert [text[slice(*mention.span)] for mention in mentions] == ["Siphon", "爱乐压", "Chemx"]


def test_a_longer_name_takes_the_place_of_a_shorter_one_but_not_of_a_framework(understanding: Understanding) -> None:
    found = look("Django REST Framework", understanding)
    assert found.named("component") == ("Django REST Framework (DRF)",)
    assert found.named("framework") == ("django",)


@pytest.mark.parametrize(
    "name",
    ["Pydantic", "SQLAlchemy", "Celery", "Redis", "Uvicorn", "Docker", "Jinja2", "Instagram", "GraphQL", "ReDoc"],
)
def test_what_goes_with_them_is_found_by_its_own_name(name: str, understanding: Understanding) -> None:
    assert look(f"{name}?", understanding).named("component") == (name,)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Which one?", "which"),
        ("选哪个好", "choose"),
        ("the difference between moka and chemex", "difference"),
        ("moka or siphon", "choose"),
        ("replace my old moka with something else", "change"),
        ("replace the moka with a siphon", "change"),
        ("a gaiwan or moka", "another"),
        ("why?", "why"),
    ],
)
def test_a_way_of_asking_is_heard(text: str, cue: str, coffee: Understanding) -> None:
    assert cue in look(text, coffee).cues


def test_the_words_of_a_cue_stand_in_order(coffee: Understanding) -> None:
    assert "versus" in look("moka vs siphon", coffee).cues
    assert "choose" not in look("or moka siphon", coffee).cues


def test_the_gap_of_a_cue_does_not_reach_across_the_whole_text(coffee: Understanding) -> None:
    near = "moka in the small kitchen or siphon"
    far = "moka is what we have had in the kitchen for years and years and years. Another thing. Or siphon"
    assert "choose" in look(near, coffee).cues
    assert "choose" not in look(far, coffee).cues


def test_a_cue_inside_a_longer_one_does_not_count(coffee: Understanding) -> None:
    cues = {name: Cue(id=name, phrases=Phrases(en=(phrase,))) for name, phrase in (("a", "look"), ("b", "look out"))}
    lookout = Understanding(coffee.base.model_copy(update={"cues": cues}))
    assert look("look at it", lookout).cues.keys() == {"a"}
    assert look("look out!", lookout).cues.keys() == {"b"}


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("not moka", {"moka": {"excluded"}}),
        ("anything but moka or chemex, maybe siphon", {"moka": {"excluded"}, "chemex": {"excluded"}}),
        ("don't want Moka, Chemex and Siphon", {name: {"excluded"} for name in ("moka", "chemex", "siphon")}),
        ("don't want Moka. Siphon is nice", {"moka": {"excluded"}}),
        ("no moka, no siphon", {"moka": {"excluded"}, "siphon": {"excluded"}}),
        ("moka, not siphon", {"siphon": {"excluded"}}),
        ("不要摩卡壶和虹吸壶", {"moka": {"excluded"}, "siphon": {"excluded"}}),
        ("不想要摩卡壶、手冲壶", {"moka": {"excluded"}, "chemex": {"excluded"}}),
        ("不要摩卡壶，虹吸壶怎么样", {"moka": {"excluded"}}),
        ("除了摩卡壶，还有什么", {"moka": {"excluded"}}),
        (
            "I know moka and chemex, but not siphon",
            {"moka": {"known"}, "chemex": {"known"}, "siphon": {"excluded"}},
        ),
        ("我只会摩卡壶", {"moka": {"known"}}),
        ("from moka to siphon", {"moka": {"left"}, "siphon": {"target"}}),
        ("replace moka with siphon", {"moka": {"left"}, "siphon": {"target"}}),
        ("從摩卡壺換成虹吸壺", {"moka": {"left"}, "siphon": {"target"}}),
        ("把摩卡壶换成虹吸壶", {"moka": {"left"}, "siphon": {"target"}}),
        ("moka vs siphon", {}),
        ("is moka not good?", {}),
    ],
)
def test_the_words_around_a_name_say_what_becomes_of_it(
    text: str, roles: dict[str, set[str]], coffee: Understanding
) -> None:
    assert look(text, coffee).roles == roles


def test_an_empty_text_holds_nothing(coffee: Understanding) -> None:
    found = look("", coffee)
    assert not (found.tokens or found.mentions or found.evidence or found.cues or found.roles or found.covered)
