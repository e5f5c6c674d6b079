from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.compact import Index, Words, level

WORDS = st.text("abcé'", min_size=1, max_size=4)


@given(st.sets(WORDS), st.lists(WORDS))
def test_words_are_those_that_were_put_in(words: set[str], sought: list[str]) -> None:
    compact = Words(dict.fromkeys(words, 1))
    for word in [*words, *sought, ""]:
        assert (word in compact) == (word in words)


@given(st.dictionaries(WORDS, st.integers(0, 10_000_000)), st.lists(WORDS))
def test_a_word_is_as_common_as_its_count_says(counts: dict[str, int], sought: list[str]) -> None:
    compact = Words(counts)
    assert [compact.level(word) for word in counts] == [level(count) for count in counts.values()]
    assert all(compact.level(word) == 0 for word in sought if word not in counts)


def test_a_level_tells_how_many_times_as_common_a_word_is() -> None:
    assert level(0) == 0
    assert level(20_000) - level(200) == level(4_000_000) - level(40_000) == 66


@given(st.lists(st.tuples(WORDS, WORDS)), st.lists(WORDS))
def test_every_value_of_a_key_is_found(pairs: list[tuple[str, str]], sought: list[str]) -> None:
    index = Index(pairs)
    for key in [*(key for key, _ in pairs), *sought]:
        assert set(index.find(key)) >= {value for other, value in pairs if other == key}
    assert len(index) == len(pairs)


def test_they_can_be_passed_on_to_another_process() -> None:
    words, index = pickle.loads(pickle.dumps((Words({"flask": 9, "flash": 2}), Index([("flak", "flask")]))))  # noqa: S301
    assert "flash" in words
    assert list(index.find("flak")) == ["flask"]
