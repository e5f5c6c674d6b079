from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.compact import Index, Words

WORDS = st.text("abcé'", min_size=1, max_size=4)


@given(st.sets(WORDS), st.lists(WORDS))
def test_words_are_those_that_were_put_in(words: set[str], sought: list[str]) -> None:
    compact = Words(words)
    for word in [*words, *sought, ""]:
        assert (word in compact) == (word in words)


@given(st.lists(st.tuples(WORDS, WORDS)), st.lists(WORDS))
def test_every_value_of_a_key_is_found(pairs: list[tuple[str, str]], sought: list[str]) -> None:
    index = Index(pairs)
    for key in [*(key for key, _ in pairs), *sought]:
        assert set(index.find(key)) >= {value for other, value in pairs if other == key}
    assert len(index) == len(pairs)


def test_they_can_be_passed_on_to_another_process() -> None:
    words, index = pickle.loads(pickle.dumps((Words(["flask", "flash"]), Index([("flak", "flask")]))))  # noqa: S301
    assert "flash" in words
    assert list(index.find("flak")) == ["flask"]
