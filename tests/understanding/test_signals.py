from __future__ import annotations

import pytest

from bot.understanding import Understanding
from bot.understanding.signals import about, collect
from bot.understanding.spotting import spot


def seen(text: str, understanding: Understanding) -> set[str]:
    return set(collect(spot(text, understanding.lexicon), understanding.base))


@pytest.mark.parametrize(
    ("text", "signals"),
    [
        ("moka or siphon?", {"frameworks 2", "cue choose", "question mark"}),
        ("moka, chemex, siphon, aeropress", {"frameworks 3"}),
        ("hello", {"frameworks 0", "smalltalk"}),
        ("a camping trip with guests", {"scenario", "second scenario", "frameworks 0"}),
        ("which one", {"open situation", "cue which"}),
        ("upgrade my pot", {"change situation"}),
        ("from moka to siphon", {"from one to another", "frameworks 2"}),
        ("instead of moka", {"away from one"}),
        ("哪个好洗？", {"topic", "chinese", "question mark"}),
        ("the taste of it", {"topic", "general topic"}),
        ("the bonded filter", {"component"}),
        ("a gaiwan", {"rival"}),
        ("what about tea", {"outside"}),
        ("see https://example.org", {"link"}),
        ("pot.brew(2)", {"code"}),
        ("since 2.0", {"version number"}),
        ("", {"bias", "frameworks 0"}),
    ],
)
def test_what_a_text_shows(text: str, signals: set[str], coffee: Understanding) -> None:
    assert signals <= seen(text, coffee)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("moka", {"question mark", "scenario", "topic", "rival", "code", "link", "chinese"}),
        ("which one for camping", {"topic", "smalltalk", "change situation"}),
        ("hello, which moka?", {"only small talk"}),
    ],
)
def test_what_a_text_does_not_show(text: str, missing: set[str], coffee: Understanding) -> None:
    assert not missing & seen(text, coffee)


@pytest.mark.parametrize(
    ("text", "frameworks"),
    [
        ("siphon or moka or siphon", ("siphon", "moka")),
        ("the bonded filter", ("chemex",)),
        ("a moka with a bonded filter", ("moka",)),
        ("my bialetti", ("moka",)),
        ("a bialetti or a siphon", ("moka", "siphon")),
        ("some pot", ()),
    ],
)
def test_a_text_is_about_what_it_names_or_else_about_what_that_belongs_to(
    text: str, frameworks: tuple[str, ...], coffee: Understanding
) -> None:
    assert about(spot(text, coffee.lexicon), coffee.base) == frameworks


def test_signals_name_no_entry_so_that_their_weights_hold_for_any_subject(understanding: Understanding) -> None:
    base = understanding.base
    entries = {*base.frameworks, *base.topics, *base.scenarios, *base.components, *base.outside}
    words = {word for signal in base.weights.signals for word in signal.split()}
    assert not words & {entry for entry in entries if "_" in entry or entry in base.frameworks}
