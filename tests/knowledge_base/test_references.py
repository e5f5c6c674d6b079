"""An id that nothing has is told where it is named, whichever field names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .tools import break_, problems


@pytest.mark.parametrize(
    ("file", "old", "new", "among"),
    [
        pytest.param("frameworks.yaml", "[B3]\n  topics:", "[‸x]\n  topics:", "sources", id="tagline"),
        pytest.param("frameworks.yaml", "[B1, B2]\n    cleaning", "[B1, ‸x]\n    cleaning", "sources", id="point"),
        pytest.param("scenarios/home.yaml", "- source: B1\n      first: [moka]", "- source: ‸x\n      first: [moka]",
                     "sources", id="verdict"),
        pytest.param("scenarios/home.yaml", "first: [chemex, siphon]", "first: [chemex, ‸x]", "frameworks", id="first"),
        pytest.param("scenarios/journeys.yaml", "second: [moka]", "second: [‸x]", "frameworks", id="second"),
        pytest.param("scenarios/journeys.yaml", "against: [chemex]", "against: [‸x]", "frameworks", id="against"),
        pytest.param("scenarios/home.yaml", "combines: [aeropress", "combines: [‸x", "frameworks", id="combines"),
        pytest.param("scenarios/journeys.yaml", "sources: [B1, B2]", "sources: [B1, ‸x]", "sources", id="fit"),
        pytest.param("components.yaml", "goes_with: [chemex]", "goes_with: [‸x]", "frameworks", id="goes with"),
        pytest.param("components.yaml", "stands_for: moka", "stands_for: ‸x", "frameworks", id="stands for"),
        pytest.param("components.yaml", "[cleaning, taste]", "[cleaning, ‸x]", "topics", id="component's topic"),
        pytest.param("components.yaml", "sources: [B2]", "sources: [‸x]", "sources", id="component's source"),
        pytest.param("disagreements.yaml", "scenarios: [guests]", "scenarios: [‸x]", "scenarios", id="about"),
        pytest.param("disagreements.yaml", "topics: [cleaning]", "topics: [‸x]", "topics", id="on"),
        pytest.param("disagreements.yaml", "[chemex, siphon]", "[chemex, ‸x]", "frameworks", id="between"),
        pytest.param("disagreements.yaml", "sources: [B1, B2]", "sources: [B1, ‸x]", "sources", id="position"),
        pytest.param("figures.yaml", "topic: time", "topic: ‸x", "topics", id="figure's topic"),
        pytest.param("figures.yaml", "source: B3", "source: ‸x", "sources", id="figure's source"),
        pytest.param("figures.yaml", "framework: moka", "framework: ‸x", "frameworks", id="whose figure"),
        pytest.param("learning.yaml", "topic: taste", "topic: ‸x", "topics", id="learning's topic"),
        pytest.param("learning.yaml", "source: B3", "source: ‸x", "sources", id="path"),
        pytest.param("learning.yaml", "[moka, chemex]", "[moka, ‸x]", "frameworks", id="path's order"),
        pytest.param("learning.yaml", "sources: [B1]", "sources: [‸x]", "sources", id="learning's fit"),
        pytest.param("choose.yaml", "scenario: guests", "scenario: ‸x", "scenarios", id="option"),
        pytest.param("choose.yaml", "[chemex, siphon]", "[chemex, ‸x]", "frameworks", id="excludes"),
    ],
)  # fmt: skip
def test_an_unknown_id_is_told_where_it_is_named(folder: Path, file: str, old: str, new: str, among: str) -> None:
    place = break_(folder, file, old, new)
    assert problems(folder) == [f"{place}: K301 id='x', among='{among}'"]


def test_an_unknown_step_of_the_choice_is_told(folder: Path) -> None:
    place = break_(folder, "choose.yaml", "next: limits", "next: ‸limit")
    assert problems(folder) == [f"{place}: K301 id='limit', among='choose', near='limits'"]


def test_an_id_is_as_case_sensitive_as_a_file_name(folder: Path) -> None:
    place = break_(folder, "disagreements.yaml", "scenarios: [guests]", "scenarios: [‸Guests]")
    assert problems(folder) == [f"{place}: K301 id='Guests', among='scenarios', near='guests'"]
