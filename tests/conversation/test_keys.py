"""Keys of answers and readings are the same whatever the words, and can be read again."""

from __future__ import annotations

import pytest

from bot.conversation import Desk
from bot.conversation.keys import reading_key, reading_of
from bot.understanding import Reading


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Does Flask have an ORM?", "ORM and database: Flask"),
        ("Django vs FastAPI", "⚖️ Django vs FastAPI"),
        ("做商城用哪个框架，不要 Flask", "🛒 Online shop, marketplace"),
    ],
)
def test_an_answer_has_a_title(desk: Desk, text: str, title: str) -> None:
    assert desk.title(desk.ask(text).key or "", "en") == title


def test_every_reading_survives_its_key(desk: Desk) -> None:
    names = list(desk.base.frameworks)
    readings = [
        Reading("learn"),
        Reading("compare", tuple(sorted(names[:2])), topic=next(iter(desk.base.topics))),
        *(Reading("recommend", scenario=name) for name in desk.base.scenarios),
        *(Reading("fact", (names[0],), topic=name) for name in desk.base.topics),
        # Names of components hold blanks, brackets and more.
        *(Reading("fact", component=name) for name in desk.base.components),
    ]
    assert [reading_of(reading_key(reading, desk.base), desk.base) for reading in readings] == readings


@pytest.mark.parametrize("key", ["", "nonsense", "clarify", "recommend lost", "fact #lost", "fact @lost", "fact +lost"])
def test_what_the_knowledge_no_longer_holds_is_named_by_its_key(desk: Desk, key: str) -> None:
    assert desk.title(key, "zh_Hans") == key
