from __future__ import annotations

import pytest

from bot.understanding import Understanding
from bot.understanding.spotting import spot
from bot.understanding.wording import wording


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Pots leak", {"word pot", "word leak", "word pot leak", "first pot", "last leak", "word pot & one named"}),
        ("from moka to siphon", {"word from {}", "word {} to {}", "first from {}", "last {}", "last to {}"}),
        ("moka or a gaiwan", {"word {} or", "word or {other}"}),
        ("哪个好", {"word 哪 个", "word 哪 个 好", "word 个 好 & one named", "first 哪", "last 个 好"}),
        ("in 2026", {"word in #"}),
        ("", set()),
    ],
)
def test_words_count_alone_and_in_a_row_and_names_as_names(text: str, names: set[str], coffee: Understanding) -> None:
    assert names <= {name for name, _ in wording(spot(text, coffee.lexicon), "one")}


@pytest.mark.parametrize(
    ("text", "missing"), [("leak. pot", "word leak pot"), ("哪，个", "word 哪 个"), ("moka", "word moka")]
)
def test_words_that_stand_apart_are_no_row(text: str, missing: str, coffee: Understanding) -> None:
    assert missing not in {name for name, _ in wording(spot(text, coffee.lexicon), "one")}


def test_each_knows_where_it_was_seen(coffee: Understanding) -> None:
    text = "Take Moka for camping"
    seen = dict(wording(spot(text, coffee.lexicon), "one"))
    start, end = seen["word {} for"]
    assert text[start:end] == "Moka for"
