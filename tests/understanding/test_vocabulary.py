from __future__ import annotations

import pytest

from bot.understanding import Understanding
from bot.understanding.spotting import spot
from bot.understanding.text import tokenise
from bot.understanding.vocabulary import Speller, Trie


def named(text: str, understanding: Understanding) -> tuple[str, ...]:
    return spot(text, understanding.lexicon).named("framework")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Django", ("django",)),
        ("ＤＪＡＮＧＯ", ("django",)),
        ("Djano", ("django",)),
        ("Djnago", ("django",)),
        ("Django's admin", ("django",)),
        ("姜戈", ("django",)),
        ("flsk", ("flask",)),
        ("Flaskk", ("flask",)),
        ("烧瓶", ("flask",)),
        ("燒瓶", ("flask",)),
        ("FaskAPI", ("fastapi",)),
        ("Fast API", ("fastapi",)),
        ("fast-api", ("fastapi",)),
        ("fast_api", ("fastapi",)),
        ("ｆａｓｔ ａｐｉ", ("fastapi",)),
        ("Fsat API", ("fastapi",)),
        ("用django做", ("django",)),
        ("flaskvsdjango", ("flask", "django")),
        ("fastapi还是flask", ("fastapi", "flask")),
        ("django,flask、fastapi", ("django", "flask", "fastapi")),
        ("Django 4.2", ("django",)),
        ("Django5 vs Flask3", ("django", "flask")),
        ("Django REST framework", ("django",)),
    ],
)
def test_a_framework_is_understood_however_it_is_typed(
    typed: str, meant: tuple[str, ...], understanding: Understanding
) -> None:
    assert named(typed, understanding) == meant


@pytest.mark.parametrize(
    "word",
    [
        *("flash", "flashlight", "flag", "flat", "flake8", "task", "ask", "mask", "black"),
        *("fast", "faster", "fasting", "fact", "facts", "rapid", "the api is fast", "fastest api"),
        *("mango", "tango", "danger", "banjo", "matter", "master", "better", "fake", "快速"),
    ],
)
def test_a_word_of_its_own_is_no_framework(word: str, understanding: Understanding) -> None:
    assert named(word, understanding) == ()


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("moka", "moka"),
        ("chemx", "chemex"),
        ("aeropres", "aeropress"),
        ("airopres", "aeropress"),
        ("ehcmex", "ehcmex"),
        ("aero press", "aeropress"),
        ("siphn", "siphon"),
        ("mok", "mok"),
        ("mocha", "mocha"),
        ("make", "make"),
        ("kitchn", "kitchn"),
    ],
)
def test_a_speller_mends_small_typos_of_the_words_it_knows(typed: str, mended: str) -> None:
    names = ["moka", "chemex", "aeropress", "siphon"]
    speller = Speller([*names, "kettle"], names, protected=["mocha"])
    assert " ".join(token.form for token in speller.correct(tokenise(typed))) == mended


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("stll", "still"),
        ("wrtie", "write"),
        ("wold", "world"),
        ("printrs", "printers"),
        ("moka", "moka"),
        ("mokka", "moka"),
        ("cure", "cure"),
        ("printers", "printers"),
        ("brewsters", "brewsters"),
    ],
)
def test_of_several_words_the_likeliest_is_meant(typed: str, mended: str) -> None:
    speller = Speller(
        ["sell", "write", "world", "printer", "moka", "mocha", "curve"], ["moka"], protected=[], plain=["still"]
    )
    assert " ".join(token.form for token in speller.correct(tokenise(typed))) == mended


def test_a_name_is_meant_by_a_word_that_hardly_anybody_uses() -> None:
    speller = Speller(["flask"], ["flask"], protected=["flaky"])
    assert [token.form for token in speller.correct(tokenise("flak flaky flat"))] == ["flask", "flaky", "flat"]


def test_what_was_mended_counts_less_and_still_points_to_what_was_typed() -> None:
    speller = Speller(["chemex", "filter"], ["chemex"], protected=[])
    text = "the Chemx or Filter"
    tokens = {token.form: token for token in speller.correct(tokenise(text))}
    assert tokens["chemex"].quality < tokens["filter"].quality == 1
    assert text[tokens["chemex"].start : tokens["chemex"].end] == "Chemx"


def test_glued_names_are_cut_where_they_join() -> None:
    names = ["moka", "chemex"]
    text = "MokaVsChemex!"
    tokens = Speller(names, names, protected=[]).correct(tokenise(text))
    assert [text[token.start : token.end] for token in tokens] == ["Moka", "Vs", "Chemex"]
    assert [token.position for token in tokens] == [0, 1, 2]


def test_a_trie_finds_all_that_stands_together() -> None:
    trie = Trie()
    one, two = trie.add(("moka",)), trie.add(("moka", "pot"))
    assert (trie.add(("moka",)), len(trie)) == (one, 2)
    found = {(found.word, found.start, found.end) for found in trie.find(tokenise("a moka pot, a moka. Pot"))}
    assert found == {(one, 1, 2), (two, 1, 3), (one, 4, 5)}
