"""An article more needs YAML alone: it is counted, quoted, listed, and can turn a recommendation."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.conversation import Desk
from bot.knowledge_base import load
from bot.presentation.answer_object import answer_object
from bot.presentation.lists import sources
from bot.understanding.question import LANGUAGES, Language

from .conftest import HERE
from .overlay import extended


@pytest.fixture(scope="module")
def informed(with_article: Path) -> Desk:
    return Desk(load(with_article))


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Which framework for a blog?", "3 of 3 articles", "3 of 4 articles"),
        ("做博客用哪个框架？", "3 篇里 3 篇", "4 篇里 3 篇"),
        ("做部落格用哪個框架？", "3 篇裡 3 篇", "4 篇裡 3 篇"),
    ],
)
def test_its_verdict_is_counted(desk: Desk, informed: Desk, text: str, before: str, after: str) -> None:
    assert before in desk.ask(text).message.plain
    found = answer_object(informed.ask(text))
    assert after in found["plain"]
    assert "An evening paper" in found["plain"]
    assert "N1" in found["sources"]


def test_its_claims_stand_under_its_name(informed: Desk) -> None:
    told = informed.ask("Which companies use Flask?").message.plain
    assert "An evening paper runs its newsroom on it. (An evening paper)" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_listed_with_its_link(informed: Desk, language: Language) -> None:
    listed = sources(language, informed.base)
    assert "A year with three servers" in listed.plain
    assert 'href="https://paper.example.org/servers"' in listed.html
    assert str(len(informed.base.sources)) in listed.plain.split("\n", 1)[0]


def test_verdicts_enough_turn_a_recommendation(tmp_path: Path) -> None:
    folder = extended(tmp_path / "knowledge", HERE / "article")
    path = folder / "scenarios" / "content_site.yaml"
    text = path.read_text(encoding="utf-8")
    one = text.rpartition("- source: N1")
    again = [one[1] + one[2].partition("fits:")[0].replace("N1", name) for name in ("A0", "A2")]
    path.write_text(text.replace("fits:", "".join(f"{verdict}" for verdict in again) + "fits:"), encoding="utf-8")
    first = answer_object(Desk(load(folder)).ask("Which framework for a blog?"))["frameworks"][0]
    assert first == "flask"
